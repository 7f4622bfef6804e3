import type { LeaveCause, Role } from '@mailroom/shared';
import type { DurableSettings } from './durable-settings.ts';

/**
 * A call that changes the durable state of the room, as the journal keeps it. It has passed all checks of its input: texts and nicknames are
 * normalized. It holds no secret: session ids authenticate nobody without their signature, attempts and networks are keyed hashes where a
 * journal is kept, and of a `clientMsgId` only its public digest is left.
 */
export type Command = RoomCommand | SettingsCommand;

/** The commands that a room executes. A change of the settings needs a new room. */
export type RoomCommand = JoinCommand | MutationCommand | ModerationCommand | LeaveCommand | SweepCommand;

export type MutationCommand = SendCommand | EditCommand | DeleteCommand | ReactCommand | RenameCommand;

/** Changes who has a role. Tokens are not part of it, only their digests. */
export type ModerationCommand = InviteCommand | ClaimCommand | RevokeCommand | ResignCommand | RevokeAllCommand;

/** Adds a member, resumes an absent session, renews an expired one, or records a join attempt of a live one. */
export interface JoinCommand {
  readonly type: 'join';
  readonly nickname: string;
  /** The keys of the nickname, so that a newer table of look-alikes does not change what was decided. */
  readonly nicknameKeys: readonly string[];
  readonly clientNetwork: string;
  readonly sessionId?: string | undefined;
  readonly attemptId?: string | undefined;
  /** The grant that the browser presents. */
  readonly grantId?: string | undefined;
  /** The ids of a new session and a new member, if the join makes them. */
  readonly newSessionId: string;
  readonly newMemberId: string;
}

interface SendCommand {
  readonly type: 'send';
  readonly sessionId: string;
  readonly text: string;
  /** The mutation id of the message that this one replies to. */
  readonly replyTo?: string | undefined;
  readonly mutationId: string;
}

interface EditCommand {
  readonly type: 'edit';
  readonly sessionId: string;
  readonly targetMutationId: string;
  readonly text: string;
  readonly mutationId: string;
}

interface DeleteCommand {
  readonly type: 'delete';
  readonly sessionId: string;
  readonly targetMutationId: string;
  readonly mutationId: string;
}

export interface ReactCommand {
  readonly type: 'react';
  readonly sessionId: string;
  readonly targetMutationId: string;
  /** Missing: the reaction is withdrawn. */
  readonly emoji?: string | undefined;
  readonly mutationId: string;
}

export interface RenameCommand {
  readonly type: 'rename';
  readonly sessionId: string;
  readonly nickname: string;
  readonly nicknameKeys: readonly string[];
  readonly mutationId: string;
}

/** Opens an invitation to a role. */
export interface InviteCommand {
  readonly type: 'invite';
  /** The session of the owner who invites. Missing: the operator does. */
  readonly sessionId?: string | undefined;
  readonly role: Role;
  readonly invitationId: string;
  readonly tokenDigest: string;
}

/** Turns an invitation into a grant. */
export interface ClaimCommand {
  readonly type: 'claim';
  readonly invitationDigest: string;
  /** The session that gets the role at once, if the browser has one. */
  readonly sessionId?: string | undefined;
  readonly grantId: string;
  readonly grantDigest: string;
  /** The grant that the browser presented. It ends, because the browser presents only one. */
  readonly formerGrantId?: string | undefined;
}

/** Ends a grant, or an open invitation, with this id. */
export interface RevokeCommand {
  readonly type: 'revoke';
  readonly sessionId: string;
  readonly id: string;
}

/** Ends the caller's own grants: that of the cookie, and that of the session. */
interface ResignCommand {
  readonly type: 'resign';
  readonly grantIds: readonly string[];
}

/** Ends all grants and invitations. Only the operator can do this. */
interface RevokeAllCommand {
  readonly type: 'revoke-all';
}

/** Ends a live session, or frees the nickname of an absent one. */
export interface LeaveCommand {
  readonly type: 'leave';
  readonly sessionId: string;
  /** The member's own text. Empty: none. */
  readonly reason: string;
}

/** Ends sessions that were found to be over. Without any, the room only forgets what has expired. */
export interface SweepCommand {
  readonly type: 'sweep';
  readonly ends: readonly SessionEnd[];
}

export interface SessionEnd {
  readonly sessionId: string;
  /** `left`: no call has used the session. `expired`: only the session id ends, and the member stays. */
  readonly cause: LeaveCause | 'expired';
  /** The last activity that was known, in ms of room time. A session with a later command stays. */
  readonly lastSeenAt: number;
}

/** Changes the settings, which decide what the commands after it do. */
interface SettingsCommand {
  readonly type: 'settings';
  readonly settings: DurableSettings;
}
