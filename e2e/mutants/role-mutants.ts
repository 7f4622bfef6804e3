import type { Mutant } from './mutant.ts';

const rules = { test: 'apps/server/src/chat/spec-tests/roles.test.ts' };
const wire = { test: 'apps/server/src/rpc/moderation-router.test.ts' };
const roles = 'apps/server/src/chat/moderation/roles.ts';
const moderation = 'apps/server/src/chat/moderation/moderation.ts';

/** Defects in who has a role. */
export const roleMutants: readonly Mutant[] = [
  {
    name: 'roles: an invitation stays open after its claim',
    file: roles,
    original: "this.#close(invitation, 'used');",
    mutated: '',
    killedBy: rules,
  },
  {
    name: 'roles: an invitation never expires',
    file: roles,
    original: 'now < expiresAt;',
    mutated: 'now < expiresAt || now > 0;',
    killedBy: rules,
  },
  {
    name: 'roles: the invitations of a revoked owner stay open',
    file: roles,
    original: "if (invitation.grantId === id) this.#close(invitation, 'revoked');",
    mutated: '',
    killedBy: rules,
  },
  {
    name: 'roles: earlier invitations of the operator stay open',
    file: moderation,
    original: 'if (!grant) roles.revokeInvitationsOfOperator(role);',
    mutated: '',
    killedBy: rules,
  },
  {
    name: 'roles: an absentee keeps a revoked role',
    file: moderation,
    original: 'for (const { session } of absentees.all()) if (session.grantId === id) setRole(session, undefined);',
    mutated: 'void absentees;',
    killedBy: rules,
  },
  {
    name: 'roles: an owner can be revoked by another owner',
    file: moderation,
    original: "if (grant && !outranks(role, grant.role)) throw new RefusalError({ refusal: 'outranked' });",
    mutated: 'void outranks(role, grant?.role);',
    killedBy: rules,
  },
  {
    name: 'roles: any member may invite',
    file: moderation,
    original: "if (command.sessionId !== undefined) this.#requireRole(command.sessionId, 'owner');",
    mutated: '',
    killedBy: rules,
  },
  {
    name: 'roles: a changed role is not shown in the list of members',
    file: moderation,
    original: 'sessions.updateMember(session);',
    mutated: 'void sessions;',
    killedBy: rules,
  },
  {
    name: 'roles: an owner who claims for a moderator becomes one',
    file: moderation,
    original: 'former && hasRole(former.role, role) ?',
    mutated: 'former && former.role === role ?',
    killedBy: rules,
  },
  {
    name: 'roles: a repeated claim is refused',
    file: moderation,
    original: 'if (existing) return { role: existing.role, isKept: false };',
    mutated: '',
    killedBy: rules,
  },
  {
    name: 'roles: a join does not use the grant that it presents',
    file: 'apps/server/src/chat/joins.ts',
    original: 'this.#moderation.useGrant(session, command.grantId);',
    mutated: '',
    killedBy: rules,
  },
  {
    name: 'roles: a member under another nickname loses the role',
    file: 'apps/server/src/chat/joins.ts',
    original: 'roles.grant(command.grantId ?? before?.grantId)',
    mutated: 'roles.grant(command.grantId)',
    killedBy: rules,
  },
  {
    name: 'roles: a repeated claim makes another token',
    file: 'apps/server/src/rpc/moderation-router.ts',
    original: 'deriveToken(`grant ${invitation} ${attempt}`)',
    mutated: 'deriveToken(`grant ${invitation} ${attempt} ${Math.random()}`)',
    killedBy: wire,
  },
  {
    name: 'roles: the command of an invitation has its token',
    file: 'apps/server/src/rpc/moderation-router.ts',
    original: 'await room.invite(sessionId, { role, tokenDigest: nativeDigest(token) })',
    mutated: 'await room.invite(sessionId, { role, tokenDigest: token })',
    killedBy: wire,
  },
];
