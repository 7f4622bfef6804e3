import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultRoomSettings, digest, type RoomSettings, type WaitAnswer } from '@mailroom/shared';
import { RefusalError } from '../chat/limits/refusal-error.ts';
import { summarize } from '../chat/testing/test-room.ts';
import type { Entry, Journal } from './journal.ts';
import { JournaledRoom } from './journaled-room.ts';
import { HeldJournal } from './testing/held-journal.ts';
import { ReplayableJournal } from './testing/replayable-journal.ts';

const MINUTE = 60_000;
/** No session ends for being idle. */
const ACTIVE = { idleMs: 0 };

/** Starts a process with manual clocks that opens the room of a journal. */
const startProcess = async (journal: Journal, settings: Partial<RoomSettings> = {}, startedAt = 0) => {
  const environment = {
    wallTime: 1_000_000_000_000 + startedAt,
    monotonicTime: startedAt,
    now: () => environment.wallTime,
    monotonicNow: () => environment.monotonicTime,
    newId: () => `id-${++ids}`,
    digest,
    scheduleDelivery: (deliver: () => void) => deliver(),
  };
  const errors: unknown[] = [];
  const room = new JournaledRoom({
    settings: { ...defaultRoomSettings, ...settings },
    environment,
    journal,
    runId: `run ${++runs}`,
    onUnexpectedError: (error) => errors.push(error),
  });
  await room.open();
  assert.deepEqual(errors, []);
  return {
    room,
    /** Advances the clocks, with a sweep every second. */
    advance: (ms: number) => {
      for (let left = ms; left > 0; left -= 1_000) {
        environment.wallTime += Math.min(left, 1_000);
        environment.monotonicTime += Math.min(left, 1_000);
        room.sweep();
      }
    },
    join: async (
      nickname: string,
      request: { clientNetwork?: string; sessionId?: string; attemptId?: string } = {},
    ) => {
      const joined = await room.join({ nickname, clientNetwork: 'home', ...request });
      return { ...joined, member: joined.result.you };
    },
  };
};
let ids = 0;
let runs = 0;

/** Starts another process after the first one crashed. Its clocks show other times. */
const restart = (journal: ReplayableJournal, settings: Partial<RoomSettings> = {}, startedAt = 1e9) => {
  const next = new ReplayableJournal(journal);
  return startProcess(next, settings, startedAt).then((process) => ({ ...process, journal: next }));
};

const refusal = async (call: Promise<unknown>) => {
  try {
    await call;
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal.refusal;
    throw error;
  }
  return undefined;
};

const message = (text: string, clientMsgId = `message ${++ids}`) => ({ text, clientMsgId });

test('J2: before an entry is kept, nobody is answered, no letter is delivered and no list changes', async () => {
  const journal = new HeldJournal();
  const { room, join } = await startProcess(journal);
  const joining = join('Ann');
  await journal.flush();
  const ann = await joining;
  const answers: WaitAnswer[] = [];
  room.wait(ann.sessionId, { since: 1 }, (answer) => answers.push(answer));
  const before = [room.position(), room.members(ann.sessionId).members];
  const results: unknown[] = [];
  void room.send(ann.sessionId, message('hello')).then((result) => results.push(result));
  void join('Ben').then(({ member }) => results.push(member.nickname));
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([room.position(), room.members(ann.sessionId).members], before);
  assert.deepEqual([answers, results, journal.heldCount], [[], [], 2]);
  await journal.flush();
  assert.deepEqual(answers.map(summarize), [['Ann: hello', 'Ben joined']], 'the letters of one batch come together');
  assert.deepEqual(results, [{ id: 1, at: 1_000_000_000_000, duplicate: false }, 'Ben']);
});

test('J2: the list and the history of a join are those at its position in the journal', async () => {
  const journal = new HeldJournal();
  const { join } = await startProcess(journal);
  const joins = [join('Ann'), join('Ben', { clientNetwork: 'away' })];
  await journal.flush();
  const [ann, ben] = await Promise.all(joins);
  assert.deepEqual([ann?.result.next, ann?.result.members.length, ann?.result.letters.length], [1, 1, 1]);
  assert.deepEqual([ben?.result.next, ben?.result.members.length, ben?.result.letters.length], [2, 2, 2]);
});

