import type { Mutant } from './mutant.ts';

const model = { test: 'apps/server/src/chat/spec-tests/delivery.model.test.ts' };

/** Defects in the room and its server. */
export const roomMutants: readonly Mutant[] = [
  {
    name: 'mailbox: a letter can be read only once',
    file: 'apps/server/src/chat/mailbox/mailbox.ts',
    original: 'return this.#closed ?? this.#ledger.resetFor(cursor) ?? this.#ledger.mailFor(this, cursor.since);',
    mutated: `const answer = this.#closed ?? this.#ledger.resetFor(cursor) ?? this.#ledger.mailFor(this, cursor.since);
    if (answer?.type === 'mail') (this as { firstLetterId: number }).firstLetterId = answer.next;
    return answer;`,
    killedBy: model,
  },
  {
    name: 'ledger: letters are read newest first',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: 'letters.push(entry.letter);\n        bytes',
    mutated: 'letters.unshift(entry.letter);\n        bytes',
    killedBy: model,
  },
  {
    name: 'ledger: dropped letters are not counted as missed',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: 'const missed = absent - forOthers.length;',
    mutated: 'const missed = 0 * absent;',
    killedBy: model,
  },
  {
    name: 'ledger: missed letters include letters for other recipients',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: 'const missed = absent - forOthers.length;',
    mutated: 'const missed = absent;',
    killedBy: model,
  },
  {
    name: 'ledger: a letter for one recipient is read by everyone',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: 'entry.recipient === undefined || entry.recipient === reader.address;',
    mutated: 'entry.recipient === undefined || reader !== undefined;',
    killedBy: model,
  },
  {
    name: 'ledger: the cursor skips a letter',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: 'let message = this.#messages.indexFrom(start);',
    mutated: 'let message = this.#messages.indexFrom(start + 1);',
    killedBy: model,
  },
  {
    name: 'ledger: joins and leaves displace messages',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: 'const queue = isMembershipEvent(event) ? this.#memberships : this.#messages;',
    mutated: 'const queue = isMembershipEvent(event) ? this.#messages : this.#messages;',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/membership-flood.test.ts',
      title: 'L1 L7 M3 M15: a flood of joins, renames and leaves costs a reader far behind no message',
      onlyInLongRun: true,
    },
  },
  {
    name: 'ledger: repeated edits displace messages',
    file: 'apps/server/src/chat/ledger/letter-queue.ts',
    original: 'this.#drop(this.#nextSuperseded() ?? this.#slots[this.#head]);',
    mutated: 'this.#drop(this.#slots[this.#head] ?? this.#nextSuperseded());',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/membership-flood.test.ts',
      title: 'L8 M15: edits of one message, one after the other, displace no other message',
    },
  },
  {
    name: 'ledger: a superseded edit counts as a missed message',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: '(isSuperseded ? this.#droppedSupersededEdits : this.#droppedMessages).add(id);',
    mutated: '(isSuperseded ? this.#droppedMessages : this.#droppedMessages).add(id);',
    killedBy: model,
  },
  {
    name: 'ledger: the message is looked up instead of its last change',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: 'const changeId = this.#lastChanges.get(id);',
    mutated: 'const changeId: number | undefined = id;',
    killedBy: model,
  },
  {
    name: 'ledger: the history has all membership letters that the ledger holds',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: 'if (memberships.length === count || entry.letter.id < start',
    mutated: 'if (entry.letter.id < start',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/membership-flood.test.ts',
      title:
        'R14 R15: after a flood of joins, renames and leaves, a new member sees all messages and few of these letters',
    },
  },
  {
    name: 'ledger: the letter for which a part of the older history has no room is in no part',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: 'return answer(from, true);',
    mutated: 'return answer(letter.id, true);',
    killedBy: { test: 'apps/server/src/chat/ledger/older-history.test.ts' },
  },
  {
    name: 'ledger: edits that the older history leaves out count as missed',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: 'const absent = before - start - held;',
    mutated: 'const absent = before - start - letters.length;',
    killedBy: { test: 'apps/server/src/chat/ledger/older-history.test.ts' },
  },
  {
    name: 'ledger: what it no longer remembers of dropped messages counts as membership letters for ever',
    file: 'apps/server/src/chat/ledger/letter-log.ts',
    original: 'const forgotten = start <= first && last < end ? count : 0;',
    mutated: 'const forgotten = 0;',
    killedBy: { test: 'apps/server/src/chat/ledger/older-history.test.ts' },
  },
  {
    name: 'room: the older history has letters from before the join in a room without history',
    file: 'apps/server/src/chat/reads.ts',
    original: 'const firstLetterId = settings.historyOnJoin === 0 ? session.mailbox.firstLetterId : 0;',
    mutated: 'const firstLetterId = 0;',
    killedBy: { test: 'apps/server/src/chat/spec-tests/older-history.test.ts' },
  },
  {
    name: 'post office: only the first parked wait is answered',
    file: 'apps/server/src/chat/mailbox/parked-waits.ts',
    original: 'for (const mailbox of this.mailboxes) mailbox.deliver();',
    mutated: 'for (const mailbox of [...this.mailboxes].slice(0, 1)) mailbox.deliver();',
    killedBy: model,
  },
  {
    name: 'post office: a letter for one recipient answers no wait',
    file: 'apps/server/src/chat/mailbox/post-office.ts',
    original: 'this.#mailboxes.get(address)?.deliver();',
    mutated: '',
    killedBy: model,
  },
  {
    name: 'mailbox: a canceled wait is answered',
    file: 'apps/server/src/chat/mailbox/mailbox.ts',
    original: 'return () => this.#setWaits(this.#waits.filter((other) => other !== wait));',
    mutated: 'return () => {};',
    killedBy: model,
  },
  {
    name: 'ledger: a cursor beyond the end of the ledger waits forever',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: "return since > next ? { type: 'reset', why: 'future', epoch: ownEpoch, oldest, next } : undefined;",
    mutated: 'return undefined;',
    killedBy: { test: 'apps/server/src/rpc/room.model.test.ts' },
  },
  {
    name: 'ledger: the epoch of a cursor is ignored',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: 'if (epoch !== ownEpoch) {',
    mutated: "if (epoch === '') {",
    killedBy: { test: 'apps/server/src/rpc/room.model.test.ts' },
  },
  {
    name: 'room: a page from before a restart is refused, not reset',
    file: 'apps/server/src/chat/reads.ts',
    original: "if (reset?.why === 'epoch') return reset;",
    mutated: '',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/chat-room.test.ts',
      title: 'R10: a wait with another epoch is answered with reset, although its session is unknown',
    },
  },
  {
    name: 'mutations: a reused id with another text is not refused',
    file: 'apps/server/src/chat/mutations.ts',
    original: 'if (completed && completed.requestDigest !== this.#requestDigest(command)) {',
    mutated: 'if (!completed && !now) {',
    killedBy: { test: 'apps/server/src/rpc/room.model.test.ts' },
  },
  {
    name: 'mutations: a repeated send is broadcast again',
    file: 'apps/server/src/chat/mutations.ts',
    original: 'const completed = session.completedMutations.get(command.mutationId, now);',
    mutated: 'const completed = session.completedMutations.get(`not ${command.mutationId}`, now);',
    killedBy: {
      test: 'apps/server/src/rpc/room.model.test.ts',
      title:
        'J1 J3 J6: in any history, the following holds also if the room is made again, from its entries or from a state, between any two calls',
    },
  },
  {
    name: 'mutations: a refused send uses up its id',
    file: 'apps/server/src/chat/mutations.ts',
    original: 'this.#assertRate(session, this.#budgetOf(command));',
    mutated: `try { this.#assertRate(session, this.#budgetOf(command)); } catch (error) {
      session.completedMutations.add(command.mutationId, { requestDigest: '', letterId: 0, at: 0, isMessage: false }, now);
      throw error;
    }`,
    killedBy: { test: 'apps/server/src/rpc/room.model.test.ts', onlyInLongRun: true },
  },
  {
    name: 'mutations: a letter tells everyone the clientMsgId',
    file: 'apps/server/src/chat/chat-room.ts',
    original: 'return this.#parts.environment.digest(clientMsgId);',
    mutated: 'return clientMsgId;',
    killedBy: { test: 'apps/server/src/chat/spec-tests/mutation-ids.test.ts' },
  },
  {
    name: 'mutations: a newcomer can read a deleted message',
    file: 'apps/server/src/chat/mutations.ts',
    original: 'ledger.redactMessage(letterId);',
    mutated: '',
    killedBy: { test: 'apps/server/src/rpc/room.model.test.ts', onlyInLongRun: true },
  },
  {
    name: 'ledger: deletion leaves the edited text readable',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: "event.type === 'edited' && event.letterId === id;",
    mutated: 'false;',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/edit-delete-rename.test.ts',
      title: 'C5: the text of a deleted message and of its edits is empty in all later mail',
    },
  },
  {
    name: 'ledger: a deletion keeps cached mail',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: '    }\n    this.#sharedMail.clear();',
    mutated: '    }',
    killedBy: {
      test: 'apps/server/src/chat/ledger/ledger.test.ts',
      title: 'L6: a redacted letter keeps its id and position, and counts with its smaller size',
    },
  },
  {
    name: 'mutations: an idle member’s mutations are never forgotten',
    file: 'apps/server/src/chat/session/completed-mutations.ts',
    original: 'if (now - completedAt > this.#ttlMs) return undefined;',
    mutated: '',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/remembered-mutations.test.ts',
      title: 'S2 S6: a mutation is forgotten after 10 minutes also if the member sends nothing more',
    },
  },
  {
    name: 'mutations: the whole text is remembered',
    file: 'apps/server/src/chat/mutations.ts',
    original: 'return this.#parts.environment.digest(JSON.stringify(requestOf(command)));',
    mutated: 'return JSON.stringify(requestOf(command));',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/remembered-mutations.test.ts',
      title: 'S6: a remembered mutation takes at most 200 bytes, whatever the length of its text',
    },
  },
  {
    name: 'mutations: a message can be edited forever',
    file: 'apps/server/src/chat/mutations.ts',
    original: 'if (ageMs > limit)',
    mutated: 'if (ageMs < 0)',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/edit-delete-rename.test.ts',
      title: 'C3: a change is refused after 5 minutes of the monotonic clock',
    },
  },
  {
    name: 'sessions: a renamed member keeps the former nickname reserved',
    file: 'apps/server/src/chat/session/session-registry.ts',
    original: '    for (const key of session.nicknameKeys) this.#byNicknameKey.delete(key);\n    for',
    mutated: '    for',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/edit-delete-rename.test.ts',
      title: 'C9: a taken or reserved nickname is refused, the current one in another spelling is not',
    },
  },
  {
    name: 'room: a renamed member rejoins under the former nickname',
    file: 'apps/server/src/chat/joins.ts',
    original: 'const isRetry = attempted !== undefined && before !== undefined;',
    mutated: 'const isRetry = attempted !== undefined && before?.member.nickname === requested;',
    killedBy: { test: 'apps/server/src/chat/spec-tests/edit-delete-rename.test.ts' },
  },
  {
    name: 'join attempts: a repeated attempt creates a second session',
    file: 'apps/server/src/chat/session/join-attempts.ts',
    original: 'this.#attempts.get(attemptId)',
    mutated: 'this.#attempts.get(`not ${attemptId}`)',
    killedBy: {
      test: 'apps/server/src/rpc/room.model.test.ts',
      title:
        'J1 J3 J6: in any history, the following holds also if the room is made again, from its entries or from a state, between any two calls',
    },
  },
  {
    name: 'join attempts: a member renamed long after joining rejoins as somebody else',
    file: 'apps/server/src/chat/session/join-attempts.ts',
    original: '(isOwn ? own.sessionId : undefined)',
    mutated: '(isOwn ? undefined : undefined)',
    killedBy: { test: 'apps/server/src/chat/spec-tests/edit-delete-rename.test.ts' },
  },
  {
    name: 'session: the nickname from before two renames belongs to a stranger',
    file: 'apps/server/src/chat/session/room-session.ts',
    original: 'const MAX_NICKNAME_HISTORY = 32;',
    mutated: 'const MAX_NICKNAME_HISTORY = 2;',
    killedBy: { test: 'apps/server/src/chat/spec-tests/edit-delete-rename.test.ts' },
  },
  {
    name: 'room: a member who left rejoins with an old attempt',
    file: 'apps/server/src/chat/joins.ts',
    original: "if (attempted && !before) throw new RefusalError({ refusal: 'no-session' });",
    mutated: '',
    killedBy: {
      test: 'apps/server/src/rpc/room.model.test.ts',
      title:
        'J1 J3 J6: in any history, the following holds also if the room is made again, from its entries or from a state, between any two calls',
    },
  },
  {
    name: 'snapshot: the member list is newer than its cursor',
    file: 'apps/server/src/chat/session/session-registry.ts',
    original: 'const members = this.#roster.snapshot();',
    mutated: 'const members = () => this.#roster.snapshot()();',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/snapshot.interleavings.test.ts',
      title: 'R11 R12: every interleaving of getMsgId, getUsers, wait, joins and leaves yields the same list',
    },
  },
  {
    name: 'snapshot: the cursor is one letter ahead of the member list',
    file: 'apps/server/src/chat/reads.ts',
    original: 'return { epoch: ledger.epoch, next: ledger.next };',
    mutated: 'return { epoch: ledger.epoch, next: ledger.next + 1 };',
    killedBy: { test: 'apps/server/src/chat/spec-tests/snapshot.interleavings.test.ts' },
  },
  {
    name: 'room: a nickname is free as soon as its member times out',
    file: 'apps/server/src/chat/sweeps.ts',
    original: "if (cause === 'timeout') absentees.add(session, monotonicNow);",
    mutated: '',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/idle-timeout.test.ts',
      title: 'Q1: a sweep that was decided before a command of the member does not end the session',
    },
  },
  {
    name: 'room: a member who gives “timeout” as the reason looks like a time-out',
    file: 'apps/server/src/chat/session-lifecycle.ts',
    original: "const left = { type: 'left', member: session.member, why } as const;",
    mutated:
      "const left = { type: 'left', member: session.member, why: reason === 'timeout' ? reason : why } as const;",
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/chat-room.test.ts',
      title: 'R13: no reason of a member reads as a cause of the room',
    },
  },
  {
    name: 'room: idle time is measured with the wall clock',
    file: 'apps/server/src/chat/chat-room.ts',
    original: 'return touch(this.#parts.sessions.require(sessionId), this.#parts.environment.monotonicNow());',
    mutated: 'return touch(this.#parts.sessions.require(sessionId), this.#parts.environment.now());',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/idle-timeout.test.ts',
      title: 'Q3: a resumed session can read the letters of its absence, and repeats no message',
    },
  },
  {
    name: 'http: batched calls are accepted',
    file: 'apps/server/src/rpc/http-handler.ts',
    original:
      "if (path.includes(',') || query.startsWith('batch=') || query.includes('&batch=')) throw batchNotSupported();",
    mutated: '',
    killedBy: {
      test: 'apps/server/src/rpc/bare-http.test.ts',
      title: 'an invalid call gets a status and an error code',
    },
  },
  {
    name: 'long poll: a disconnected browser keeps its wait',
    file: 'apps/server/src/rpc/long-poll.ts',
    original: 'onDisconnect(() => {\n    if (isOver) return;',
    mutated: 'onDisconnect(() => {\n    if (isOver || answer !== undefined) return;',
    killedBy: { test: 'apps/server/src/rpc/long-poll.test.ts' },
  },
  {
    name: 'router: a wait without a hold cancels the held wait',
    file: 'apps/server/src/rpc/router.ts',
    original: 'if (!input.hold) return room.read(sessionId, input);',
    mutated: 'if (!input.hold) return room.wait(sessionId, input, () => {})();',
    killedBy: { test: 'apps/server/src/rpc/room.model.test.ts', onlyInLongRun: true },
  },
  {
    name: 'budgets: a neighbor keeps letters from a member',
    file: 'apps/server/src/chat/read-costs.ts',
    original: 'if (!supersedes && !budget.isInUseBy(session.sessionId)) return;',
    mutated: 'budget.charge(session, { cost: 1, now: monotonicNow() });',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/network-budgets.test.ts',
    },
  },
  {
    name: 'budgets: leaving and joining gives a fresh rate limit',
    file: 'apps/server/src/chat/joins.ts',
    original: 'return retired ?? createRateLimiter(settings);',
    mutated: 'return createRateLimiter(settings);',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/network-budgets.test.ts',
      title: 'W10: a person who leaves and joins again keeps the rate limit',
    },
  },
  {
    name: 'budgets: each network of an IPv6 /48 has a budget of its own',
    file: 'apps/server/src/chat/limits/budget.ts',
    original: 'if (prefix !== undefined) this.#prefixes.spend(prefix, cost, now);',
    mutated: '',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/network-budgets.test.ts',
      title: 'W2: the networks of one IPv6 /48 together have four times the budget of one',
    },
  },
  {
    name: 'budgets: absentees do not give way',
    file: 'apps/server/src/chat/session/absentees.ts',
    original: 'if (oldest) this.remove(oldest);',
    mutated: '',
    killedBy: { test: 'apps/server/src/chat/spec-tests/network-budgets.test.ts' },
  },
  {
    name: 'budgets: reading new letters is charged',
    file: 'apps/server/src/chat/limits/read-allowance.ts',
    original: 'if (amount > this.#left) return false;',
    mutated: 'if (amount >= 0) return false;',
    killedBy: {
      test: 'apps/server/src/chat/spec-tests/network-budgets.test.ts',
      title: 'W6 W7: reading along is free in a busy room, reading the same letters again is not',
    },
  },
  {
    name: 'budgets: failures of strangers shut out members',
    file: 'apps/server/src/chat/limits/failure-budget.ts',
    original: '? this.#budget.sessionShortage(sessionId, { now })',
    mutated: '? this.#budget.networkShortage(clientNetwork, { now })',
    killedBy: { test: 'apps/server/src/rpc/failure-budget.test.ts' },
  },
  {
    name: 'session: a repeated join without the session id uses the session',
    file: 'apps/server/src/chat/session/room-session.ts',
    original: 'touch(session, monotonicNow).unusedSince = isUnused ? monotonicNow : undefined;',
    mutated: 'touch(session, monotonicNow).unusedSince = undefined;',
    killedBy: { test: 'apps/server/src/chat/spec-tests/idle-timeout.test.ts' },
  },
  {
    name: 'room: an unused session reserves its nickname',
    file: 'apps/server/src/chat/sweeps.ts',
    original: "if (cause === 'timeout') absentees.add(session, monotonicNow);",
    mutated: "if (cause === 'timeout' || cause === 'left') absentees.add(session, monotonicNow);",
    killedBy: { test: 'apps/server/src/chat/spec-tests/idle-timeout.test.ts' },
  },
  {
    name: 'room: a resumption adds a member',
    file: 'apps/server/src/chat/joins.ts',
    original: 'if (resume && plan.isNew && plan.before?.member.nickname !== plan.nickname) {',
    mutated: 'if (resume && plan.isNew && plan.before?.sessionId === plan.nickname) {',
    killedBy: { test: 'apps/server/src/chat/spec-tests/chat-room.test.ts' },
  },
  {
    name: 'room: anybody gets a session by its nickname',
    file: 'apps/server/src/chat/joins.ts',
    original: 'holders.find(({ joinAttemptId }) => joinAttemptId === attemptId)',
    mutated: 'holders.find(({ joinAttemptId }) => joinAttemptId !== undefined)',
    killedBy: { test: 'apps/server/src/chat/spec-tests/chat-room.test.ts' },
  },
];
