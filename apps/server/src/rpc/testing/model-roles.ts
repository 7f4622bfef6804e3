import assert from 'node:assert/strict';
import type { InvitationProblem, Role } from '@mailroom/shared';
import { RefusalError } from '../../chat/limits/refusal-error.ts';

const DAY = 86_400_000;

interface ModelInvitation {
  readonly token: string;
  readonly role: Role;
  readonly expiresAt: number;
  /** The grant of the owner who invited. Undefined: the operator. */
  readonly by: ModelGrant | undefined;
}

export interface ModelGrant {
  readonly token: string;
  readonly role: Role;
  label: string;
  readonly invitedBy: string | undefined;
}

/** A reference implementation of the rules A1 to A7 for tokens instead of digests. Leaves the sessions to `ModelRoom`. */
export class ModelRoles {
  readonly #now: () => number;
  #invitations: ModelInvitation[] = [];
  #grants: ModelGrant[] = [];
  readonly #closed = new Map<string, InvitationProblem>();
  /** The tokens of all invitations, the latest first. */
  readonly #tokens: string[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  grantOf(token: string | undefined): ModelGrant | undefined {
    return this.#grants.find((grant) => grant.token === token);
  }

  /** The token of an invitation, 0 for the latest. */
  token(which: number): string {
    return this.#tokens[which] ?? 'unknown';
  }

  get #open() {
    return this.#invitations.filter(({ expiresAt }) => this.#now() < expiresAt);
  }

  invite(token: string, role: Role, by: ModelGrant | undefined): ModelInvitation {
    const existing = this.#open.find((invitation) => invitation.token === token);
    if (existing) return existing;
    if (this.#closed.has(token) || this.#invitations.some((invitation) => invitation.token === token))
      throw new RefusalError({ refusal: 'id-reused' });
    if (!by) {
      const earlier = this.#invitations.filter((invitation) => invitation.role === role && !invitation.by);
      for (const invitation of earlier) this.#close(invitation, 'revoked');
    }
    const invitation = { token, role, by, expiresAt: by ? this.#now() + DAY : Infinity };
    this.#invitations.push(invitation);
    this.#tokens.unshift(token);
    return invitation;
  }

  /** Returns the new grant, or the one that the browser has. */
  claim(invitationToken: string, token: string, former: readonly ModelGrant[]) {
    const existing = this.grantOf(token);
    if (existing) return { grant: existing, isNew: false, isKept: false };
    const highest = former.find(({ role }) => role === 'owner') ?? former[0];
    if (highest && this.#closed.get(invitationToken) === 'used') return { grant: highest, isNew: false, isKept: true };
    const invitation = this.#open.find((each) => each.token === invitationToken);
    if (!invitation) {
      const isExpired = this.#invitations.some((each) => each.token === invitationToken);
      const why = isExpired ? 'expired' : (this.#closed.get(invitationToken) ?? 'unknown');
      throw new RefusalError({ refusal: 'invitation-invalid', why });
    }
    if (highest && isAsHigh(highest.role, invitation.role)) return { grant: highest, isNew: false, isKept: true };
    this.#close(invitation, 'used');
    const grant = { token, role: invitation.role, label: '', invitedBy: invitation.by && invitation.by.label };
    this.#grants.push(grant);
    return { grant, isNew: true, isKept: false };
  }

  /** Ends the grant and its open invitations. */
  endGrant(grant: ModelGrant) {
    assert(this.#grants.includes(grant), 'the grant has not ended');
    this.#grants = this.#grants.filter((each) => each !== grant);
    for (const invitation of this.#invitations.filter(({ by }) => by === grant)) this.#close(invitation, 'revoked');
  }

  /** Returns the grant, or ends the open invitation, at this place of the list. */
  entry(which: number): ModelGrant | ModelInvitation | undefined {
    return [...this.#grants, ...this.#open][which];
  }

  endInvitation(invitation: ModelInvitation) {
    this.#close(invitation, 'revoked');
  }

  endAllInvitations() {
    for (const invitation of this.#invitations) this.#close(invitation, 'revoked');
  }

  get allGrants(): readonly ModelGrant[] {
    return this.#grants;
  }

  /** The list as an owner gets it, without ids and times. */
  list() {
    return {
      grants: this.#grants.map(({ role, label, invitedBy }) => ({ role, label, invitedBy })),
      invitations: this.#open.map(({ role, by }) => ({ role, invitedBy: by?.label })),
    };
  }

  #close(invitation: ModelInvitation, why: InvitationProblem) {
    this.#invitations = this.#invitations.filter((each) => each !== invitation);
    this.#closed.set(invitation.token, why);
  }
}

export const isAsHigh = (role: Role | undefined, other: Role) => role === 'owner' || role === other;