test('J4: an entry that is in the journal twice is executed once', async () => {
  const journal = new ReplayableJournal();
  const { room, join, advance } = await startProcess(journal);
  const ann = await join('Ann');
  advance(1_000);
  await room.leave(ann.sessionId, {});
  const state = JSON.stringify(room.state());
  const entries = (journal.all?.entries ?? []).map((entry) => JSON.parse(entry) as Entry);
  assert.equal(entries.length, 2);
  room.follow(entries);
  // A join without an attempt would bring back a member who has left.
  assert.equal(JSON.stringify(room.state()), state);
  const next = await restart(journal);
  next.room.follow(entries);
  assert.equal(next.room.position().next, 2);
});

test('J5: room time stands still while no process runs, and no wall clock moves it', async () => {
  const journal = new ReplayableJournal();
  const { room, join, advance } = await startProcess(journal, ACTIVE);
  const ann = await join('Ann');
  await room.send(ann.sessionId, message('hello', 'one'));
  advance(4 * MINUTE);
  const edit = (text: string) => ({ targetMutationId: digest('one'), text, clientMsgId: `edit ${++ids}` });
  await room.edit(ann.sessionId, edit('hello!'));
  const later = await restart(journal, ACTIVE);
  assert.equal(await refusal(later.room.edit(ann.sessionId, edit('hello?'))), undefined);
  later.advance(59_000);
  assert.equal(await refusal(later.room.edit(ann.sessionId, edit('hello'))), undefined);
  const last = await restart(later.journal, ACTIVE, 5);
  last.advance(2_000);
  assert.equal(await refusal(last.room.edit(ann.sessionId, edit('late'))), 'too-late');
});

test('J5 Q4: the nickname of an absentee stays reserved for 10 minutes of room time', async () => {
  const journal = new ReplayableJournal();
  const { join, advance, room } = await startProcess(journal);
  const ann = await join('Ann');
  room.members(ann.sessionId);
  advance(160_000);
  assert.deepEqual(room.position().next, 2);
  const later = await restart(journal);
  later.advance(599_000);
  assert.equal(await refusal(later.join('Ann', { clientNetwork: 'away' })), 'nickname-taken');
  later.advance(1_000);
  const other = await later.join('Ann', { clientNetwork: 'away' });
  assert.notEqual(other.member.id, ann.member.id);
});

test('Q10 J1: an unused session ends also in the room that is made from the journal, and after a restart every session counts as used', async () => {
  const journal = new ReplayableJournal();
  const { room, join, advance } = await startProcess(journal);
  const ann = await join('Ann');
  room.members(ann.sessionId);
  await join('Ben');
  advance(8_000);
  await join('Cleo');
  const later = await restart(journal);
  later.advance(20_000);
  const nicknames = later.room.members(ann.sessionId).members.map(({ nickname }) => nickname);
  assert.deepEqual(nicknames.toSorted(), ['Ann', 'Cleo']);
  assert.deepEqual((await restart(journal)).room.state().room, later.room.state().room);
});

test('J6: when a room is opened again, no session is idle, no page is closing, nobody is typing, and the presence is new', async () => {
  const journal = new ReplayableJournal();
  const { room, join, advance } = await startProcess(journal);
  const [ann, ben] = [await join('Ann'), await join('Ben')];
  room.setTyping(ben.sessionId);
  room.sweep();
  const answers: WaitAnswer[] = [];
  room.wait(ann.sessionId, { since: 2, presence: -1 }, (answer) => answers.push(answer));
  advance(150_000);
  await room.send(ann.sessionId, message('still here'));
  await room.leave(ben.sessionId, { closing: true });
  const later = await restart(journal);
  later.advance(159_000);
  assert.equal(later.room.members(ann.sessionId).members.length, 2);
  const answer = later.room.read(ann.sessionId, { since: 3, presence: -1 });
  const versions = [...answers, answer].map((each) => (each.type === 'reconnect' ? each.presence?.version : undefined));
  assert(versions.every((version) => version !== undefined));
  assert.equal(new Set(versions).size, versions.length);
  assert((versions[1] ?? 0) > (versions[0] ?? 0), 'tabs take a lower version for an older one');
  later.advance(1_000);
  assert.deepEqual(summarize(later.room.read(ann.sessionId, { since: 3 })), ['Ben left (timeout)']);
});

