/** One way to break the room or its page on purpose, and the tests that must notice it. */
export interface Fault {
  readonly name: string;
  /** The file to break, from the root of the repo. */
  readonly file: string;
  /** What stands there once, and what to put in its place. */
  readonly right: string;
  readonly wrong: string;
  /** A test file run by Node, from the root of the repo; or the title of a browser story. */
  readonly caughtBy: { readonly test: string } | { readonly story: string };
}

const chat = 'apps/server/src/chat';
const rpc = 'apps/server/src/rpc';
const room = 'apps/web/src/room';
const model = { test: `${chat}/delivery.model.test.ts` };

/** Every fault that the tests are known to catch. Each is planted by itself, in a build made for it alone. */
export const faults: readonly Fault[] = [
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
    name: 'follow: what did not come is taken for seen',
    file: `${room}/follow.ts`,
    right: "yield { type: 'lost' };",
    wrong: "since++;\n        yield { type: 'lost' };",
    caughtBy: { test: `${room}/follow.test.ts` },
  },
  {
    name: 'follow: an answer that does not fit is believed',
    file: `${room}/follow.ts`,
    right: 'if (!continues(answer, epoch, since)) {',
    wrong: 'if (!continues(answer, epoch, since) && signal.aborted) {',
    caughtBy: { test: `${room}/follow.test.ts` },
  },
  {
    name: 'follow: after a failure it is left to wait for mail to know that it is connected',
    file: `${room}/follow.ts`,
    right: '        hold = false;\n        if (sleep',
    wrong: '        hold = hold && !sleep.signal.aborted;\n        if (sleep',
    caughtBy: { test: `${room}/follow.test.ts` },
  },
  {
    name: 'outbox: a line is named anew on each try',
    file: `${room}/outbox.ts`,
    right: 'const { id } = await deliver({ clientMsgId, text }, hurried);',
    wrong: 'const { id } = await deliver({ clientMsgId: this.#options.newId(), text }, hurried);',
    caughtBy: { test: `${room}/outbox.test.ts` },
  },
  {
    name: 'outbox: FIFO broken, a line that fails lets the next one go first',
    file: `${room}/outbox.ts`,
    right: 'else await pause(backoff(failures), hurried);',
    wrong: `else {
          await pause(backoff(failures), hurried);
          if (this.#nextPending() !== this.#lines.findLast(({ state }) => state === 'pending')) return void this.retry(clientMsgId);
        }`,
    caughtBy: { test: `${room}/outbox.test.ts` },
  },
  {
    name: 'outbox: a restart turns lines down',
    file: `${room}/outbox.ts`,
    right: "if (isFinal(error) && refusal?.refusal !== 'no-session')",
    wrong: 'if (isFinal(error))',
    caughtBy: { test: `${room}/outbox.test.ts` },
  },
  {
    name: 'view: what is told twice is shown twice',
    file: `${room}/room-view.ts`,
    right: 'const fresh = letters.filter((letter) => letter.id >= view.next);',
    wrong: 'const fresh = letters;',
    caughtBy: { test: `${room}/room-view.test.ts` },
  },
  {
    name: 'view: a gap is not shown',
    file: `${room}/room-view.ts`,
    right: 'rows: rows.length === 0 ? view.rows : [...view.rows, ...rows],',
    wrong: "rows: rows.length === 0 ? view.rows : [...view.rows, ...rows.filter((row) => row.type !== 'missed')],",
    caughtBy: { test: `${room}/room-view.test.ts` },
  },
  {
    name: 'view: comings and goings count as new lines',
    file: `${room}/room-view.ts`,
    right: "rows.filter((row) => row.type === 'letter' && row.letter.event.type === 'said' && !row.isYours).length;",
    wrong: "rows.filter((row) => row.type === 'letter' && !row.isYours).length;",
    caughtBy: { test: `${room}/room-view.test.ts` },
  },
  {
    name: 'store: nobody counts the members again after a gap',
    file: `${room}/room-store.ts`,
    right: 'if (this.#view.isRosterStale) await this.#recount(signal);',
    wrong: '',
    caughtBy: { test: `${room}/room-store.test.ts` },
  },
  {
    name: 'tabs: who is behind takes the leader’s cursor',
    file: `${room}/one-poll.ts`,
    right: "if (answer.type === 'reconnect') return answer.next === since ? answer : undefined;",
    wrong: "if (answer.type === 'reconnect') return answer;",
    caughtBy: { test: `${room}/one-poll.test.ts` },
  },
  {
    name: 'tabs: a frozen leader leads on',
    file: `${room}/one-poll.ts`,
    right: 'else this.#lead({ steal: true });',
    wrong: '',
    caughtBy: { test: `${room}/one-poll.test.ts` },
  },
  {
    name: 'tabs: every tab waits for itself',
    file: `${room}/one-poll.ts`,
    right: 'return tabs ? new SharedPoll({ ...options, tabs }) : { ask, tell: () => {}, stop: () => {} };',
    wrong:
      'return tabs && options === undefined ? new SharedPoll({ ...options, tabs }) : { ask, tell: () => {}, stop: () => {} };',
    caughtBy: { test: `${room}/one-poll.test.ts` },
  },
  {
    name: 'kept lines: those of open pages are taken too',
    file: `${room}/kept-lines.ts`,
    right: 'if (!kept || (!kept.isClosed && isOpen(name.slice(PREFIX.length)))) return [];',
    wrong: 'if (!kept || (!kept.isClosed && isOpen(name.slice(PREFIX.length)) && name === PREFIX)) return [];',
    caughtBy: { test: `${room}/kept-lines.test.ts` },
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
  {
    name: 'follow: woken, it asks over one connection, which may be dead',
    file: `${room}/follow.ts`,
    right: 'const times = isWoken ? CONNECTIONS : 1;',
    wrong: 'const times = isWoken ? 1 : 1;',
    caughtBy: { test: `${room}/follow.test.ts` },
  },
  {
    name: 'outbox: an answer from a ledger that is gone counts',
    file: `${room}/outbox.ts`,
    right: 'if (resends === this.#resends) this.#update',
    wrong: 'if (resends <= this.#resends) this.#update',
    caughtBy: { test: `${room}/outbox.test.ts` },
  },
  {
    name: 'store: a line that is answered late stands there twice',
    file: `${room}/room-store.ts`,
    right: 'this.#options.outbox.settle(this.#view.next);',
    wrong: '',
    caughtBy: { test: `${room}/room-store.test.ts` },
  },
  {
    name: 'store: who left in another tab is brought back',
    file: `${room}/room-store.ts`,
    right: "if (visit?.you.nickname !== you.nickname) return this.#change(end(this.#view, 'left'));",
    wrong: "if (!visit) return this.#change(end(this.#view, 'expelled'));",
    caughtBy: { test: `${room}/room-store.test.ts` },
  },
  {
    name: 'tabs: a leader that nobody sees leads on',
    file: `${room}/one-poll.ts`,
    right: "if (word.type === 'alive' && !word.isShown && this.#tabs.isShown()) this.#lead({ steal: true });",
    wrong: '',
    caughtBy: { test: `${room}/one-poll.test.ts` },
  },
  {
    name: 'tabs: a word that goes unheard leaves a tab behind for good',
    file: `${room}/one-poll.ts`,
    right: "return (heard.epoch === question.epoch && fitted(heard, question.since)) || 'ask';",
    wrong: 'return (heard.epoch === question.epoch && fitted(heard, question.since)) || undefined;',
    caughtBy: { test: `${room}/one-poll.model.test.ts` },
  },
  {
    name: 'page: wake-ups are slept through',
    file: `${room}/page-wakes.ts`,
    right: "document.addEventListener('visibilitychange', ringIfShown, { signal });",
    wrong: '',
    caughtBy: { story: 'a page that pauses after failures asks at once when it is looked at' },
  },
  {
    name: 'page: the news that the network is back is slept through',
    file: `${room}/page-wakes.ts`,
    right: "window.addEventListener('online', ring, { signal });",
    wrong: '',
    caughtBy: { story: 'a page that pauses after failures asks at once when the network returns' },
  },
  {
    name: 'page: a machine that slept is not noticed',
    file: `${room}/page-wakes.ts`,
    right: 'if (gap > GAP_MS) ringIfShown();',
    wrong: '',
    caughtBy: { story: 'a page whose wait went dead unnoticed catches up after' },
  },
  {
    name: 'page: double loop under StrictMode, because nothing stops the first',
    file: `${room}/use-room.ts`,
    right: 'useEffect(() => store.run(), [store]);',
    wrong: 'useEffect(() => void store.run(), [store]);',
    caughtBy: { story: 'in a browser that cannot tell which tabs there are' },
  },
  {
    name: 'page: each press of “Come in” is an attempt of its own',
    file: 'apps/web/src/lobby/lobby.tsx',
    right: 'if (attempt.current?.nickname !== wanted) attempt.current',
    wrong: 'attempt.current',
    caughtBy: { story: 'who presses again because no answer came back' },
  },
  {
    name: 'page: a closed tab takes its lines along',
    file: `${room}/use-room.ts`,
    right: 'leaveLines(page);',
    wrong: 'keepLines(page, store.view().you.id, []);',
    caughtBy: { story: 'what a closed tab could not send another tab sends' },
  },
];
