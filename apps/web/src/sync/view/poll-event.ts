import type { WaitAnswer } from '@mailroom/shared';

/** What the poll yields: the room's answers, and changes of the connection. */
export type PollEvent =
  | Exclude<WaitAnswer, { type: 'superseded' }>
  /** A request failed; the poll continues. */
  | { type: 'disconnected' }
  /** The room does not know the session, or the browser did not send the cookie; the poll ends. */
  | { type: 'session-expired' }
  /** An answer did not continue where the last one ended; the poll ends. */
  | { type: 'out-of-sync' };