test('J3: limits that were used up stay used up', async () => {
  const journal = new ReplayableJournal();
  const settings = { messagesPerWindow: 2, joinsPerNetwork: 4, messagesPerNetwork: 3 };
  const { room, join } = await startProcess(journal, settings);
  const [ann, ben, cleo] = [await join('Ann'), await join('Ben'), await join('Cleo')];
  await room.send(ann.sessionId, message('one'));
  await room.send(ann.sessionId, message('two'));
  await room.leave(cleo.sessionId, {});
  await room.send(ben.sessionId, message('one'));
  for (const keepsState of [false, true]) {
    if (keepsState) journal.keepState();
    const later = await restart(journal, settings);
    assert.equal(await refusal(later.room.send(ann.sessionId, message('three'))), 'too-fast');
    assert.equal(await refusal(later.room.send(ben.sessionId, message('beyond the network'))), 'too-fast');
    assert.equal(await refusal(later.join('Dora')), undefined);
    assert.equal(await refusal(later.join('Emma')), 'too-fast');
  }
});

test('J3 W10: the rate limiter of a member who left goes to the next member from the network', async () => {
  const journal = new ReplayableJournal();
  const settings = { messagesPerWindow: 1 };
  const { room, join } = await startProcess(journal, settings);
  const ann = await join('Ann');
  await room.send(ann.sessionId, message('one'));
  await room.leave(ann.sessionId, {});
  journal.keepState();
  const later = await restart(journal, settings);
  const ben = await later.join('Ben');
  assert.equal(await refusal(later.room.send(ben.sessionId, message('two'))), 'too-fast');
});

test('J3 W10: an absentee and the member who took over the rate limiter still share it', async () => {
  const journal = new ReplayableJournal();
  const settings = { messagesPerWindow: 2, windowMs: 600_000, idleMs: 60_000 };
  const { room, join, advance } = await startProcess(journal, settings);
  const ann = await join('Ann');
  await room.send(ann.sessionId, message('one'));
  advance(60_000);
  const ben = await join('Ben');
  journal.keepState();
  const later = await restart(journal, settings);
  await later.join('Ann', { sessionId: ann.sessionId });
  await later.room.send(ben.sessionId, message('two'));
  assert.equal(await refusal(later.room.send(ann.sessionId, message('three'))), 'too-fast');
});

test('J3 Q9: the former id of a renewed session is still known', async () => {
  const journal = new ReplayableJournal();
  const settings = { sessionMaxMs: 1_000, ...ACTIVE };
  const { room, join, advance } = await startProcess(journal, settings);
  const ann = await join('Ann');
  advance(1_000);
  const renewed = await join('Ann', { sessionId: ann.sessionId });
  assert.notEqual(renewed.sessionId, ann.sessionId);
  const expired = { type: 'closed', why: 'expired' };
  assert.deepEqual(room.read(ann.sessionId, { since: 1, epoch: 'another' }), expired);
  journal.keepState();
  const later = await restart(journal, settings);
  assert.deepEqual(later.room.read(ann.sessionId, { since: 1, epoch: 'another' }), expired);
});

