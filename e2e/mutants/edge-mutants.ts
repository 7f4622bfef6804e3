import type { Mutant } from './mutant.ts';

/** Defects in sessions, logs and what proxies and browsers send. */
export const edgeMutants: readonly Mutant[] = [
  {
    name: 'session: an expired session keeps its id',
    file: 'apps/server/src/chat/session-lifecycle.ts',
    original: 'const renewed = { ...expired, sessionId, startedAt',
    mutated: 'const renewed = { ...expired, startedAt',
    killedBy: { test: 'apps/server/src/chat/spec-tests/idle-timeout.test.ts' },
  },
  {
    name: 'session: an expired session id can still send',
    file: 'apps/server/src/chat/chat-room.ts',
    original: 'return session?.isExpired ? undefined : session;',
    mutated: 'return session;',
    killedBy: { test: 'apps/server/src/chat/spec-tests/idle-timeout.test.ts' },
  },
  {
    name: 'cookie: two rooms on one host have the same cookie',
    file: 'apps/server/src/http/room-id.ts',
    original: '.update(`${place} ${port}`)',
    mutated: '.update(place)',
    killedBy: { test: 'apps/server/src/http/session-cookie.test.ts' },
  },
  {
    name: 'cookie: a session id without its signature is good enough',
    file: 'apps/server/src/http/session-cookie.ts',
    original: "const isSigned = sessionId !== '' && isEqual(",
    mutated: "const isSigned = sessionId !== '' || isEqual(",
    killedBy: { test: 'apps/server/src/http/session-cookie.test.ts' },
  },
  {
    name: 'join: the room remembers the address of a caller',
    file: 'apps/server/src/rpc/router.ts',
    original: 'clientNetwork: hashNetwork(ctx.clientNetwork, keyedHash),',
    mutated: 'clientNetwork: ctx.clientNetwork,',
    killedBy: { test: 'apps/server/src/rpc/bare-http.test.ts' },
  },
  {
    name: 'join: the room remembers the join attempt itself',
    file: 'apps/server/src/rpc/router.ts',
    original: 'attemptId: input.attempt && keyedHash(input.attempt),',
    mutated: 'attemptId: input.attempt,',
    killedBy: { test: 'apps/server/src/rpc/bare-http.test.ts' },
  },
  {
    name: 'security log: the flood of one network hides the events of another',
    file: 'apps/server/src/runtime/security-log.ts',
    original: 'const known = window.networks.get(event.network);',
    mutated: 'const [known] = window.networks.values();',
    killedBy: { test: 'apps/server/src/runtime/security-log.test.ts' },
  },
  {
    name: 'log: an error shows what its message quotes',
    file: 'apps/server/src/runtime/serialize-error.ts',
    original: "message: message.replace(VALUE, '…'),",
    mutated: 'message,',
    killedBy: { test: 'apps/server/src/runtime/serialize-error.test.ts' },
  },
  {
    name: 'CSP reports: reports about pages of other sites are logged',
    file: 'apps/server/src/http/csp-violation.ts',
    original: 'isHttp(page) && hosts.includes(page.host)',
    mutated: 'isHttp(page)',
    killedBy: { test: 'apps/server/src/http/csp-report.test.ts' },
  },
  {
    name: 'HSTS: a client without a trusted proxy can ask for it',
    file: 'apps/server/src/http/transport-security.ts',
    original: 'isSecure(request, trustedProxies) &&',
    mutated: "request.headers['x-forwarded-proto'] === 'https' &&",
    killedBy: { test: 'apps/server/src/http/transport-security.test.ts' },
  },
];
