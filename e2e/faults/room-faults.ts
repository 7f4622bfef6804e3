import type { Fault } from './faults.ts';

const chat = 'apps/server/src/chat';
const rpc = 'apps/server/src/rpc';
const model = { test: `${chat}/delivery.model.test.ts` };

/** Ways to break the room and what answers for it. */
export const roomFaults: readonly Fault[] = [
  {
    name: 'clear-on-send: what was read once cannot be read again',
    file: `${chat}/mailbox.ts`,
    right: 'return this.#closed ?? this.#ledger.resetFor(cursor) ?? this.#ledger.mailFor(this, cursor.since);',
    wrong: `const answer = this.#closed ?? this.#ledger.resetFor(cursor) ?? this.#ledger.mailFor(this, cursor.since);
    if (answer?.type === 'mail') (this as { first: number }).first = answer.next;
    return answer;`,
    caughtBy: model,
  },
  {
    name: 'newest first',
    file: `${chat}/ledger.ts`,
    right: 'letters.push(entry.letter);\n      bytes',
    wrong: 'letters.unshift(entry.letter);\n      bytes',
    caughtBy: model,
  },
  {
    name: 'silent gap: letters that are gone are not counted',
    file: `${chat}/ledger.ts`,
    right: 'return this.#oldest - start - forOthers.length;',
    wrong: 'return 0;',
    caughtBy: model,
  },
  {
    name: 'a gap counts letters for others',
    file: `${chat}/ledger.ts`,
    right: 'return this.#oldest - start - forOthers.length;',
    wrong: 'return this.#oldest - start;',
    caughtBy: model,
  },
  {
    name: 'mail for one is read by all',
    file: `${chat}/ledger.ts`,
    right: 'const isFor = (entry: Entry, reader: Reader) => entry.to === undefined || entry.to === reader.address;',
    wrong: 'const isFor = (entry: Entry, reader: Reader) => reader !== undefined || entry.to === undefined;',
    caughtBy: model,
  },
  {
    name: 'the cursor is one too far',
    file: `${chat}/ledger.ts`,
    right: 'let next = Math.max(start, this.#oldest);',
    wrong: 'let next = Math.max(start + 1, this.#oldest);',
    caughtBy: model,
  },
  {
    name: 'lost wake-up: only the first who waits is told',
    file: `${chat}/post-office.ts`,
    right: 'for (const mailbox of this.#awaited) mailbox.deliver();',
    wrong: 'for (const mailbox of [...this.#awaited].slice(0, 1)) mailbox.deliver();',
    caughtBy: model,
  },
  {
    name: 'lost wake-up: a letter for one wakes nobody',
    file: `${chat}/post-office.ts`,
    right: 'this.#mailboxes.get(address)?.deliver();',
    wrong: '',
    caughtBy: model,
  },
  {
    name: 'who hangs up is told nevertheless',
    file: `${chat}/mailbox.ts`,
    right: 'return () => this.#park(this.#parked.filter((other) => other !== parked));',
    wrong: 'return () => {};',
    caughtBy: model,
  },
  {
    name: 'a cursor of the future waits for ever',
    file: `${chat}/ledger.ts`,
    right: "return since > next ? { type: 'reset', why: 'future', epoch: own, oldest, next } : undefined;",
    wrong: 'return undefined;',
    caughtBy: { test: `${rpc}/room.model.test.ts` },
  },
  {
    name: 'the name of the ledger is not looked at',
    file: `${chat}/ledger.ts`,
    right: "if (epoch !== own) return { type: 'reset', why: 'epoch', epoch: own, oldest, next };",
    wrong: '',
    caughtBy: { test: `${rpc}/room.model.test.ts` },
  },
  {
    name: 'a page from before the restart is a stranger',
    file: `${chat}/chat-room.ts`,
    right: "if (reset?.why === 'epoch') return reset;",
    wrong: '',
    caughtBy: { test: `${chat}/chat-room.test.ts` },
  },
  {
    name: 'same id, other text: the first answer all the same',
    file: `${chat}/chat-room.ts`,
    right: "if (before.text !== text) throw new Refused({ refusal: 'id-reused' });",
    wrong: '',
    caughtBy: { test: `${rpc}/room.model.test.ts` },
  },
  {
    name: 'a repeated line is said again',
    file: `${chat}/chat-room.ts`,
    right: 'const before = stay.said.recall(line.clientMsgId);',
    wrong: 'const before = stay.said.recall(`not ${line.clientMsgId}`);',
    caughtBy: { test: `${rpc}/room.model.test.ts` },
  },
  {
    name: 'a refusal uses up the id',
    file: `${chat}/chat-room.ts`,
    right: '    const retryAfterMs = stay.throttle.pass(elapsed);',
    wrong: `    stay.said.remember(line.clientMsgId, { text, id: 0, at: 0 }, elapsed);
    const retryAfterMs = stay.throttle.pass(elapsed);`,
    caughtBy: { test: `${chat}/chat-room.test.ts` },
  },
  {
    name: 'ghost of oneself: a repeated attempt is another session',
    file: `${chat}/chat-room.ts`,
    right: 'const attempted = attempt === undefined ? undefined : this.#attempts.recall(attempt);',
    wrong: 'const attempted = attempt === undefined ? undefined : this.#attempts.recall(`not ${attempt}`);',
    caughtBy: { test: `${rpc}/room.model.test.ts` },
  },
  {
    name: 'who left comes in again by an old attempt',
    file: `${chat}/chat-room.ts`,
    right: "if (attempted && !before) throw new Refused({ refusal: 'no-session' });",
    wrong: '',
    caughtBy: { test: `${rpc}/room.model.test.ts` },
  },
  {
    name: 'non-atomic snapshot: the list is of when it is read, its stamp of when it was asked for',
    file: `${chat}/chat-room.ts`,
    right: 'const members = this.#here.members();',
    wrong: 'const members = () => this.#here.members()();',
    caughtBy: { test: `${chat}/snapshot.interleavings.test.ts` },
  },
  {
    name: 'a snapshot is stamped one letter early',
    file: `${chat}/chat-room.ts`,
    right: 'return { epoch: this.#ledger.epoch, next: this.#ledger.next };',
    wrong: 'return { epoch: this.#ledger.epoch, next: this.#ledger.next + 1 };',
    caughtBy: { test: `${chat}/snapshot.interleavings.test.ts` },
  },
  {
    name: 'a nickname is free as soon as its member falls silent',
    file: `${chat}/chat-room.ts`,
    right: '        this.#absent.add(stay, elapsed);\n',
    wrong: '',
    caughtBy: { test: `${chat}/silence.test.ts` },
  },
  {
    name: 'silence is measured by a clock that may jump',
    file: `${chat}/chat-room.ts`,
    right: '    stay.heardAt = this.#world.elapsed();\n    stay.closing = undefined;',
    wrong: '    stay.heardAt = this.#world.now();\n    stay.closing = undefined;',
    caughtBy: { test: `${chat}/silence.test.ts` },
  },
  {
    name: 'batch-held wait: batches are taken',
    file: `${rpc}/http-handler.ts`,
    right: "if (url.searchParams.has('batch') || path.includes(',')) throw batched();",
    wrong: '',
    caughtBy: { test: `${rpc}/bare-http.test.ts` },
  },
  {
    name: 'a browser that hangs up is waited for',
    file: `${rpc}/long-poll.ts`,
    right: "signal?.addEventListener('abort', giveUp, { once: true });",
    wrong: '',
    caughtBy: { test: `${rpc}/long-poll.test.ts` },
  },
  {
    name: 'a question without a hold takes the place of the one that is held',
    file: `${rpc}/router.ts`,
    right: 'if (!hold) return room.read(session, cursor);',
    wrong: `if (!hold) {
          let answer = room.read(session, cursor);
          room.wait(session, cursor, (told) => (answer = told))();
          return answer;
        }`,
    caughtBy: { test: `${rpc}/room.model.test.ts` },
  },
];
