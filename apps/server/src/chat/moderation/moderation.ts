import { fixedLimits, type GrantList, type Role } from '@mailroom/shared';
import type { ClaimCommand, InviteCommand, ModerationCommand, RevokeCommand } from '../command.ts';
import { RefusalError } from '../limits/refusal-error.ts';
import type { RoomParts } from '../room-parts.ts';
import type { RoomSession } from '../session/room-session.ts';
import { hasRole, outranks, type StoredGrant } from './roles.ts';

/** The result of a claim. A repeated one has the same. */
export interface ClaimResult {
  readonly role: Role;
  /** Whether the browser keeps the grant that it presented, because its role is as high. */
  readonly isKept: boolean;
}

/** The result of an invitation. A repeated one has the same. */
export interface InviteResult {
  /** The id of the invitation, by which it can be revoked. */
  readonly id: string;
  /** In ms since 1970. Missing: it does not expire. */
  readonly expiresAt?: number | undefined;
}

/** Gives roles to members and takes them away. */
export class RoomModeration {
  readonly #parts: RoomParts;

  constructor(parts: RoomParts) {
    this.#parts = parts;
  }

  /**
   * Returns the invitation that the command would make, if it is open already.
   *
   * @throws {RefusalError} as `ChatRoom.prepareInvite` does
   */
  checkInvite(command: Omit<InviteCommand, 'invitationId'>): InviteResult | undefined {
    const { roles, environment } = this.#parts;
    if (command.sessionId !== undefined) this.#requireRole(command.sessionId, 'owner');
    const existing = roles.invitationOf(command.tokenDigest, environment.now());
    if (existing) return inviteResult(existing);
    roles.assertRoomForInvitation(environment.now());
    return undefined;
  }

  /**
   * Returns what the claim had as result, if it was executed before.
   *
   * @throws {RefusalError} as `ChatRoom.prepareClaim` does
   */
  checkClaim({ invitationDigest, grantDigest, formerGrantId }: Omit<ClaimCommand, 'grantId'>): ClaimResult | undefined {
    const { roles, environment } = this.#parts;
    const existing = roles.grantOf(grantDigest);
    if (existing) return { role: existing.role, isKept: false };
    const { role } = roles.claimable(invitationDigest, environment.now());
    const former = roles.grant(formerGrantId);
    return former && hasRole(former.role, role) ? { role: former.role, isKept: true } : undefined;
  }

  /**
   * Returns whether there is anything to revoke.
   *
   * @throws {RefusalError} as `ChatRoom.prepareRevoke` does
   */
  checkRevoke({ sessionId, id }: RevokeCommand): boolean {
    const { roles, environment } = this.#parts;
    const { role } = this.#requireRole(sessionId, 'owner').member;
    const grant = roles.grant(id);
    if (grant && !outranks(role, grant.role)) throw new RefusalError({ refusal: 'outranked' });
    const { invitations } = roles.list(new Map(), environment.now());
    return grant !== undefined || invitations.some((invitation) => invitation.id === id);
  }

  /** @throws {RefusalError} as the method of `ChatRoom` does that prepares the command */
  execute(command: ModerationCommand): ClaimResult | InviteResult | undefined {
    switch (command.type) {
      case 'invite':
        return this.checkInvite(command) ?? this.#invite(command);
      case 'claim':
        return this.checkClaim(command) ?? this.#claim(command);
      case 'revoke':
        if (this.checkRevoke(command)) this.#revoke(command.id);
        return undefined;
      case 'resign':
        this.#revoke(command.grantId);
        return undefined;
      case 'revoke-all':
        this.#revokeAll();
        return undefined;
    }
  }

  /** See `ChatRoom.grants`. */
  grants(sessionId: string): GrantList {
    const { roles, sessions, readCosts, environment } = this.#parts;
    readCosts.chargeCall(this.#requireRole(sessionId, 'owner'));
    const present = [...sessions.all()].flatMap(({ grantId, member }) =>
      grantId === undefined ? [] : [[grantId, member.id] as const],
    );
    return roles.list(new Map(present), environment.now());
  }

  /** Gives the session the role of the grant, and records its use. */
  useGrant(session: RoomSession, grantId: string | undefined) {
    const { roles, environment } = this.#parts;
    const grant = roles.grant(grantId);
    if (!grant) return;
    roles.recordUse(grant.id, session.member.nickname, environment.now());
    this.#setGrant(session, grant);
  }

  #invite({ sessionId, role, invitationId: id, tokenDigest }: InviteCommand): InviteResult {
    const { roles, sessions, environment } = this.#parts;
    const now = environment.now();
    const grant = sessionId === undefined ? undefined : roles.grant(sessions.require(sessionId).grantId);
    // The operator has seen the token of the latest one only.
    if (!grant) roles.revokeInvitationsOfOperator(role);
    const by = grant && { grantId: grant.id, invitedBy: grant.label, expiresAt: now + fixedLimits.invitationMs };
    const invitation = { id, role, tokenDigest, createdAt: now, ...by };
    roles.invite(invitation, now);
    return inviteResult(invitation);
  }

  #claim({ invitationDigest, grantId, grantDigest, sessionId, formerGrantId }: ClaimCommand): ClaimResult {
    const { roles, sessions, environment } = this.#parts;
    const now = environment.now();
    const invitation = roles.claimable(invitationDigest, now);
    const session = sessionId === undefined ? undefined : sessions.current(sessionId);
    const label = session?.member.nickname ?? '';
    const grant = roles.claim(invitation, { id: grantId, tokenDigest: grantDigest, label }, now);
    if (session) this.#setGrant(session, grant);
    if (formerGrantId !== undefined) this.#revoke(formerGrantId);
    return { role: grant.role, isKept: false };
  }

  #revoke(id: string) {
    const { roles, sessions, absentees } = this.#parts;
    if (!roles.revokeGrant(id)) {
      roles.revokeInvitation(id);
      return;
    }
    for (const session of sessions.all()) if (session.grantId === id) this.#setGrant(session, undefined);
    for (const { session } of absentees.all()) if (session.grantId === id) setRole(session, undefined);
  }

  #revokeAll() {
    const { roles } = this.#parts;
    const { grants, invitations } = roles.state();
    for (const { id } of [...grants, ...invitations]) this.#revoke(id);
  }

  /** Changes the grant of a live session, and tells everyone if that changes its role. */
  #setGrant(session: RoomSession, grant: StoredGrant | undefined) {
    const { sessions, postOffice, environment } = this.#parts;
    const hasChanged = session.member.role !== grant?.role;
    session.grantId = grant?.id;
    if (!hasChanged) return;
    setRole(session, grant);
    sessions.updateMember(session);
    postOffice.broadcast({ type: 'role-changed', member: session.member }, environment.now());
  }

  /** @throws {RefusalError} `no-session`; `not-permitted` */
  #requireRole(sessionId: string, needs: Role): RoomSession {
    const session = this.#parts.sessions.require(sessionId);
    if (!hasRole(session.member.role, needs)) throw new RefusalError({ refusal: 'not-permitted', needs });
    return session;
  }
}

/** Changes the role. Creates a new `member`: letters and snapshots keep the former one. */
const setRole = (session: RoomSession, grant: StoredGrant | undefined) => {
  const { role: _, ...member } = session.member;
  session.grantId = grant?.id;
  session.member = grant ? { ...member, role: grant.role } : member;
};

const inviteResult = ({ id, expiresAt }: InviteResult): InviteResult => ({
  id,
  ...(expiresAt !== undefined && { expiresAt }),
});