test('J1 L8: superseded edits are dropped in the same order', async () => {
  const journal = new ReplayableJournal();
  const settings = { ledgerLetters: 6, messagesPerWindow: 0 };
  const { room, join } = await startProcess(journal, settings);
  const { sessionId } = await join('Ann');
  for (const id of ['one', 'two']) await room.send(sessionId, message(id, id));
  for (const id of ['one', 'two', 'two', 'one']) {
    const edit = { targetMutationId: digest(id), text: `${id}!`, clientMsgId: `edit ${++ids}` };
    await room.edit(sessionId, edit);
  }
  journal.keepState();
  const later = await restart(journal, settings);
  const heldIds = async (process: Pick<typeof later, 'room'>) => {
    await process.room.send(sessionId, message('three', 'three'));
    const mail = process.room.read(sessionId, { since: 1 });
    return mail.type === 'mail' && mail.letters.map(({ id }) => id);
  };
  assert.deepEqual(await heldIds(later), [1, 2, 3, 5, 6, 7], 'the first superseded one is gone');
  assert.deepEqual(await heldIds({ room }), [1, 2, 3, 5, 6, 7]);
});

test('J1 M15: the kinds of letters that the ledger dropped are still told apart', async () => {
  const journal = new ReplayableJournal();
  const settings = { ledgerLetters: 2, ledgerMemberships: 1 };
  const { room, join } = await startProcess(journal, settings);
  const { sessionId } = await join('Ann');
  for (const id of ['one', 'two', 'three', 'four']) await room.send(sessionId, message(id, id));
  const target = { targetMutationId: digest('four') };
  for (const text of ['5', '6']) await room.edit(sessionId, { ...target, text, clientMsgId: text });
  await room.rename(sessionId, { nickname: 'Anna', clientMsgId: 'rename' });
  const mail = room.read(sessionId, { since: 0 });
  assert.deepEqual(mail.type === 'mail' && [mail.missed, mail.missedMemberships, mail.supersededChanges], [5, 1, 1]);
  journal.keepState();
  const later = await restart(journal, settings);
  assert.deepEqual(later.room.read(sessionId, { since: 0 }), mail);
});

test('J7: a call that is refused, or changes nothing, appends no entry', async () => {
  const journal = new ReplayableJournal();
  const { room, join, advance } = await startProcess(journal, {
    messagesPerWindow: 3,
    members: 3,
    membersPerNetwork: 2,
    ...ACTIVE,
  });
  const [ann, ben] = [await join('Ann', { attemptId: 'attempt' }), await join('Ben')];
  const target = { targetMutationId: digest('one') };
  await room.send(ann.sessionId, message('hello', 'one'));
  await room.send(ben.sessionId, message('of Ben', 'two'));
  advance(5 * MINUTE);
  const entries = journal.all?.entries ?? [];
  const count = entries.length;
  const { next } = room.position();
  const refusals = [
    room.send(ann.sessionId, message('')),
    room.send('nobody', message('hello')),
    room.send(ann.sessionId, message('something else', 'one')),
    room.edit(ann.sessionId, { ...target, text: '', clientMsgId: 'edit' }),
    room.edit(ben.sessionId, { ...target, text: 'not mine', clientMsgId: 'edit' }),
    room.edit('nobody', { ...target, text: 'hello', clientMsgId: 'edit' }),
    room.delete(ben.sessionId, { ...target, clientMsgId: 'deletion' }),
    room.delete('nobody', { ...target, clientMsgId: 'deletion' }),
    room.rename(ann.sessionId, { nickname: 'Ben', clientMsgId: 'rename' }),
    room.rename(ann.sessionId, { nickname: 'BEN', clientMsgId: 'rename' }),
    room.rename(ann.sessionId, { nickname: 'a b', clientMsgId: 'rename' }),
    join('Ben', { clientNetwork: 'away' }),
    join('Cleo'),
    join(''),
    join('Cleo', { attemptId: 'attempt' }),
    room.leave(ann.sessionId, { reason: 'x'.repeat(33) }),
  ];
  assert.deepEqual(await Promise.all(refusals.map(refusal)), [
    'text-invalid',
    'no-session',
    'id-reused',
    'text-invalid',
    'message-unknown',
    'no-session',
    'message-unknown',
    'no-session',
    'nickname-taken',
    'nickname-taken',
    'nickname-invalid',
    'nickname-taken',
    'too-many-from-host',
    'nickname-invalid',
    'id-reused',
    'reason-invalid',
  ]);
  const changingNothing = [
    room.send(ann.sessionId, message('hello', 'one')),
    room.rename(ann.sessionId, { nickname: 'Ann', clientMsgId: 'rename' }),
    join('Ann', { sessionId: ann.sessionId }),
    join('Ann', { attemptId: 'attempt' }),
    room.leave('nobody', {}),
    room.leave(ann.sessionId, { closing: true }),
  ];
  await Promise.all(changingNothing);
  advance(1_000);
  assert.equal(await refusal(room.edit(ann.sessionId, { ...target, text: 'late', clientMsgId: 'edit' })), 'too-late');
  assert.equal(await refusal(room.delete(ann.sessionId, { ...target, clientMsgId: 'edit' })), 'too-late');
  await join('Dora', { clientNetwork: 'away' });
  assert.equal(await refusal(join('Emma', { clientNetwork: 'elsewhere' })), 'room-full');
  assert.deepEqual([entries.length, room.position().next], [count + 1, next + 1], 'only Dora’s join');
});

