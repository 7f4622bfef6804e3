import type { Refusal } from '@mailroom/shared';

/** The room said no, for a reason that the caller can act on. Anything else that the room throws is a bug. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.refusal);
    this.refusal = refusal;
  }
}
