import type { Role } from '@mailroom/shared';

/** A request to join the room. */
export interface JoinRequest {
  readonly nickname: string;
  /** The network that the request came from. The room limits the number of members per network. */
  readonly clientNetwork: string;
  /** The session that the browser has from an earlier join, if any. */
  readonly sessionId?: string | undefined;
  /** Identifies retries of one join. A retry returns the session of the first one instead of adding another member. */
  readonly attemptId?: string | undefined;
  /** The digest of the token of the grant that the browser presents, if any. */
  readonly presentedDigest?: string | undefined;
  /** Only a session that the browser has, or had, is returned. No member is added. */
  readonly resume?: boolean | undefined;
}

/** A request to leave the room. */
export interface LeaveRequest {
  /** The reason that the other members see. Empty by default. */
  readonly reason?: string | undefined;
  /** The page is closing. The member leaves only after `closeGraceMs`, and stays if the session is active before that. */
  readonly closing?: boolean | undefined;
}

/** A request to send a message. The `clientMsgId` identifies its retries, as in the other mutations. */
export interface SendRequest {
  readonly text: string;
  /** The mutation id in the `said` letter of the message that this one replies to. */
  readonly replyTo?: string | undefined;
  readonly clientMsgId: string;
}

/** A request to replace the text of a message. */
export interface EditRequest {
  /** The mutation id in the `said` letter of the message. */
  readonly targetMutationId: string;
  readonly text: string;
  readonly clientMsgId: string;
}

/** A request to delete a message. */
export interface DeleteRequest {
  /** As in `EditRequest`. */
  readonly targetMutationId: string;
  readonly clientMsgId: string;
}

/** A request to react to a message of any member. */
export interface ReactRequest {
  /** As in `EditRequest`. */
  readonly targetMutationId: string;
  /** The emoji that replaces the member's reaction to this message. Missing: the reaction is withdrawn. */
  readonly emoji?: string | undefined;
  readonly clientMsgId: string;
}

/** A request to change the nickname of a member. */
export interface RenameRequest {
  readonly nickname: string;
  readonly clientMsgId: string;
}

/** A request to invite somebody to a role. `tokenDigest` identifies its retries. */
export interface InviteRequest {
  readonly role: Role;
  readonly tokenDigest: string;
}

/** A request to claim an invitation. The `grantDigest` identifies its retries. */
export interface ClaimRequest {
  readonly invitationDigest: string;
  readonly grantDigest: string;
  /** The network that the request came from. */
  readonly clientNetwork: string;
  /** The session of the browser, if any. */
  readonly sessionId?: string | undefined;
  /** The digest of the token of the grant that the browser presents, if any. */
  readonly presentedDigest?: string | undefined;
}

/** A request to give up the grants of a browser. */
export interface ResignRequest {
  /** The digest of the token of the grant that the browser presents, if any. */
  readonly presentedDigest?: string | undefined;
  /** The session of the browser, if any. */
  readonly sessionId?: string | undefined;
  /** The network that the request came from. */
  readonly clientNetwork: string;
}

/** Asks for the letters before letter `before` of the ledger `epoch`. A missing `epoch` is the current one. */
export interface HistoryRequest {
  readonly before: number;
  readonly epoch?: string | undefined;
}