test('J7 S4: mutations that arrive together append as many entries as the rate limit allows', async () => {
  const journal = new HeldJournal();
  const { room, join } = await startProcess(journal, { messagesPerWindow: 3 });
  const joining = join('Ann');
  await journal.flush();
  const { sessionId } = await joining;
  const calls = Array.from({ length: 50 }, (_, i) => refusal(room.send(sessionId, message(`hello ${i}`))));
  await journal.flush();
  const refusals = await Promise.all(calls);
  assert.equal(refusals.filter((each) => each === 'too-fast').length, 47);
  assert.equal(journal.entries.length, 1 + 3);
});

test('J7 W5: messages that arrive together from one network append as many entries as its budget allows', async () => {
  const journal = new HeldJournal();
  const { room, join } = await startProcess(journal, { messagesPerNetwork: 110 });
  const nicknames = Array.from({ length: 30 }, (_, i) => String.fromCharCode(0x4e_00 + i));
  const joins = nicknames.map((nickname) => join(nickname));
  await journal.flush();
  const members = await Promise.all(joins);
  const refusals: (string | undefined)[] = [];
  for (let round = 0; round < 6; round++) {
    const calls = members.map(({ sessionId }) => refusal(room.send(sessionId, message('hello'))));
    await journal.flush();
    refusals.push(...(await Promise.all(calls)));
  }
  assert.equal(refusals.filter((each) => each === undefined).length, 110);
  assert.equal(journal.entries.length, 30 + 110);
});

test('J7 R8: joins that arrive together from one network append as many entries as it may have members', async () => {
  const journal = new HeldJournal();
  const { join } = await startProcess(journal, { membersPerNetwork: 3 });
  const calls = ['Ann', 'Ben', 'Cleo', 'Dora', 'Emma'].map((nickname) => refusal(join(nickname)));
  await journal.flush();
  const refusals = await Promise.all(calls);
  assert.deepEqual(refusals, [undefined, undefined, undefined, 'too-many-from-host', 'too-many-from-host']);
  assert.equal(journal.entries.length, 3);
});

test('J7 S2: a message that is repeated while its entry is being appended is sent once', async () => {
  const journal = new HeldJournal();
  const { room, join } = await startProcess(journal);
  const joining = join('Ann');
  await journal.flush();
  const { sessionId } = await joining;
  const calls = [1, 2, 3].map(() => room.send(sessionId, message('hello', 'one')));
  await journal.flush();
  const results = await Promise.all(calls);
  assert.deepEqual(
    results.map(({ id, duplicate }) => [id, duplicate]),
    [
      [1, false],
      [1, true],
      [1, true],
    ],
  );
  assert.equal(journal.entries.length, 2);
});

