import assert from 'node:assert/strict';
import test from 'node:test';
import { createTestRoom, refusalOf, summarize, type TestMember, type TestRoom } from '../testing/test-room.ts';

test('Q1: a session without activity for 160 s times out, once', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  const parked = ann.wait();
  join('Ben');
  environment.advance(159_999);
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben']);
  environment.advance(1_000);
  assert.deepEqual(summarize(ann.read()), ['Ben joined', 'Ben left (timeout)']);
  parked.stop();
});

test('Q1: a session with a parked wait does not time out', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  const parked = ann.wait();
  environment.advance(1_000_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
  assert.deepEqual(parked.answers, []);
});

test('Q1: the idle timeout starts at the end of the last wait', () => {
  const { environment, join } = createTestRoom();
  const ben = join('Ben');
  const parked = ben.wait();
  environment.advance(1_000_000);
  parked.stop();
  environment.advance(159_000);
  assert.deepEqual(ben.memberNicknames(), ['Ben']);
});

test('Q1: a sweep that was decided before a command of the member does not end the session', () => {
  const { room, environment, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  environment.monotonicTime += 160_000;
  const sweep = room.dueSweep();
  assert.equal(sweep?.ends.length, 2);
  ann.send('still here');
  assert(sweep);
  room.execute(sweep);
  assert.equal(room.position().next, 4, 'one letter more');
  assert.deepEqual(summarize(ann.read()), ['Ben joined', 'Ann: still here', 'Ben left (timeout)']);
  assert.equal(join('Ben', { sessionId: ben.sessionId }).sessionId, ben.sessionId);
});

test('Q2: the nickname of an absentee is reserved, and the session can be resumed under it', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  environment.advance(161_000);
  assert.deepEqual(
    refusalOf(() => ann.send('hello?')),
    { refusal: 'no-session' },
  );
  assert.deepEqual(ann.wait().answers, [{ type: 'closed', why: 'timeout' }]);
  assert.deepEqual(
    refusalOf(() => join('ann', { clientNetwork: 'another' })),
    { refusal: 'nickname-taken' },
  );
  const back = join('Ann', { sessionId: ann.sessionId });
  assert.deepEqual([back.sessionId, back.member], [ann.sessionId, ann.member]);
});

test('Q2: an absentee who joins under another nickname frees the former one', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  environment.advance(161_000);
  join('Bea', { sessionId: ann.sessionId });
  assert.equal(join('Ann', { clientNetwork: 'another' }).member.nickname, 'Ann');
});

test('Q3: a resumed session can read the letters of its absence, and repeats no message', () => {
  const { environment, join } = createTestRoom({ historyOnJoin: 1 });
  const ann = join('Ann');
  const ben = join('Ben');
  ann.send('before', 'one');
  ben.wait({ since: 3 });
  environment.advance(161_000);
  for (let i = 0; i < 3; i++) ben.send(`meanwhile ${i}`);
  const back = join('Ann', { sessionId: ann.sessionId });
  assert.deepEqual(summarize(back.read(3)), [
    'Ann left (timeout)',
    'Ben: meanwhile 0',
    'Ben: meanwhile 1',
    'Ben: meanwhile 2',
    'Ann joined',
  ]);
  assert.equal(back.send('before', 'one').duplicate, true);
});

test('Q4: the nickname of an absentee is free after 10 minutes', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  environment.advance(160_000 + 599_000);
  assert.throws(() => join('Ann', { clientNetwork: 'another' }));
  environment.advance(1_000);
  const other = join('Ann', { clientNetwork: 'another' });
  assert.notEqual(other.member.id, ann.member.id);
  assert.throws(() => join('Ann', { sessionId: ann.sessionId }), 'the session has ended');
});

test('Q4: the nickname of an absentee is free after 10 minutes also if no sweep has happened since', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  environment.advance(160_000);
  environment.monotonicTime += 599_999;
  assert.deepEqual(
    refusalOf(() => join('Ann', { clientNetwork: 'another' })),
    { refusal: 'nickname-taken' },
  );
  environment.monotonicTime += 1;
  let other: string | undefined;
  assert.doesNotThrow(() => (other = join('Ann', { clientNetwork: 'another' }).member.id));
  assert.notEqual(other, ann.member.id);
});

