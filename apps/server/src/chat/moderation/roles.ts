import {
  fixedLimits,
  type Grant,
  type GrantList,
  type Invitation,
  type InvitationProblem,
  type Role,
} from '@mailroom/shared';
import { RefusalError } from '../limits/refusal-error.ts';

/** An open invitation, as the journal keeps it. Times are in ms since 1970. */
export interface StoredInvitation {
  readonly id: string;
  readonly role: Role;
  readonly tokenDigest: string;
  readonly createdAt: number;
  /** Missing: it does not expire. */
  readonly expiresAt?: number | undefined;
  /** The id of the grant of the owner who invited. Missing: the operator. */
  readonly grantId?: string | undefined;
  readonly invitedBy?: string | undefined;
}

/** A grant, as the journal keeps it. Times are in ms since 1970. */
export interface StoredGrant {
  readonly id: string;
  readonly role: Role;
  readonly tokenDigest: string;
  readonly label: string;
  readonly createdAt: number;
  readonly invitedBy?: string | undefined;
  readonly lastUsedAt: number;
}

/** The durable state of the roles. */
export interface RolesState {
  readonly invitations: readonly StoredInvitation[];
  readonly grants: readonly StoredGrant[];
  /** The digests of invitations that are over, and why. The oldest first. */
  readonly closed: readonly (readonly [tokenDigest: string, why: InvitationProblem])[];
}

/** Invitations that are over and whose reason is remembered. */
const MAX_CLOSED = 1_000;

/**
 * Who may have a role: the open invitations, and the grants that their claims made. Knows only digests of tokens. All times are those of the
 * wall clock, in ms since 1970: people are told them.
 */
export class Roles {
  /** By the digest of its token. The oldest first. */
  readonly #invitations: Map<string, StoredInvitation>;
  /** By its id. The oldest first. */
  readonly #grants: Map<string, StoredGrant>;
  readonly #grantIds: Map<string, string>;
  readonly #closed: Map<string, InvitationProblem>;

  constructor({ invitations, grants, closed }: RolesState = { invitations: [], grants: [], closed: [] }) {
    this.#invitations = new Map(invitations.map((invitation) => [invitation.tokenDigest, invitation]));
    this.#grants = new Map(grants.map((grant) => [grant.id, grant]));
    this.#grantIds = new Map(grants.map(({ tokenDigest, id }) => [tokenDigest, id]));
    this.#closed = new Map(closed);
  }