test('J7: a refusal that an entry in flight may have caused is checked again', async () => {
  const journal = new HeldJournal();
  const { room, join } = await startProcess(journal);
  const joining = join('Ann');
  await journal.flush();
  const { sessionId } = await joining;
  const leaving = room.leave(sessionId, {});
  const other = refusal(join('Ann', { clientNetwork: 'away' }));
  await journal.flush();
  await leaving;
  assert.equal(await other, undefined);
});

test('J8: a call whose entry was not kept is refused, changes nothing, and can be repeated with the same id', async () => {
  const journal = new HeldJournal();
  const { room, join, advance } = await startProcess(journal);
  const joining = join('Ann');
  await journal.flush();
  const { sessionId } = await joining;
  const sending = refusal(room.send(sessionId, message('hello', 'one')));
  await journal.refuse({ isUncertain: false });
  assert.equal(await sending, 'not-kept');
  assert.equal(room.position().next, 1);

  const uncertain = refusal(room.send(sessionId, message('hello', 'two')));
  await journal.refuse({ isUncertain: true });
  assert.equal(await uncertain, 'not-kept');
  assert.equal(room.position().next, 2);
  const repeated = room.send(sessionId, message('hello', 'two'));
  await journal.flush();
  assert.deepEqual(await repeated, { id: 1, at: 1_000_000_000_000, duplicate: true });

  const again = room.send(sessionId, message('hello', 'one'));
  await journal.flush();
  assert.equal((await again).duplicate, false);
  advance(160_000);
  await journal.refuse({ isUncertain: false });
  assert.equal(room.position().next, 3);
  advance(1_000);
  await journal.flush();
  assert.equal(room.position().next, 4, 'a sweep that was not kept is due again');
});

test('J9: no entry and no state holds a clientMsgId', async () => {
  const journal = new ReplayableJournal();
  const { room, join } = await startProcess(journal);
  const { sessionId } = await join('Ann');
  const target = { targetMutationId: digest('the secret of one') };
  await room.send(sessionId, message('hello', 'the secret of one'));
  await room.edit(sessionId, { ...target, text: 'hello!', clientMsgId: 'the secret of two' });
  await room.rename(sessionId, { nickname: 'Anna', clientMsgId: 'the secret of three' });
  await room.delete(sessionId, { ...target, clientMsgId: 'the secret of four' });
  assert(!(JSON.stringify(room.state()) + journal.all?.entries.join('')).includes('secret'));
});

test('J10: no state holds the text of a deleted message', async () => {
  const { room, join } = await startProcess(new ReplayableJournal());
  const { sessionId } = await join('Ann');
  const target = { targetMutationId: digest('one') };
  await room.send(sessionId, message('regretted', 'one'));
  await room.edit(sessionId, { ...target, text: 'regretted, too', clientMsgId: 'two' });
  assert(JSON.stringify(room.state()).includes('regretted'));
  await room.delete(sessionId, { ...target, clientMsgId: 'three' });
  assert(!JSON.stringify(room.state()).includes('regretted'));
});

test('J13: entries are executed under the settings under which they were appended', async () => {
  const journal = new ReplayableJournal();
  const { room, join } = await startProcess(journal, { messagesPerWindow: 3, holdMs: 1_000 });
  const { sessionId } = await join('Ann');
  for (let count = 0; count < 3; count++) await room.send(sessionId, message('hello'));
  const strict = { messagesPerWindow: 1, members: 1, holdMs: 2_000 };
  const later = await restart(journal, strict);
  assert.equal(later.room.position().next, 4);
  assert.equal(await refusal(later.join('Ben')), 'room-full');
  const { result } = await later.join('Ann', { sessionId });
  assert.deepEqual([result.limits.messagesPerWindow, result.limits.holdMs], [1, 2_000]);
  const count = later.journal.all?.entries.length ?? 0;
  const same = await restart(later.journal, { ...strict, holdMs: 3_000 });
  assert.equal(same.journal.all?.entries.length, count, 'settings that decide nothing take no entry');
  assert.equal(JSON.stringify(same.room.state()), JSON.stringify(later.room.state()));
});

