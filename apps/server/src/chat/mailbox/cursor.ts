import type { WaitAnswer } from '@mailroom/shared';

/** The position from which a client reads. The wire has the same field names (`wait` in rpc/router.ts). */
export interface Cursor {
  /** The id of the first letter that the client has not seen. */
  readonly since: number;
  /** The ledger that `since` belongs to. Without it, the current ledger. */
  readonly epoch?: string | undefined;
  /** The browser tab that asks. A newer wait of the same tab supersedes the older one. */
  readonly tab?: string | undefined;
  /** The version of the presence that the client has. Without it, the client gets no presence. */
  readonly presence?: number | undefined;
}

/** Receives the answer to one parked wait, exactly once. Must not call back into the room synchronously. */
export type Listener = (answer: WaitAnswer) => void;
