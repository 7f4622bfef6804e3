/** A request to join the room. */
export interface JoinRequest {
  readonly nickname: string;
  /** The network that the request came from. The room limits the number of members per network. */
  readonly clientNetwork: string;
  /** The session that the browser has from an earlier join, if any. */
  readonly sessionId?: string | undefined;
  /** Identifies retries of one join. A retry returns the session of the first one instead of adding another member. */
  readonly attemptId?: string | undefined;
}

/** A request to leave the room. */
export interface LeaveRequest {
  /** The reason that the other members see. Empty by default. */
  readonly reason?: string | undefined;
  /** The page is closing. The member leaves only after `closeGraceMs`, and stays if the session is active before that. */
  readonly closing?: boolean | undefined;
}
