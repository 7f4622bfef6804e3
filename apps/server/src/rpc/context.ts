import type { WaitAnswer } from '@mailroom/shared';
import type { LongPoll } from './long-poll.ts';

/** Who asks, and from where; and what a procedure may do with the exchange besides answering it. */
export interface Context {
  /** The secret from the caller's cookie, if there is one. */
  readonly session: string | undefined;
  /** The network address the caller came from; for IPv6, its /64. */
  readonly host: string;
  keepSession(session: string): void;
  dropSession(): void;
  /**
   * Takes a question that may be answered much later, where the way to the caller can answer by itself: then what the procedure answers is
   * not sent, and no promise is kept for as long as somebody waits.
   */
  readonly answerLater?: ((question: LongPoll<WaitAnswer>) => void) | undefined;
  /** Calls back in the tick in which the caller's connection closes, unless they were answered by then. */
  onHangUp(listener: () => void): void;
}