test('J12: when entries were lost, the room continues under another epoch', async () => {
  const journal = new ReplayableJournal();
  const { room, join } = await startProcess(journal);
  const { sessionId } = await join('Ann');
  const { epoch } = room.position();
  const { ledger, ...others } = room.state().room;
  room.renewEpoch();
  assert.notEqual(room.position().epoch, epoch);
  const { ledger: newLedger, ...same } = room.state().room;
  assert.deepEqual([same, { ...newLedger, epoch, formerEpochs: [] }], [others, ledger]);
  assert.equal(room.read(sessionId, { since: 1, epoch }).type, 'reset');
});

test('J12 L9: a client of a former epoch learns how far the ledgers agree, also after the next restart', async () => {
  const journal = new ReplayableJournal();
  const { room, join } = await startProcess(journal, ACTIVE);
  const { sessionId } = await join('Ann');
  await room.send(sessionId, message('kept'));
  const { epoch } = room.position();
  room.renewEpoch();
  journal.keepState();
  await room.send(sessionId, message('later'));
  const later = await restart(journal, ACTIVE);
  const expected = { type: 'reset', why: 'epoch', epoch: room.position().epoch, oldest: 0, next: 3 };
  const agreement = { epoch, before: 2 };
  assert.deepEqual(later.room.read(sessionId, { since: 2, epoch }), { ...expected, agreement });
  assert.deepEqual(later.room.history(sessionId, { before: 2, epoch }), { ...expected, agreement });
  assert.deepEqual(later.room.read('lost session', { since: 2, epoch }), { ...expected, agreement });
  assert.deepEqual(later.room.read(sessionId, { since: 2, epoch: 'of another room' }), expected);
});

test('S6: a quiet room appends an entry a minute until it has nothing to forget', async () => {
  const journal = new ReplayableJournal();
  const { room, join, advance } = await startProcess(journal, ACTIVE);
  const { sessionId } = await join('Ann', { attemptId: 'attempt' });
  await room.send(sessionId, message('hello'));
  advance(12 * MINUTE);
  const entries = journal.all?.entries ?? [];
  assert(entries.length >= 2 + 10 && entries.length <= 2 + 12, `${entries.length} entries`);
  const count = entries.length;
  advance(60 * MINUTE);
  assert.equal(entries.length, count);
});

test('J1 J3 A4: roles and open invitations survive the process, from entries and from a state', async () => {
  const journal = new ReplayableJournal();
  const { room, join } = await startProcess(journal, ACTIVE);
  const ann = await join('Ann');
  await room.inviteOwner('first');
  await room.claim({
    invitationDigest: 'first',
    grantDigest: 'grant',
    sessionId: ann.sessionId,
    clientNetwork: 'home',
  });
  await room.invite(ann.sessionId, { role: 'moderator', tokenDigest: 'open' });
  const list = room.grants(ann.sessionId);
  for (const next of [
    await restart(journal, ACTIVE, 5),
    await restart((await restart(journal, ACTIVE, 5)).journal, ACTIVE, 5),
  ]) {
    assert.deepEqual(next.room.grants(ann.sessionId), list);
    assert(next.room.hasOwner());
    assert.equal((await next.join('Ann', { sessionId: ann.sessionId })).member.role, 'owner');
    const claim = { invitationDigest: 'open', grantDigest: `grant ${++ids}`, clientNetwork: 'away' };
    assert.deepEqual(await next.room.claim(claim), { role: 'moderator', isKept: false });
    await next.room.revokeAll();
    assert.equal(next.room.hasOwner(), false);
  }
});

test('A11 J12: when entries were lost, all open invitations are revoked', async () => {
  const { room } = await startProcess(new ReplayableJournal(), ACTIVE);
  await room.inviteOwner('first');
  room.renewEpoch();
  const claim = { invitationDigest: 'first', grantDigest: 'grant', clientNetwork: 'home' };
  assert.equal(await refusal(room.claim(claim)), 'invitation-invalid');
  await room.inviteOwner('second');
  assert.equal((await room.claim({ ...claim, invitationDigest: 'second' })).role, 'owner');
});
