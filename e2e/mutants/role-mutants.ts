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
    original: 'if (sessionId === undefined) roles.revokeInvitationsOfOperator(role);',
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
    original: 'const isOutranked = grant ? !outranks(role, grant.role) :',
    mutated: 'const isOutranked = grant ? outranks(role, role) :',
    killedBy: rules,
  },
  {
    name: 'roles: any member may invite',
    file: moderation,
    original: "if (sessionId !== undefined) this.#requireRole(sessionId, 'owner');",
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
    original: 'if (highest && hasRole(highest.role, invitation.role)) return',
    mutated: 'if (highest && highest.role === invitation.role) return',
    killedBy: rules,
  },
  {
    name: 'roles: a repeated claim is refused',
    file: moderation,
    original: 'const existing = roles.grantOf(command.grantDigest, now);\n    if (existing) {',
    mutated: 'const existing = roles.grantOf(command.grantDigest, now);\n    if (existing && now < 0) {',
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
  {
    name: 'roles: a used invitation can be opened again',
    file: moderation,
    original: 'roles.assertNotOver(tokenDigest);',
    mutated: '',
    killedBy: rules,
  },
  {
    name: 'roles: a grant never ends by itself',
    file: roles,
    original: 'now < lastUsedAt + fixedLimits.grantMs;',
    mutated: 'now < lastUsedAt + fixedLimits.grantMs || now > 0;',
    killedBy: rules,
  },
  {
    name: 'roles: a browser without the cookie of its grant cannot resign',
    file: 'apps/server/src/chat/chat-room.ts',
    original: 'const grants = [roles.grantOf(presentedDigest, environment.now()), roles.grant(ofSession)];',
    mutated:
      'const grants = [roles.grantOf(presentedDigest, environment.now()), ofSession === "" ? undefined : undefined];',
    killedBy: rules,
  },
  {
    name: 'roles: an owner ends an invitation of the operator',
    file: moderation,
    original: 'invitation && invitation.grantId === undefined;',
    mutated: "invitation && invitation.grantId === 'nobody';",
    killedBy: rules,
  },
  {
    name: 'roles: a join with a lower grant takes the higher role away',
    file: moderation,
    original: 'if (!hasRole(session.member.role, grant.role)) this.#setGrant(session, grant);',
    mutated: 'this.#setGrant(session, grant);',
    killedBy: { test: 'apps/server/src/rpc/room.model.test.ts' },
  },
  {
    name: 'roles: open invitations survive the loss of entries',
    file: 'apps/server/src/journal/journaled-room.ts',
    original: '...(room.roles && { roles: withoutInvitations(room.roles) })',
    mutated: '...(room.roles && { roles: withoutInvitations(room.roles) && room.roles })',
    killedBy: { test: 'apps/server/src/journal/journaled-room.test.ts' },
  },
  {
    name: 'roles: the page keeps the role that it had before it missed letters',
    file: 'apps/web/src/sync/view/room-view.ts',
    original: 'you: members.get(view.you.id) ?? view.you, members,',
    mutated: 'members,',
    killedBy: { test: 'apps/web/src/sync/view/room-view.test.ts' },
  },
];
