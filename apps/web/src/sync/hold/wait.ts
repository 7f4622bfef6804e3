import type { WaitAnswer } from '@mailroom/shared';

/** The arguments of one `wait`. */
export interface WaitRequest {
  /** The id of the first letter that is not known. */
  readonly since: number;
  readonly epoch: string;
  /** The id of the page. */
  readonly tab: string;
  /** Whether the room may hold the answer until there is something new. */
  readonly hold: boolean;
  /** The longest time in ms for which the room may do that. Missing: as long as the room wants. */
  readonly maxHoldMs?: number;
  /** The version of the presence that is known. Without it the answer has no presence. */
  readonly presence?: number;
}

/** Asks the room for its next letters. Rejects if the room refuses the request, if the network fails, or when the signal aborts. */
export type Wait = (request: WaitRequest, signal: AbortSignal) => Promise<WaitAnswer>;