test('Q4: at most as many nicknames are reserved as the room may have members', () => {
  const { environment, join } = createTestRoom({ members: 2 });
  join('Ann');
  join('Ben');
  environment.advance(161_000);
  join('Cleo');
  join('Dora');
  environment.advance(162_000);
  assert.equal(join('Ann', { clientNetwork: 'another' }).member.nickname, 'Ann');
  assert.throws(() => join('Cleo', { clientNetwork: 'another' }));
});

test('Q4: an absentee who leaves frees the nickname at once', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  environment.advance(161_000);
  ann.leave();
  assert.notEqual(join('Ann').member.id, ann.member.id);
});

test('Q5: a session whose page closed leaves after 8 s', () => {
  const { environment, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  ben.leave({ closing: true });
  environment.advance(7_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben']);
  environment.advance(1_000);
  assert.deepEqual(summarize(ann.read()), ['Ben joined', 'Ben left (closed)']);
});

test('Q5: a session whose page was reloaded stays', () => {
  const { environment, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  ben.leave({ closing: true });
  environment.advance(2_000);
  join('Ben', { sessionId: ben.sessionId });
  environment.advance(20_000);
  assert.deepEqual(summarize(ann.read()), ['Ben joined']);
});

test('Q5: one poll that was in flight when the page closed does not keep the session', () => {
  const { environment, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  ben.leave({ closing: true });
  ben.wait().stop();
  environment.advance(8_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann']);

  const cleo = join('Cleo');
  cleo.leave({ closing: true });
  cleo.wait({ since: 0 });
  environment.advance(8_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann'], 'also if it was answered');
});

test('Q5: one in-flight poll that supersedes a parked wait of its tab does not keep the session', () => {
  const { environment, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  ben.wait({ tab: 'one' });
  ben.leave({ closing: true });
  ben.wait({ tab: 'one', since: 0 });
  environment.advance(8_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
});

test('Q5: a second answered poll keeps the session', () => {
  const { environment, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  ben.leave({ closing: true });
  ben.wait({ since: 0 });
  ben.wait({ since: 1 });
  environment.advance(8_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben']);
});

test('Q5: a parked wait of another tab keeps the session', () => {
  const { environment, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  ben.wait({ tab: 'other' });
  ben.leave({ closing: true });
  environment.advance(20_000);
  assert.deepEqual(summarize(ann.read()), ['Ben joined']);
});

test('Q6: a jump of the wall clock changes no deadline', () => {
  const { room, environment, join } = createTestRoom();
  const ann = join('Ann');
  const ben = join('Ben');
  for (const jump of [3_600_000, -7_200_000]) {
    environment.wallTime += jump;
    room.sweep();
  }
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben']);
  ben.send('what day is it?');
  assert.deepEqual(summarize(ann.read()), ['Ben joined', 'Ben: what day is it?']);
});

test('Q8: a bound of 0 disables the idle timeout, the rate limit and the size limits', () => {
  const { environment, join } = createTestRoom({
    idleMs: 0,
    messagesPerWindow: 0,
    members: 0,
    membersPerNetwork: 0,
    nicknameLength: 0,
    messageLength: 0,
    ledgerLetters: 0,
    ledgerBytes: 0,
  });
  const ann = join('A'.repeat(100), { clientNetwork: 'one' });
  for (let i = 0; i < 1_500; i++) ann.send('x'.repeat(300));
  environment.advance(10_000_000);
  join('Ben', { clientNetwork: 'one' });
  assert.equal(ann.memberNicknames().length, 2);
  const answer = ann.read(0);
  assert(answer?.type === 'mail');
  assert.deepEqual([answer.missed, answer.letters[0]?.id], [0, 0]);
});

/** A room in which a session id is valid for an hour. Ann's wait is parked. */
const createExpiringRoom = () => {
  const testRoom = createTestRoom({ sessionMaxMs: HOUR });
  const ann = testRoom.join('Ann', { attemptId: 'attempt' });
  return { ...testRoom, ann, parked: ann.wait() };
};
const HOUR = 3_600_000;

test('Q9: after sessionMaxMs the waits of a session id are answered with expired, and other calls are refused', () => {
  const { environment, ann, parked } = createExpiringRoom();
  environment.advance(HOUR - 1);
  assert.deepEqual(parked.answers, []);
  environment.advance(1_000);
  const expired = [{ type: 'closed', why: 'expired' }];
  assert.deepEqual(parked.answers, expired);
  assert.deepEqual(ann.wait().answers, expired);
  assert.deepEqual(ann.wait({ since: 0 }).stop(), expired[0]);
  for (const call of [() => ann.send('hello'), () => ann.memberNicknames(), () => ann.setTyping()]) {
    assert.deepEqual(refusalOf(call), { refusal: 'no-session' });
  }
});

test('Q9: the next join returns the same member under a new session id, and nobody else notices', () => {
  const { environment, join, ann } = createExpiringRoom();
  const ben = join('Ben');
  for (const member of [ann, ben]) member.wait({ since: ben.joined.next });
  environment.advance(HOUR - 60_000);
  const first = ann.send('before', 'one');
  for (const member of [ann, ben]) member.wait({ since: first.id + 1 });
  environment.advance(60_000);
  const cleo = join('Cleo');
  const back = join('Ann', { sessionId: ann.sessionId, attemptId: 'attempt' });
  assert.deepEqual(back.member, ann.member);
  assert.notEqual(back.sessionId, ann.sessionId);
  assert.deepEqual([back.joined.next, cleo.read()], [cleo.joined.next, undefined], 'no letter announces it');
  assert.deepEqual(back.memberNicknames(), ['Ann', 'Ben', 'Cleo']);
  assert.deepEqual(back.send('before', 'one'), { ...first, duplicate: true });
  assert.deepEqual(summarize(back.read(0)), ['Ann joined', 'Ben joined', 'Ann: before', 'Cleo joined']);
  const parked = back.wait();
  environment.advance(HOUR - 1_000);
  assert.deepEqual(summarize(parked.answers[0]), ['Ben left (timeout)'], 'the new id is valid for the whole time');
});

test('Q9: the former id is invalid', () => {
  const { room, environment, join, ann } = createExpiringRoom();
  environment.advance(HOUR);
  const back = join('Ann', { sessionId: ann.sessionId });
  assert.deepEqual(
    refusalOf(() => join('Ann', { sessionId: ann.sessionId })),
    { refusal: 'nickname-taken' },
  );
  room.leave(ann.sessionId, {});
  assert.deepEqual(back.memberNicknames(), ['Ann']);
  const parked = back.wait();
  assert.deepEqual(ann.wait().answers, [{ type: 'closed', why: 'expired' }], 'it may have been in flight');
  environment.advance(601_000);
  assert.deepEqual(
    refusalOf(() => ann.wait()),
    { refusal: 'no-session' },
  );
  parked.stop();
});

test('Q9: all tabs of a browser get the same new session, also one that sent the former id', () => {
  const { environment, join, ann } = createExpiringRoom();
  environment.advance(HOUR);
  const request = { sessionId: ann.sessionId, attemptId: 'attempt' };
  const [one, two] = [join('Ann', request), join('Ann', request)];
  assert.equal(one.sessionId, two.sessionId);
  assert.deepEqual(two.memberNicknames(), ['Ann']);
});

test('Q9: an expired session without a join times out, and its resumption has a new id', () => {
  const { environment, join, ann } = createExpiringRoom();
  environment.advance(HOUR);
  for (let second = 0; second < 161; second++) {
    ann.wait();
    environment.advance(1_000);
  }
  assert.deepEqual(ann.wait().answers, [{ type: 'closed', why: 'timeout' }], 'its waits do not count as activity');
  const back = join('Ann', { sessionId: ann.sessionId });
  assert.deepEqual(back.member, ann.member);
  assert.notEqual(back.sessionId, ann.sessionId);
});

test('Q1 Q9: the idle timeout of an expired session starts when its parked wait is answered', () => {
  const { environment, join, ann } = createExpiringRoom();
  environment.advance(HOUR - 200_000);
  const ben = join('Ben');
  const [expiring, watching] = [ann, ben].map((member) => member.wait({ since: ben.joined.next }));
  environment.advance(200_000);
  assert.deepEqual(expiring?.answers, [{ type: 'closed', why: 'expired' }]);
  environment.advance(159_000);
  assert.deepEqual(watching?.answers, []);
  environment.advance(1_000);
  assert.deepEqual(summarize(watching?.answers[0]), ['Ann left (timeout)']);
});

test('Q5 Q9: of sessions that end in one sweep, a renewed one ends after those that began before its renewal', () => {
  const { environment, join, ann } = createExpiringRoom();
  environment.advance(HOUR - 1_000);
  const others = [join('Ben'), join('Cleo')];
  environment.advance(1_000);
  join('Ann', { sessionId: ann.sessionId });
  for (const other of others) other.memberNicknames();
  const dora = join('Dora');
  const parked = dora.wait();
  environment.advance(160_000);
  assert.deepEqual(summarize(dora.read()), ['Ben left (timeout)', 'Cleo left (timeout)', 'Ann left (timeout)']);
  parked.stop();
});

test('Q9: an absentee who resumes a session of that age gets a new id', () => {
  const { environment, join, ann, parked } = createExpiringRoom();
  environment.advance(HOUR - 200_000);
  parked.stop();
  environment.advance(200_000);
  const back = join('Ann', { sessionId: ann.sessionId, attemptId: 'attempt' });
  assert.deepEqual(back.member, ann.member);
  assert.notEqual(back.sessionId, ann.sessionId);
});

test('Q8 Q9: without sessionMaxMs a session id never expires', () => {
  const { environment, join } = createTestRoom({ sessionMaxMs: 0 });
  const parked = join('Ann').wait();
  environment.advance(100 * HOUR);
  assert.deepEqual(parked.answers, []);
});

test('Q10: a session that nobody uses within 8 s of its join ends, and its nickname is free', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  join('Ben', { attemptId: 'attempt', isUnused: true });
  environment.advance(7_999);
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben']);
  environment.advance(1_000);
  assert.deepEqual(summarize(ann.read()), ['Ben joined', 'Ben left (left)']);
  assert.deepEqual(
    refusalOf(() => join('Ben', { attemptId: 'attempt' })),
    { refusal: 'no-session' },
  );
  join('Ben', { clientNetwork: 'another' });
});

test('Q10: any call with the session id uses the session', () => {
  for (const use of [
    (member: TestMember) => member.wait(),
    (member: TestMember) => member.read(),
    (member: TestMember) => member.memberNicknames(),
    (member: TestMember) => member.send('hello'),
    (member: TestMember) => member.setTyping(),
    (member: TestMember, { join }: TestRoom) => join('Ben', { sessionId: member.sessionId, isUnused: true }),
  ]) {
    const testRoom = createTestRoom();
    const ann = testRoom.join('Ann');
    const ben = testRoom.join('Ben', { attemptId: 'attempt', isUnused: true });
    testRoom.environment.advance(7_000);
    use(ben, testRoom);
    testRoom.environment.advance(20_000);
    assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben'], use.toString());
  }
});

test('Q10: a read that is refused uses the session, too', () => {
  const { room, environment, join } = createTestRoom({ readsPerNetwork: 20 });
  const ann = join('Ann');
  const ben = join('Ben', { clientNetwork: 'busy', isUnused: true });
  environment.advance(7_000);
  for (let i = 0; i < 20; i++) room.preview('busy');
  assert.equal(refusalOf(() => room.read(ben.sessionId, { since: room.position().next })).refusal, 'too-fast');
  environment.advance(7_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben']);
});

test('Q10: a repeated join without the session id restarts the 8 s, and does not use the session', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  const ben = join('Ben', { attemptId: 'attempt', isUnused: true });
  environment.advance(7_000);
  assert.equal(join('Ben', { attemptId: 'attempt', isUnused: true }).sessionId, ben.sessionId);
  environment.advance(7_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben']);
  environment.advance(1_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
});

test('Q10: the session of a member who lost the cookie and came back without it does not end', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann', { attemptId: 'attempt' });
  join('Ann', { attemptId: 'attempt', isUnused: true });
  environment.advance(20_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
});

test('Q9 Q10: an absentee who resumes a session under a new id has to use that one', () => {
  const { environment, join } = createTestRoom({ sessionMaxMs: 100_000, idleMs: 20_000 });
  const ben = join('Ben');
  environment.advance(160_000);
  const ann = join('Ann');
  const resumed = join('Ben', { sessionId: ben.sessionId, isUnused: true });
  assert.notEqual(resumed.sessionId, ben.sessionId);
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben']);
  environment.advance(8_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
});

test('Q10: a session that was used after the sweep was decided does not end', () => {
  const { room, environment, join } = createTestRoom();
  const ann = join('Ann');
  const ben = join('Ben', { attemptId: 'attempt', isUnused: true });
  environment.monotonicTime += 8_000;
  const sweep = room.dueSweep();
  assert.equal(sweep?.ends.length, 1);
  environment.monotonicTime += 1;
  ben.send('here I am');
  assert(sweep);
  room.execute(sweep);
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben']);
});