  state(): RolesState {
    return {
      invitations: [...this.#invitations.values()],
      grants: [...this.#grants.values()],
      closed: [...this.#closed],
    };
  }

  /** Whether somebody has this role, in the room or not. */
  isGranted(role: Role, now: number): boolean {
    return this.#validGrants(now).some((grant) => grant.role === role);
  }

  grant(id: string | undefined): StoredGrant | undefined {
    return id === undefined ? undefined : this.#grants.get(id);
  }

  /** Returns the grant whose token has this digest, unless it has expired. */
  grantOf(tokenDigest: string | undefined, now: number): StoredGrant | undefined {
    const grant = tokenDigest === undefined ? undefined : this.grant(this.#grantIds.get(tokenDigest));
    return grant && isValid(grant, now) ? grant : undefined;
  }

  /** Lists the ids of the grants that have expired. */
  expiredGrantIds(now: number): string[] {
    return [...this.#grants.values()].filter((grant) => !isValid(grant, now)).map(({ id }) => id);
  }

  /** Returns the open invitation whose token has this digest. */
  invitationOf(tokenDigest: string, now: number): StoredInvitation | undefined {
    const invitation = this.#invitations.get(tokenDigest);
    return invitation && isOpen(invitation, now) ? invitation : undefined;
  }

  /** Whether the token with this digest was claimed. */
  isUsed(tokenDigest: string): boolean {
    return this.#closed.get(tokenDigest) === 'used';
  }

  /** Returns the open invitation with this id. */
  openInvitation(id: string, now: number): StoredInvitation | undefined {
    return [...this.#invitations.values()].find((invitation) => invitation.id === id && isOpen(invitation, now));
  }

  /**
   * Checks that a token was not that of an invitation which is over. A link that is worthless must stay so.
   *
   * @throws {RefusalError} `id-reused`
   */
  assertNotOver(tokenDigest: string) {
    const isOver = this.#invitations.has(tokenDigest) || this.#closed.has(tokenDigest);
    if (isOver) throw new RefusalError({ refusal: 'id-reused' });
  }

  /**
   * Checks that members may have one more open invitation.
   *
   * @throws {RefusalError} `too-many-invitations`
   */
  assertRoomForInvitation(now: number) {
    const { maxInvitations: limit } = fixedLimits;
    const open = [...this.#invitations.values()].filter((each) => each.grantId !== undefined && isOpen(each, now));
    if (open.length >= limit) throw new RefusalError({ refusal: 'too-many-invitations', limit });
  }

  /**
   * Returns the invitation that a claim would use.
   *
   * @throws {RefusalError} `invitation-invalid`
   */
  claimable(tokenDigest: string, now: number): StoredInvitation {
    const invitation = this.invitationOf(tokenDigest, now);
    if (!invitation) {
      const why = this.#invitations.has(tokenDigest) ? 'expired' : (this.#closed.get(tokenDigest) ?? 'unknown');
      throw new RefusalError({ refusal: 'invitation-invalid', why });
    }
    return invitation;
  }

  /**
   * Checks that there may be one more grant.
   *
   * @param ending the number of grants that end with it
   * @throws {RefusalError} `too-many-grants`
   */
  assertRoomForGrant(now: number, ending: number) {
    const { maxGrants: limit } = fixedLimits;
    const others = this.#validGrants(now).length - ending;
    if (others >= limit) throw new RefusalError({ refusal: 'too-many-grants', limit });
  }

  /** Opens an invitation. */
  invite(invitation: StoredInvitation, now: number) {
    this.#forgetExpired(now);
    this.#invitations.set(invitation.tokenDigest, invitation);
  }

  /** Ends the open invitations of the operator to this role. */
  revokeInvitationsOfOperator(role: Role) {
    for (const invitation of this.#invitations.values()) {
      if (invitation.role === role && invitation.grantId === undefined) this.#close(invitation, 'revoked');
    }
  }

  /** Turns an open invitation into a grant. */
  claim(
    invitation: StoredInvitation,
    { id, tokenDigest, label }: Pick<StoredGrant, 'id' | 'tokenDigest' | 'label'>,
    now: number,
  ): StoredGrant {
    this.#close(invitation, 'used');
    const { role, invitedBy } = invitation;
    const grant = {
      id,
      role,
      tokenDigest,
      label,
      createdAt: now,
      ...(invitedBy !== undefined && { invitedBy }),
      lastUsedAt: now,
    };
    this.#grants.set(id, grant);
    this.#grantIds.set(tokenDigest, id);
    return grant;
  }

  /** Records that a member joined with the grant. The first one names it. */
  recordUse(id: string, nickname: string, now: number) {
    const grant = this.#grants.get(id);
    if (grant) this.#grants.set(id, { ...grant, label: grant.label || nickname, lastUsedAt: now });
  }

  /** Ends a grant, and the open invitations of its holder. Returns whether there was one. */
  revokeGrant(id: string): boolean {
    const grant = this.#grants.get(id);
    if (!grant) return false;
    this.#grants.delete(id);
    this.#grantIds.delete(grant.tokenDigest);
    for (const invitation of this.#invitations.values()) {
      if (invitation.grantId === id) this.#close(invitation, 'revoked');
    }
    return true;
  }

  /** Ends an open invitation. Returns whether there was one. */
  revokeInvitation(id: string): boolean {
    const invitation = [...this.#invitations.values()].find((each) => each.id === id);
    if (invitation) this.#close(invitation, 'revoked');
    return invitation !== undefined;
  }

  /** Lists the grants and the open invitations. `memberIds` has the id of the present member of each grant. */
  list(memberIds: ReadonlyMap<string, string>, now: number): GrantList {
    const grants = this.#validGrants(now);
    const open = Array.from(this.#invitations.values()).filter((invitation) => isOpen(invitation, now));
    return {
      grants: grants.map((grant) => publicGrant(grant, memberIds.get(grant.id))),
      invitations: open.map(publicInvitation),
    };
  }

  #validGrants(now: number): StoredGrant[] {
    return [...this.#grants.values()].filter((grant) => isValid(grant, now));
  }

  #close(invitation: StoredInvitation, why: InvitationProblem) {
    this.#invitations.delete(invitation.tokenDigest);
    this.#closed.delete(invitation.tokenDigest);
    this.#closed.set(invitation.tokenDigest, why);
    const [oldest] = this.#closed.keys();
    if (this.#closed.size > MAX_CLOSED && oldest !== undefined) this.#closed.delete(oldest);
  }

  #forgetExpired(now: number) {
    for (const invitation of this.#invitations.values()) {
      if (!isOpen(invitation, now)) this.#close(invitation, 'expired');
    }
  }
}

const publicGrant = (
  { id, role, label, createdAt, invitedBy, lastUsedAt }: StoredGrant,
  memberId: string | undefined,
): Grant => ({
  id,
  role,
  label,
  createdAt,
  ...(invitedBy !== undefined && { invitedBy }),
  lastUsedAt,
  ...(memberId !== undefined && { memberId }),
});

const publicInvitation = ({ id, role, createdAt, expiresAt, invitedBy }: StoredInvitation): Invitation => ({
  id,
  role,
  createdAt,
  ...(expiresAt !== undefined && { expiresAt }),
  ...(invitedBy !== undefined && { invitedBy }),
});

const isOpen = ({ expiresAt = Infinity }: StoredInvitation, now: number) => now < expiresAt;

const isValid = ({ lastUsedAt }: StoredGrant, now: number) => now < lastUsedAt + fixedLimits.grantMs;

/** Returns the state with all open invitations revoked: entries were lost, and one of them may have claimed an invitation. */
export const withoutInvitations = ({ invitations, grants, closed }: RolesState): RolesState => ({
  invitations: [],
  grants,
  closed: [...closed, ...invitations.map(({ tokenDigest }) => [tokenDigest, 'revoked'] as const)],
});

const RANKS = { moderator: 1, owner: 2 };

/** Whether a member with `role` may do what needs the role `needs`. */
export const hasRole = (role: Role | undefined, needs: Role): boolean =>
  role !== undefined && RANKS[role] >= RANKS[needs];

/** Whether a member with `role` may act on somebody with `other`. */
export const outranks = (role: Role | undefined, other: Role | undefined): boolean =>
  (role === undefined ? 0 : RANKS[role]) > (other === undefined ? 0 : RANKS[other]);
