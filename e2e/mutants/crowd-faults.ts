import type { Fault } from './faults.ts';

const model = { test: 'apps/server/src/chat/delivery.model.test.ts' };
const signs = { test: 'apps/server/src/chat/presence.model.test.ts' };

/** Ways to fail where many are here: what is put off, who reads slowly, and signs. */
export const crowdFaults: readonly Fault[] = [
  {
    name: 'put-off letters are passed over: who is answered at the end of the hold goes on after them',
    file: 'apps/server/src/chat/chat-room.ts',
    right: 'return stay.mailbox.answer(cursor);\n    };',
    wrong: "return { type: 'reconnect', ...this.standing() };\n    };",
    caughtBy: { test: 'apps/server/src/chat/chat-room.test.ts' },
  },
  {
    name: 'what is put off is never delivered',
    file: 'apps/server/src/chat/parked-waits.ts',
    right: 'this.#isPutOff = false;\n    for',
    wrong: 'for',
    caughtBy: model,
  },
  {
    name: 'a room that closes swallows what was put off',
    file: 'apps/server/src/chat/post-office.ts',
    right: '    this.#waits.deliver();\n    for',
    wrong: '    for',
    caughtBy: { test: 'apps/server/src/chat/post-office.test.ts' },
  },
  {
    name: 'who comes back early is answered early, and nothing is saved',
    file: 'apps/server/src/chat/mailbox.ts',
    right: ' && this.#everywhere.isPutOff) return undefined;',
    wrong: ' && this.#everywhere.isFull) return undefined;',
    caughtBy: { test: 'apps/server/src/chat/post-office.test.ts' },
  },
  {
    name: 'who is far behind waits for one delivery after the other',
    file: 'apps/server/src/chat/mailbox.ts',
    right: 'answer.next === this.#ledger.next && ',
    wrong: '',
    caughtBy: { test: 'apps/server/src/chat/post-office.test.ts' },
  },
  {
    name: 'a delivery that took long is followed at once by the next',
    file: 'apps/server/src/runtime/delivery-scheduler.ts',
    right: 'if (rest <= 0) run(deliver);',
    wrong: 'if (rest <= rest) run(deliver);',
    caughtBy: { test: 'apps/server/src/runtime/delivery-scheduler.test.ts' },
  },
  {
    name: 'one answer for many is written for each',
    file: 'apps/server/src/rpc/http-handler.ts',
    right: '    written.set(data, fresh);\n',
    wrong: '',
    caughtBy: { test: 'apps/server/src/rpc/http-handler.test.ts' },
  },
  {
    name: 'a deadline that is let go of keeps its timer',
    file: 'apps/server/src/rpc/timer-wheel.ts',
    right: 'if (due.size === 0) this.#forget(tick);',
    wrong: '',
    caughtBy: { test: 'apps/server/src/rpc/timer-wheel.test.ts' },
  },
  {
    name: 'slow readers keep their connection for ever',
    file: 'apps/server/src/http/slow-readers.ts',
    right: 'if (times > MOST_CHECKS) socket.destroy();',
    wrong: 'if (times > MOST_CHECKS) checks.delete(socket);',
    caughtBy: { test: 'apps/server/src/http/slow-readers.test.ts' },
  },
  {
    name: 'connections of one address are not counted back',
    file: 'apps/server/src/http/connection-limit.ts',
    right: 'if (left > 0) counts.set(host, left);',
    wrong: 'if (left > 0) counts.set(host, count);',
    caughtBy: { test: 'apps/server/src/http/connection-limit.test.ts' },
  },
  {
    name: 'signs pass over letters that are put off',
    file: 'apps/server/src/chat/mailbox.ts',
    right: '(this.read(cursor) ? undefined : this.#signs.newTo(cursor))',
    wrong: 'this.#signs.newTo(cursor)',
    caughtBy: signs,
  },
  {
    name: 'signs that changed are not told to who waits',
    file: 'apps/server/src/chat/post-office.ts',
    right: 'for (const mailbox of this.#waits.at) mailbox.showSigns();',
    wrong: '',
    caughtBy: signs,
  },
  {
    name: 'who said a line writes on',
    file: 'apps/server/src/chat/mutations.ts',
    right: '      this.#options.postOffice.signs.said(stay.member.id);\n',
    wrong: '',
    caughtBy: signs,
  },
  {
    name: 'each line is a new version of the signs',
    file: 'apps/server/src/chat/presence.ts',
    right: 'if (writing.includes(id)) this.#show({ ...signs, writing',
    wrong: 'if (writing.includes(id)) this.#show({ ...signs, version: signs.version + 1, writing',
    caughtBy: { test: 'apps/server/src/chat/presence.test.ts' },
  },
  {
    name: 'who still writes is told of again and again',
    file: 'apps/server/src/chat/presence.ts',
    right: 'if (isSame(away, before.away) && isSame(writing, before.writing)) return false;',
    wrong: 'if (isSame(away, before.away) && isSame(writing, []) && before.writing.length === 0) return false;',
    caughtBy: { test: 'apps/server/src/chat/presence.test.ts' },
  },
  {
    name: 'signs are told to a crowd',
    file: 'apps/server/src/chat/presence.ts',
    right: 'here.size <= fixedLimits.signsToldTo;',
    wrong: 'here.size <= fixedLimits.signsToldTo * 100;',
    caughtBy: { test: 'apps/server/src/chat/presence.test.ts' },
  },
];
