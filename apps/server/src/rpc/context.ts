import type { WaitAnswer } from '@mailroom/shared';
import type { LongPoll } from './long-poll.ts';

/** The caller of a procedure, and the effects of a procedure on the response beside its result. */
export interface Context {
  /** The session id from the caller's cookie, if any. `FORGED_SESSION` if the server did not sign the cookie. */
  readonly sessionId: string | undefined;
  /** The network that the caller came from: an IPv4 address or an IPv6 /64. */
  readonly clientNetwork: string;
  /** The token of the grant that the caller's cookie presents, if any. It may be wrong. */
  readonly grantToken: string | undefined;
  /** Sets the cookie that presents a grant. */
  storeGrant(token: string): void;
  /** Deletes the cookie that presents a grant. */
  clearGrant(): void;
  /** Sets the session cookie. */
  storeSession(sessionId: string): void;
  /** Deletes the session cookie. */
  clearSession(): void;
  /**
   * Answers the call with the result of `poll`, perhaps much later. The procedure returns what this returns: a promise of the answer, or
   * `DEFERRED` if the transport runs the poll itself and sends the answer without a promise.
   */
  deferAnswer(poll: LongPoll<WaitAnswer>): typeof DEFERRED | Promise<WaitAnswer>;
  /** Calls `listener` in the tick in which the caller's connection closes, unless the response is complete by then. */
  onDisconnect(listener: () => void): void;
}

/** The result of a procedure whose answer the transport sends later. It is a symbol, so that it can never be sent as JSON. */
export const DEFERRED: unique symbol = Symbol('deferred');
