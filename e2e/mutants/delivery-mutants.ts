import type { Mutant } from './mutant.ts';

const model = { test: 'apps/server/src/chat/spec-tests/delivery.model.test.ts' };
const presence = { test: 'apps/server/src/chat/spec-tests/presence.model.test.ts' };

/** Defects that show with many members: deferred deliveries, slow readers, presence. */
export const deliveryMutants: readonly Mutant[] = [
  {
    name: 'room: the answer at the end of the hold skips deferred letters',
    file: 'apps/server/src/chat/reads.ts',
    original: 'return session.mailbox.answer(cursor);\n    };',
    mutated: "return { type: 'reconnect', ...this.position() };\n    };",
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/chat-room.test.ts',
      title: 'M13 P5: a wait that ends while a delivery is pending returns the pending letters',
    },
  },
  {
    name: 'parked waits: a deferred delivery never happens',
    file: 'apps/server/src/chat/mailbox/parked-waits.ts',
    original: 'this.#isDeliveryPending = false;\n    for',
    mutated: 'for',
    killedBy: model,
  },
  {
    name: 'post office: closing the room drops deferred letters',
    file: 'apps/server/src/chat/mailbox/post-office.ts',
    original: '    this.#parkedWaits.deliver();\n    for',
    mutated: '    for',
    killedBy: { test: 'apps/server/src/chat/mailbox/post-office.test.ts' },
  },
  {
    name: 'mailbox: a wait during a deferred delivery is answered at once',
    file: 'apps/server/src/chat/mailbox/mailbox.ts',
    original: ' && this.#parkedWaits.isDeliveryPending) {',
    mutated: ' && this.#parkedWaits.isFull) {',
    killedBy: { test: 'apps/server/src/chat/mailbox/post-office.test.ts' },
  },
  {
    name: 'mailbox: a reader who is far behind waits for every delivery',
    file: 'apps/server/src/chat/mailbox/mailbox.ts',
    original: 'answer.next === this.#ledger.next && ',
    mutated: '',
    killedBy: { test: 'apps/server/src/chat/mailbox/post-office.test.ts' },
  },
  {
    name: 'delivery scheduler: no cooldown follows a slow delivery',
    file: 'apps/server/src/runtime/delivery-scheduler.ts',
    original: 'if (cooldown <= 0) run(deliver);',
    mutated: 'if (cooldown <= cooldown) run(deliver);',
    killedBy: { test: 'apps/server/src/runtime/delivery-scheduler.test.ts' },
  },
  {
    name: 'http: an answer for many readers is serialized for each',
    file: 'apps/server/src/rpc/shared-responses.ts',
    original: 'this.#byData.set(data, response);',
    mutated: '',
    killedBy: { test: 'apps/server/src/rpc/shared-responses.test.ts' },
  },
  {
    name: 'timer wheel: a canceled deadline keeps its timer',
    file: 'apps/server/src/rpc/timer-wheel.ts',
    original: 'if (callbacks.size === 0) this.#remove(tick);',
    mutated: '',
    killedBy: { test: 'apps/server/src/rpc/timer-wheel.test.ts' },
  },
  {
    name: 'http: slow readers keep their connection forever',
    file: 'apps/server/src/http/connection/slow-readers.ts',
    original: 'if (read.checks++ === maxChecks) socket.destroy();',
    mutated: 'if (read.checks++ === maxChecks) unread.delete(connection);',
    killedBy: { test: 'apps/server/src/http/connection/slow-readers.test.ts' },
  },
  {
    name: 'http: a long response is queued whole for a slow reader',
    file: 'apps/server/src/http/connection/end-in-pieces.ts',
    original: 'else response.write(value, (error) => error || inTurn(writeNext));',
    mutated: 'else { response.write(value); writeNext(); }',
    killedBy: {
      test: 'apps/server/src/http/connection/queued-bytes.test.ts',
      title: 'a slow reader of any two responses makes the server hold at most 256 KiB',
    },
  },
  {
    name: 'rpc: the answer at each cursor is kept serialized',
    file: 'apps/server/src/rpc/shared-responses.ts',
    original: 'if (oldest) this.#byData.delete(oldest);',
    mutated: '',
    killedBy: { test: 'apps/server/src/rpc/shared-responses.test.ts' },
  },
  {
    name: 'http: all pipelined requests are executed at once',
    file: 'apps/server/src/http/connection/connection.ts',
    original: 'return isComplete(this.#response) || isComplete(this.#previous);',
    mutated: 'return true;',
    killedBy: { test: 'apps/server/src/http/connection/connection.test.ts' },
  },
  {
    name: 'http: a request behind the last one of a connection is executed',
    file: 'apps/server/src/http/connection/connection.ts',
    original: 'if (this.#response?.shouldKeepAlive === false) return false;',
    mutated: '',
    killedBy: {
      test: 'apps/server/src/http/connection/connection.test.ts',
      title: 'a request behind one that closes the connection is not executed',
    },
  },
  {
    name: 'http: closed connections still count against their network',
    file: 'apps/server/src/http/connection/connection-limit.ts',
    original: 'for (const key of counted) add(key, -1);',
    mutated: '',
    killedBy: { test: 'apps/server/src/http/connection/connection-limit.test.ts' },
  },
  {
    name: 'http: each /64 of an IPv6 /48 has a limit of connections of its own',
    file: 'apps/server/src/http/connection/connection-limit.ts',
    original: 'if (counted.some(isFull)) return',
    mutated: 'if (isFull(network)) return',
    killedBy: { test: 'apps/server/src/http/connection/connection-limit.test.ts' },
  },
  {
    name: 'presence: an update overtakes deferred letters',
    file: 'apps/server/src/chat/mailbox/mailbox.ts',
    original: '(this.read(cursor) ? undefined : this.#presence.updateFor(cursor))',
    mutated: 'this.#presence.updateFor(cursor)',
    killedBy: presence,
  },
  {
    name: 'presence: parked waits get no update',
    file: 'apps/server/src/chat/mailbox/post-office.ts',
    original: 'for (const mailbox of this.#parkedWaits.mailboxes) mailbox.notifyPresence();',
    mutated: '',
    killedBy: presence,
  },
  {
    name: 'presence: the author of a sent message is still typing',
    file: 'apps/server/src/chat/mutations.ts',
    original: '        postOffice.presence.clearTyping(member.id);\n',
    mutated: '',
    killedBy: presence,
  },
  {
    name: 'presence: each message creates a version',
    file: 'apps/server/src/chat/mailbox/presence.ts',
    original: 'if (typing.includes(id)) this.#set({ ...presence, typing',
    mutated: 'if (typing.includes(id)) this.#set({ ...presence, version: presence.version + 1, typing',
    killedBy: { test: 'apps/server/src/chat/spec-tests/presence.test.ts' },
  },
  {
    name: 'presence: continued typing creates versions',
    file: 'apps/server/src/chat/mailbox/presence.ts',
    original: 'if (hasSameIds(away, previous.away) && hasSameIds(typing, previous.typing)) return false;',
    mutated:
      'if (hasSameIds(away, previous.away) && hasSameIds(typing, []) && previous.typing.length === 0) return false;',
    killedBy: { test: 'apps/server/src/chat/spec-tests/presence.test.ts' },
  },
  {
    name: 'presence: a large room gets updates',
    file: 'apps/server/src/chat/mailbox/presence.ts',
    original: 'memberCount <= fixedLimits.presenceMaxMembers;',
    mutated: 'memberCount <= fixedLimits.presenceMaxMembers * 100;',
    killedBy: { test: 'apps/server/src/chat/spec-tests/presence.test.ts' },
  },
];
