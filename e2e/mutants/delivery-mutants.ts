import type { Mutant } from './mutants.ts';

const model = { test: 'apps/server/src/chat/delivery.model.test.ts' };
const signs = { test: 'apps/server/src/chat/presence.model.test.ts' };

/** Ways to fail where many are here: what is put off, who reads slowly, and signs. */
export const deliveryMutants: readonly Mutant[] = [
  {
    name: 'put-off letters are passed over: who is answered at the end of the hold goes on after them',
    file: 'apps/server/src/chat/chat-room.ts',
    original: 'return stay.mailbox.answer(cursor);\n    };',
    mutated: "return { type: 'reconnect', ...this.standing() };\n    };",
    killedBy: { test: 'apps/server/src/chat/chat-room.test.ts' },
  },
  {
    name: 'what is put off is never delivered',
    file: 'apps/server/src/chat/parked-waits.ts',
    original: 'this.#isPutOff = false;\n    for',
    mutated: 'for',
    killedBy: model,
  },
  {
    name: 'a room that closes swallows what was put off',
    file: 'apps/server/src/chat/post-office.ts',
    original: '    this.#waits.deliver();\n    for',
    mutated: '    for',
    killedBy: { test: 'apps/server/src/chat/post-office.test.ts' },
  },
  {
    name: 'who comes back early is answered early, and nothing is saved',
    file: 'apps/server/src/chat/mailbox.ts',
    original: ' && this.#everywhere.isPutOff) return undefined;',
    mutated: ' && this.#everywhere.isFull) return undefined;',
    killedBy: { test: 'apps/server/src/chat/post-office.test.ts' },
  },
  {
    name: 'who is far behind waits for one delivery after the other',
    file: 'apps/server/src/chat/mailbox.ts',
    original: 'answer.next === this.#ledger.next && ',
    mutated: '',
    killedBy: { test: 'apps/server/src/chat/post-office.test.ts' },
  },
  {
    name: 'a delivery that took long is followed at once by the next',
    file: 'apps/server/src/runtime/delivery-scheduler.ts',
    original: 'if (rest <= 0) run(deliver);',
    mutated: 'if (rest <= rest) run(deliver);',
    killedBy: { test: 'apps/server/src/runtime/delivery-scheduler.test.ts' },
  },
  {
    name: 'one answer for many is written for each',
    file: 'apps/server/src/rpc/http-handler.ts',
    original: '    written.set(data, fresh);\n',
    mutated: '',
    killedBy: { test: 'apps/server/src/rpc/http-handler.test.ts' },
  },
  {
    name: 'a deadline that is let go of keeps its timer',
    file: 'apps/server/src/rpc/timer-wheel.ts',
    original: 'if (due.size === 0) this.#forget(tick);',
    mutated: '',
    killedBy: { test: 'apps/server/src/rpc/timer-wheel.test.ts' },
  },
  {
    name: 'slow readers keep their connection for ever',
    file: 'apps/server/src/http/slow-readers.ts',
    original: 'if (times > MOST_CHECKS) socket.destroy();',
    mutated: 'if (times > MOST_CHECKS) checks.delete(socket);',
    killedBy: { test: 'apps/server/src/http/slow-readers.test.ts' },
  },
  {
    name: 'connections of one address are not counted back',
    file: 'apps/server/src/http/connection-limit.ts',
    original: 'if (left > 0) counts.set(host, left);',
    mutated: 'if (left > 0) counts.set(host, count);',
    killedBy: { test: 'apps/server/src/http/connection-limit.test.ts' },
  },
  {
    name: 'signs pass over letters that are put off',
    file: 'apps/server/src/chat/mailbox.ts',
    original: '(this.read(cursor) ? undefined : this.#signs.newTo(cursor))',
    mutated: 'this.#signs.newTo(cursor)',
    killedBy: signs,
  },
  {
    name: 'signs that changed are not told to who waits',
    file: 'apps/server/src/chat/post-office.ts',
    original: 'for (const mailbox of this.#waits.at) mailbox.showSigns();',
    mutated: '',
    killedBy: signs,
  },
  {
    name: 'who said a line writes on',
    file: 'apps/server/src/chat/mutations.ts',
    original: '      this.#options.postOffice.signs.said(stay.member.id);\n',
    mutated: '',
    killedBy: signs,
  },
  {
    name: 'each line is a new version of the signs',
    file: 'apps/server/src/chat/presence.ts',
    original: 'if (writing.includes(id)) this.#show({ ...signs, writing',
    mutated: 'if (writing.includes(id)) this.#show({ ...signs, version: signs.version + 1, writing',
    killedBy: { test: 'apps/server/src/chat/presence.test.ts' },
  },
  {
    name: 'who still writes is told of again and again',
    file: 'apps/server/src/chat/presence.ts',
    original: 'if (isSame(away, before.away) && isSame(writing, before.writing)) return false;',
    mutated: 'if (isSame(away, before.away) && isSame(writing, []) && before.writing.length === 0) return false;',
    killedBy: { test: 'apps/server/src/chat/presence.test.ts' },
  },
  {
    name: 'signs are told to a crowd',
    file: 'apps/server/src/chat/presence.ts',
    original: 'here.size <= fixedLimits.signsToldTo;',
    mutated: 'here.size <= fixedLimits.signsToldTo * 100;',
    killedBy: { test: 'apps/server/src/chat/presence.test.ts' },
  },
];
