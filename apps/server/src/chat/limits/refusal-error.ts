import type { Refusal } from '@mailroom/shared';

/** The room refused a request for a reason that the caller can act on. Any other error from the room is a bug. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.refusal);
    this.refusal = refusal;
  }
}
