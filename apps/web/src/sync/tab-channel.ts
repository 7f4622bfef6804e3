import type { WaitAnswer } from '@mailroom/shared';

/** A message from one tab of a browser to its other tabs. */
export type TabMessage =
  /** From the leader: an answer of the room. From any tab: `closed`, when its user left the room. */
  | { type: 'answer'; answer: WaitAnswer }
  /** From the leader: its last request failed. */
  | { type: 'disconnected' }
  /** Asks the leader whether it is alive. */
  | ({ type: 'ping' } & KnownLimit)
  /** From the leader. `presence`: the version of the presence that it knows, 0 if none. */
  | ({ type: 'alive'; isVisible: boolean; isConnected: boolean; presence: number } & KnownLimit);

interface KnownLimit {
  /** The longest hold in ms that the network allows, if the tab knows one. */
  maxHoldMs?: number | undefined;
}

/** The tabs of this browser that are in the room as the same member: messages between them, and the election of one leader. */
export interface TabChannel {
  /** Sends a message to all other tabs. May lose it. */
  readonly post: (message: TabMessage) => void;
  readonly subscribe: (listener: (message: TabMessage) => void) => () => void;
  /** Whether this tab is visible now. */
  readonly isVisible: () => boolean;
  /** Calls `listener` each time this tab becomes visible. Returns the unsubscribe function. */
  readonly onVisible: (listener: () => void) => () => void;
  /** Makes this tab the leader: as soon as there is no other, or with `steal` at once. Replaces an earlier request. */
  readonly requestLeadership: (options: LeadershipRequest) => void;
  /** Stops sending. */
  readonly close: () => void;
}

export interface LeadershipRequest {
  readonly steal: boolean;
  /** Gives up the leadership, or the request for it. */
  readonly signal: AbortSignal;
  /** `leadership` aborts when another tab takes over. */
  readonly onElected: (leadership: AbortSignal) => void;
}
