import type { Mutant } from './mutant.ts';

/** Defects in sessions, logs and what proxies and browsers send. */
export const edgeMutants: readonly Mutant[] = [
  {
    name: 'session: an expired session keeps its id',
    file: 'apps/server/src/chat/session-lifecycle.ts',
    original: 'const renewed = { ...expired, sessionId, startedAt',
    mutated: 'const renewed = { ...expired, startedAt',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/idle-timeout.test.ts',
      title: 'Q9: the next join returns the same member under a new session id, and nobody else notices',
    },
  },
  {
    name: 'session: an expired session id can still send',
    file: 'apps/server/src/chat/session/session-registry.ts',
    original: 'return session?.isExpired ? undefined : session;',
    mutated: 'return session;',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/idle-timeout.test.ts',
      title: 'Q9: after sessionMaxMs the waits of a session id are answered with expired, and other calls are refused',
    },
  },
  {
    name: 'cookie: two rooms on one host have the same cookie',
    file: 'apps/server/src/http/room-id.ts',
    original: '.update(`${name} ${port}`)',
    mutated: '.update(name)',
    killedBy: {
      test: 'apps/server/src/http/session-cookie.test.ts',
      title: 'a browser is in two rooms on one host at the same time, and leaves each of them alone',
    },
  },
  {
    name: 'cookie: a session id without its signature is good enough',
    file: 'apps/server/src/http/session-cookie.ts',
    original: "const isSigned = sessionId !== '' && isEqual(",
    mutated: "const isSigned = sessionId !== '' || isEqual(",
    killedBy: {
      test: 'apps/server/src/http/session-cookie.test.ts',
      title: 'a session id without its signature does not authenticate the member',
    },
  },
  {
    name: 'join: the room remembers the address of a caller',
    file: 'apps/server/src/rpc/router.ts',
    original: 'clientNetwork: hashNetwork(ctx.clientNetwork, keyedHash),',
    mutated: 'clientNetwork: ctx.clientNetwork,',
    killedBy: {
      test: 'apps/server/src/rpc/bare-http.test.ts',
      title: 'the room gets neither the network nor the join attempt of a caller, only keyed hashes of them',
    },
  },
  {
    name: 'join: the room remembers the join attempt itself',
    file: 'apps/server/src/rpc/router.ts',
    original: 'attemptId: input.attempt && keyedHash(input.attempt),',
    mutated: 'attemptId: input.attempt,',
    killedBy: {
      test: 'apps/server/src/rpc/bare-http.test.ts',
      title: 'the room gets neither the network nor the join attempt of a caller, only keyed hashes of them',
    },
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
    killedBy: {
      test: 'apps/server/src/http/transport-security.test.ts',
      title: 'there is no header over http, without a trusted proxy, for addresses and for localhost',
    },
  },
  {
    name: 'late responses: failures are answered at once',
    file: 'apps/server/src/http/connection/late-responses.ts',
    original: 'if (usedShare <= free ||',
    mutated: 'if (usedShare <= 1 ||',
    killedBy: { test: 'apps/server/src/http/connection/late-responses.test.ts' },
  },
  {
    name: 'late responses: closed connections still count against their network',
    file: 'apps/server/src/http/connection/late-responses.ts',
    original: "return void socket.once('close', end);",
    mutated: '',
    killedBy: { test: 'apps/server/src/http/connection/late-responses.test.ts' },
  },
  {
    name: 'late responses: one network occupies all connections of a proxy',
    file: 'apps/server/src/http/connection/late-responses.ts',
    original: 'if (count > MAX_PER_NETWORK)',
    mutated: 'if (count > Infinity * MAX_PER_NETWORK)',
    killedBy: { test: 'apps/server/src/http/connection/late-responses.test.ts' },
  },
  {
    name: 'failures: leaving costs nothing',
    file: 'apps/server/src/rpc/http-handler.ts',
    original: "if (path === 'leave') {\n      failures.charge(ctx);",
    mutated: "if (path === 'leave') {",
    killedBy: {
      test: 'apps/server/src/rpc/failure-budget.test.ts',
      title: 'leaving again and again uses up the failures of a network, and is never refused',
    },
  },
  {
    name: 'failures: bytes that are no request cost nothing',
    file: 'apps/server/src/http/server.ts',
    original: 'failures.charge(from);\n    failures.respondLate(from',
    mutated: 'failures.respondLate(from',
    killedBy: {
      test: 'apps/server/src/rpc/failure-budget.test.ts',
      title: 'bytes that are no request use up the failures of a network; a connection without any does not',
    },
  },
  {
    name: 'failures: a failed request for a page costs nothing',
    file: 'apps/server/src/http/server.ts',
    original: 'failures.charge(request);',
    mutated: '',
    killedBy: {
      test: 'apps/server/src/rpc/failure-budget.test.ts',
      title: 'failed requests for files get 429 with Retry-After beyond the budget, and the page is served',
    },
  },
  {
    name: 'security log: a caller without failures left chooses the kinds of events',
    file: 'apps/server/src/rpc/http-handler.ts',
    original: 'const procedure = shortage ? undefined : path;',
    mutated: 'const procedure = path;',
    killedBy: { test: 'apps/server/src/rpc/failure-budget.test.ts' },
  },
  {
    name: 'ledger: a reader gets shared mail with letters from before their time',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: 'const key = since >= firstLetterId ? since : `${since} ${firstLetterId}`;',
    mutated: 'const key = since;',
    killedBy: {
      test: 'apps/server/src/chat/ledger/ledger.test.ts',
      title: 'L5: a reader who may not read all of the shared mail gets mail of its own',
    },
  },
  {
    name: 'http: a connection without a request gets an error, for which its client takes the next response',
    file: 'apps/server/src/http/server.ts',
    original: 'if (connection.socket.bytesRead === 0) return socket.destroy();',
    mutated: '',
    killedBy: {
      test: 'apps/server/src/http/server.test.ts',
      title:
        'a connection without a request is closed without a response, which its client would take for that to its next request',
    },
  },
  {
    name: 'ledger: reading from each letter fills the memory',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: 'this.#sharedMail.size > MAX_SHARED_MAIL ?',
    mutated: 'this.#sharedMail.size > Infinity ?',
    killedBy: { test: 'apps/server/src/chat/ledger/ledger.test.ts' },
  },
  {
    name: 'failures: a wait of another epoch costs a member a failure',
    file: 'apps/server/src/rpc/http-handler.ts',
    original: '(isReset(answer) && !failures.isMember(ctx.sessionId))',
    mutated: 'isReset(answer)',
    killedBy: { test: 'apps/server/src/rpc/failure-budget.test.ts' },
  },
  {
    name: 'budgets: one member uses up the budget of the network',
    file: 'apps/server/src/chat/limits/budget.ts',
    original: 'perMinute: Math.ceil(perMinute * budgetPerMember)',
    mutated: 'perMinute: Math.max(perMinute, budgetPerMember)',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/network-budgets.test.ts',
      title: 'W5: a repeated mutation costs a read and no message',
    },
  },
  {
    name: 'client network: a forged address counts',
    file: 'apps/server/src/http/connection/client-network.ts',
    original: '.at(-trustedProxies);',
    mutated: '.at(0 * trustedProxies);',
    killedBy: { test: 'apps/server/src/http/connection/client-network.test.ts' },
  },
  {
    name: 'join attempts: one network makes the room forget those of another',
    file: 'apps/server/src/chat/session/join-attempts.ts',
    original: 'if (ids.size > this.#maxPerNetwork) this.#deleteOldest(ids);',
    mutated: 'if (this.#attempts.size > this.#maxPerNetwork) this.#deleteOldest(new Set(this.#attempts.keys()));',
    killedBy: { test: 'apps/server/src/chat/session/join-attempts.test.ts' },
  },
  {
    name: 'half-open: connections that are younger than a check are dropped',
    file: 'apps/server/src/http/connection/half-open.ts',
    original: 'if (isSame) old.push(connection);',
    mutated: 'old.push(connection);',
    killedBy: { test: 'apps/server/src/http/connection/half-open.test.ts' },
  },
  {
    name: 'half-open: all connections are dropped',
    file: 'apps/server/src/http/connection/half-open.ts',
    original: 'old.slice(0, Math.max(0, old.length - MAX_HALF_OPEN))',
    mutated: 'old',
    killedBy: { test: 'apps/server/src/http/connection/half-open.test.ts' },
  },
  {
    name: 'pieces: a long response is written in one turn',
    file: 'apps/server/src/http/connection/end-in-pieces.ts',
    original: 'if (sentInThisTurn < PIECES_PER_TURN) {',
    mutated: 'if (PIECES_PER_TURN > 0) {',
    killedBy: { test: 'apps/server/src/http/connection/end-in-pieces.test.ts' },
  },
  {
    name: 'json: an input has any number of fields',
    file: 'apps/server/src/rpc/read-json.ts',
    original: 'if (inner.length > fixedLimits.jsonFields) return',
    mutated: 'if (inner.length > 1_000_000) return',
    killedBy: {
      test: 'apps/server/src/rpc/bare-http.test.ts',
      title: 'an input has at most 16 fields in each object and values in each list',
    },
  },
];
