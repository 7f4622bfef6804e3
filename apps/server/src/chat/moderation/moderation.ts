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

/** The time in ms after which another use of a grant is recorded. */
const USE_RECORDED_MS = 86_400_000;

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
  checkInvite({ sessionId, tokenDigest }: Omit<InviteCommand, 'invitationId'>): InviteResult | undefined {
    const { roles, environment } = this.#parts;
    const now = environment.now();
    if (sessionId !== undefined) this.#requireRole(sessionId, 'owner');
    const existing = roles.invitationOf(tokenDigest, now);
    if (existing) return inviteResult(existing);
    roles.assertNotOver(tokenDigest);
    if (sessionId !== undefined) roles.assertRoomForInvitation(now);
    return undefined;
  }

  /**
   * Returns the result of a claim that changes nothing.
   *
   * @throws {RefusalError} as `ChatRoom.prepareClaim` does
   */
  checkClaim(command: Omit<ClaimCommand, 'grantId'>): ClaimResult | undefined {
    const { roles, environment } = this.#parts;
    const now = environment.now();
    const existing = roles.grantOf(command.grantDigest, now);
    if (existing) {
      const session = this.#sessionOf(command);
      const isMissing = session && session.grantId !== existing.id && !hasRole(session.member.role, existing.role);
      return isMissing ? undefined : { role: existing.role, isKept: false };
    }
    const former = this.#formerGrants(command);
    const highest = former.find(({ role }) => role === 'owner') ?? former[0];
    // The browser that used an invitation may open the link again.
    if (highest && roles.isUsed(command.invitationDigest)) return { role: highest.role, isKept: true };
    const invitation = roles.claimable(command.invitationDigest, now);
    if (highest && hasRole(highest.role, invitation.role)) return { role: highest.role, isKept: true };
    roles.assertRoomForGrant(now, former.length);
    return undefined;
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
    const invitation = roles.openInvitation(id, environment.now());
    const isOutranked = grant ? !outranks(role, grant.role) : invitation && invitation.grantId === undefined;
    if (isOutranked) throw new RefusalError({ refusal: 'outranked' });
    return grant !== undefined || invitation !== undefined;
  }

  /** Whether a join that presents this grant changes anything for a session. A use is recorded once a day. */
  needsGrant(session: RoomSession, grantId: string | undefined): boolean {
    const { roles, environment } = this.#parts;
    const grant = roles.grant(grantId);
    if (!grant) return false;
    if (grant.label === '' || environment.now() - grant.lastUsedAt >= USE_RECORDED_MS) return true;
    return session.grantId !== grantId && !hasRole(session.member.role, grant.role);
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
        for (const id of command.grantIds) this.#revoke(id);
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

  /** Records the use of a grant by a join, and gives the session its role, unless it has one that is as high. */
  useGrant(session: RoomSession, grantId: string | undefined) {
    const { roles, environment } = this.#parts;
    const grant = roles.grant(grantId);
    if (!grant) return;
    roles.recordUse(grant.id, session.member.nickname, environment.now());
    if (!hasRole(session.member.role, grant.role)) this.#setGrant(session, grant);
  }

  #invite({ sessionId, role, invitationId: id, tokenDigest }: InviteCommand): InviteResult {
    const { roles, sessions, environment } = this.#parts;
    const now = environment.now();
    this.#endExpired();
    // The operator has seen the token of the latest one only.
    if (sessionId === undefined) roles.revokeInvitationsOfOperator(role);
    const grant = sessionId === undefined ? undefined : roles.grant(sessions.require(sessionId).grantId);
    const by = grant && { grantId: grant.id, invitedBy: grant.label, expiresAt: now + fixedLimits.invitationMs };
    const invitation = { id, role, tokenDigest, createdAt: now, ...by };
    roles.invite(invitation, now);
    return inviteResult(invitation);
  }

  #claim(command: ClaimCommand): ClaimResult {
    const { roles, environment } = this.#parts;
    const now = environment.now();
    this.#endExpired();
    const session = this.#sessionOf(command);
    const existing = roles.grantOf(command.grantDigest, now);
    const former = existing ? [] : this.#formerGrants(command);
    const named = { id: command.grantId, tokenDigest: command.grantDigest, label: session?.member.nickname ?? '' };
    const grant = existing ?? roles.claim(roles.claimable(command.invitationDigest, now), named, now);
    if (session) {
      roles.recordUse(grant.id, session.member.nickname, now);
      this.#setGrant(session, grant);
    }
    for (const { id } of former) this.#revoke(id);
    return { role: grant.role, isKept: false };
  }

  #sessionOf({ sessionId }: Pick<ClaimCommand, 'sessionId'>): RoomSession | undefined {
    return sessionId === undefined ? undefined : this.#parts.sessions.current(sessionId);
  }

  /** Lists the grants that the browser has before a claim: that of its cookie, and that of its session. */
  #formerGrants(command: Pick<ClaimCommand, 'sessionId' | 'formerGrantId'>): StoredGrant[] {
    const ids = new Set([command.formerGrantId, this.#sessionOf(command)?.grantId]);
    return [...ids].flatMap((id) => this.#parts.roles.grant(id) ?? []);
  }

  #endExpired() {
    const { roles, environment } = this.#parts;
    for (const id of roles.expiredGrantIds(environment.now())) this.#revoke(id);
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
