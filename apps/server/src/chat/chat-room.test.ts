import assert from 'node:assert/strict';
import test from 'node:test';
import type { WaitAnswer } from '@mailroom/shared';
import { refusalOf, createTestRoom, summarize } from './testing/test-room.ts';

test('R1: a newcomer is told all they need', () => {
  const { world, person } = createTestRoom({ historyOnJoin: 2 });
  const ann = person('Ann');
  ann.send('one');
  ann.send('two');
  const ben = person('Ben');
  const at = world.now();
  assert.deepEqual(JSON.parse(JSON.stringify(ben.joined)), {
    you: { id: ben.member.id, nickname: 'Ben' },
    epoch: 'id-1',
    next: 4,
    members: [ann.member, ben.member],
    letters: [
      { id: 2, at, event: { type: 'said', member: ann.member, text: 'two', clientMsgId: 'line-2' } },
      { id: 3, at, event: { type: 'joined', member: ben.member } },
    ],
    limits: { nicknameLength: 16, messageLength: 256, messagesPerWindow: 10, windowMs: 3_000, holdMs: 50_000 },
  });
  assert.equal(
    new Set([ann.sessionId, ann.member.id, ben.sessionId, ben.member.id]).size,
    4,
    'the session is nobody’s id',
  );
});

test('R1: in a room without history a newcomer reads nothing of what was said before, and misses nothing', () => {
  const { person } = createTestRoom({ historyOnJoin: 0 });
  const ann = person('Ann');
  ann.send('before');
  const ben = person('Ben');
  ann.send('after');
  assert.deepEqual(ben.joined.letters, []);
  assert.deepEqual(summarize(ben.read(0)), ['Ann: after']);
});

test('R2: the others hear of a newcomer once, and of one who goes once, with the reason', () => {
  const { person } = createTestRoom();
  const ann = person('Ann');
  const ben = person('Ben');
  ben.leave({ reason: 'supper' });
  ben.leave({ reason: 'again' });
  assert.deepEqual(summarize(ann.read()), ['Ben joined', 'Ben left (supper)']);
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
});

test('R3: a nickname that someone here has, or that looks like it, is refused', () => {
  const { person } = createTestRoom();
  const ann = person('Admin');
  for (const nickname of ['Admin', 'ADMIN', 'adm1n', 'аdmin']) {
    assert.deepEqual(
      refusalOf(() => person(nickname)),
      { refusal: 'nickname-taken' },
      nickname,
    );
  }
  ann.leave();
  assert.equal(person('adm1n').member.nickname, 'adm1n');
});

test('R4: a join whose answer was lost brings the same session again, and nobody hears of it', () => {
  const { person } = createTestRoom();
  const ann = person('Ann');
  const first = person('Ben', { attemptId: 'try' });
  const again = person('Ben', { attemptId: 'try' });
  assert.deepEqual([again.sessionId, again.member], [first.sessionId, first.member]);
  assert.deepEqual(summarize(ann.read()), ['Ben joined']);
  assert.deepEqual(
    refusalOf(() => person('Cleo', { attemptId: 'try' })),
    { refusal: 'id-reused' },
  );
});

test('R4: a refused attempt may be tried again', () => {
  const { person } = createTestRoom();
  const ann = person('Ann');
  assert.throws(() => person('Ann', { attemptId: 'try' }));
  ann.leave();
  assert.equal(person('Ann', { attemptId: 'try' }).member.nickname, 'Ann');
});

test('R4: many attempts are remembered, each for 10 minutes', () => {
  const { world, person } = createTestRoom();
  const first = person('Ann', { attemptId: 'first' });
  person('Ben', { attemptId: 'second' });
  first.wait();
  assert.equal(person('Ann', { attemptId: 'first' }).sessionId, first.sessionId);
  world.advance(599_000);
  assert.equal(person('Ann', { attemptId: 'first' }).sessionId, first.sessionId);
  world.advance(602_000);
  assert.throws(() => person('Ann', { attemptId: 'first' }), 'the room does not know by it any more who asks');
});

test('R5: a join replayed after its visit ended makes no ghost', () => {
  const { person } = createTestRoom();
  const ann = person('Ann');
  person('Ben', { attemptId: 'try' }).leave();
  assert.deepEqual(
    refusalOf(() => person('Ben', { attemptId: 'try' })),
    { refusal: 'no-session' },
  );
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
});

test('R5: whatever its member was called in it', () => {
  const { person } = createTestRoom();
  const ann = person('Ann', { attemptId: 'try' });
  ann.rename('Anna');
  ann.leave();
  for (const nickname of ['Ann', 'Anna', 'Bob']) {
    assert.deepEqual(
      refusalOf(() => person(nickname, { attemptId: 'try' })),
      { refusal: 'no-session' },
      nickname,
    );
  }
});

test('R5: also when the visit was one that the browser came back to', () => {
  const { person } = createTestRoom();
  const ann = person('Ann');
  const ben = person('Ben');
  person('Ben', { sessionId: ben.sessionId, attemptId: 'reload' }).leave();
  assert.throws(() => person('Ben', { sessionId: ben.sessionId, attemptId: 'reload' }));
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
});

test('R6: a page that was reloaded is simply back', () => {
  const { person } = createTestRoom();
  const ann = person('Ann');
  const ben = person('Ben');
  const back = person('Ben', { sessionId: ben.sessionId });
  assert.deepEqual([back.sessionId, back.member], [ben.sessionId, ben.member]);
  assert.deepEqual(summarize(ann.read()), ['Ben joined']);
});

test('R7: under another nickname the browser goes as the one and comes in as the other', () => {
  const { person } = createTestRoom();
  const ann = person('Ann');
  const ben = person('Ben');
  const parked = ben.wait();
  const bob = person('Bob', { sessionId: ben.sessionId });
  assert.deepEqual(summarize(ann.read()), ['Ben joined', 'Ben left ()', 'Bob joined']);
  assert.deepEqual(parked.told, [{ type: 'closed', why: 'left' }]);
  assert.notEqual(bob.sessionId, ben.sessionId);
});

test('R7: to one’s own nickname in another spelling too, but not to one that is taken', () => {
  const { person } = createTestRoom();
  const ann = person('Ann');
  const ben = person('ben');
  assert.throws(() => person('ann', { sessionId: ben.sessionId }), 'and ben is still there');
  const respelled = person('Ben', { sessionId: ben.sessionId });
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben']);
  assert.deepEqual(respelled.memberNicknames(), ['Ann', 'Ben']);
});

test('R7: and may talk no faster for it', () => {
  const { person } = createTestRoom({ messagesPerWindow: 2 });
  const ann = person('Ann');
  ann.send('one');
  ann.send('two');
  const bea = person('Bea', { sessionId: ann.sessionId });
  assert.equal(refusalOf(() => bea.send('three')).refusal, 'too-fast');
});

test('R8: the room and each host have room for so many', () => {
  const { person } = createTestRoom({ members: 3, membersPerHost: 2 });
  const ann = person('Ann', { clientNetwork: 'one' });
  const ben = person('Ben', { clientNetwork: 'one' });
  assert.deepEqual(
    refusalOf(() => person('Cleo', { clientNetwork: 'one' })),
    { refusal: 'too-many-from-host', limit: 2 },
  );
  person('Cleo', { clientNetwork: 'two' });
  assert.deepEqual(
    refusalOf(() => person('Dora', { clientNetwork: 'two' })),
    { refusal: 'room-full', limit: 3 },
  );
  assert.equal(
    person('Bob', { clientNetwork: 'one', sessionId: ben.sessionId }).member.nickname,
    'Bob',
    'a change adds nobody',
  );
  ann.leave();
  assert.equal(person('Dora', { clientNetwork: 'one' }).member.nickname, 'Dora');
});

test('R8: who comes back counts for the host they come back from', () => {
  const { world, person } = createTestRoom({ membersPerHost: 1 });
  const ann = person('Ann', { clientNetwork: 'one' });
  world.advance(161_000);
  person('Ann', { clientNetwork: 'two', sessionId: ann.sessionId });
  assert.throws(() => person('Ben', { clientNetwork: 'two' }));
  assert.equal(person('Ben', { clientNetwork: 'one' }).member.nickname, 'Ben');
});

test('M10: a member’s ninth wait supersedes the first', () => {
  const { person } = createTestRoom();
  const ann = person('Ann');
  const waits = Array.from({ length: 9 }, (_, index) => ann.wait({ tab: `${index}` }));
  assert.deepEqual(
    waits.map(({ told: answers }) => answers.length),
    [1, 0, 0, 0, 0, 0, 0, 0, 0],
  );
});

test('R9: leaving ends every wait at once, and the session', () => {
  const { person } = createTestRoom();
  const ann = person('Ann');
  const tabs = [ann.wait({ tab: 'one' }), ann.wait({ tab: 'two' })];
  ann.leave();
  assert.deepEqual(
    tabs.map((tab) => tab.told),
    [[{ type: 'closed', why: 'left' }], [{ type: 'closed', why: 'left' }]],
  );
});

test('M12: who only reads takes nobody’s place, and is told when there is nothing', () => {
  const { room, person } = createTestRoom();
  const ann = person('Ann');
  const waits = Array.from({ length: 8 }, (_, tab) => ann.wait({ tab: `${tab}` }));
  const cursor = { since: ann.joined.next, tab: '0' };
  assert.deepEqual(room.read(ann.sessionId, cursor), { type: 'reconnect', ...room.position() });
  assert.deepEqual(
    waits.flatMap((wait) => wait.told),
    [],
  );
  ann.send('one');
  assert.deepEqual(summarize(room.read(ann.sessionId, cursor)), ['Ann: one']);
  assert.equal(waits.filter((wait) => wait.told.length === 1).length, 8);
});

test('R10: without a live session nothing is done, and the caller is told', () => {
  const { room, person } = createTestRoom();
  const ann = person('Ann');
  const ben = person('Ben');
  ben.leave();
  const acts = [
    () => ben.send('hello?'),
    () => ben.memberNicknames(),
    () => ben.wait(),
    () => room.cursor(ben.sessionId),
    () => room.cursor('made up'),
  ];
  for (const act of acts) assert.deepEqual(refusalOf(act), { refusal: 'no-session' });
  assert.deepEqual(summarize(ann.read()), ['Ben joined', 'Ben left ()']);
});

test('R10: a page that knows another ledger is told so, though nobody knows its session', () => {
  const { room, person } = createTestRoom();
  person('Ann');
  const told: WaitAnswer[] = [];
  const listener = (answer: WaitAnswer) => told.push(answer);
  room.wait('from before the restart', { since: 7, epoch: 'former' }, listener);
  const { epoch, next } = room.position();
  assert.deepEqual(told, [{ type: 'reset', why: 'epoch', epoch, oldest: 0, next }]);
  for (const cursor of [{ since: 0, epoch }, { since: 9, epoch }, { since: 9 }]) {
    const waiting = () => room.wait('made up', cursor, listener);
    assert.deepEqual(refusalOf(waiting), { refusal: 'no-session' });
  }
});

test('R11: a list and the letters from its stamp on make the next list', () => {
  const { room, person } = createTestRoom();
  const ann = person('Ann');
  const before = room.members(ann.sessionId);
  assert.deepEqual(room.cursor(ann.sessionId), { epoch: before.epoch, next: before.next, oldest: 0 });
  const ben = person('Ben');
  person('Cleo');
  ben.leave();
  const here = new Map(before.members.map((member) => [member.id, member]));
  const answer = ann.read(before.next);
  assert(answer?.type === 'mail');
  for (const { event } of answer.letters) {
    if (event.type === 'joined') here.set(event.member.id, event.member);
    if (event.type === 'left') here.delete(event.member.id);
  }
  const after = room.members(ann.sessionId);
  assert.deepEqual(new Set(here.values()), new Set(after.members));
  assert.equal(answer.next, after.next);
});

test('R12: the list stays right when people leave from anywhere in it, and lists taken before stay as they were', () => {
  const { room, person } = createTestRoom({ membersPerHost: 0 });
  const watcher = person('Watcher');
  const letters = 'abcdefghkpqstuxz';
  const crowd = Array.from({ length: 200 }, (_, i) => person(`w${letters[i >> 4]}${letters[i & 15]}`));
  const everyone = room.members(watcher.sessionId);
  const inAnyOrder = crowd.map((_, i) => crowd[(i * 77) % crowd.length]);
  for (const [index, someone] of inAnyOrder.entries()) {
    someone?.leave();
    assert.equal(watcher.memberNicknames().length, 200 - index);
  }
  assert.deepEqual(watcher.memberNicknames(), ['Watcher']);
  assert.deepEqual(
    everyone.members,
    [watcher, ...crowd].map(({ member }) => member),
  );
});

test('S1: a line reaches everyone, its author too, as one letter', () => {
  const { person } = createTestRoom();
  const [ann, ben] = [person('Ann'), person('Ben')];
  const parked = [ann.wait({ since: ben.joined.next }), ben.wait()];
  ann.send('hello');
  assert.deepEqual(parked[0]?.told, parked[1]?.told);
  assert.deepEqual(summarize(parked[0]?.told[0]), ['Ann: hello']);
});

test('S2: a line sent twice is said once', () => {
  const { person } = createTestRoom();
  const ann = person('Ann');
  const first = ann.send('hello', 'one');
  assert.deepEqual(ann.send('hello', 'one'), { ...first, duplicate: true });
  assert.deepEqual(
    refusalOf(() => ann.send('something else', 'one')),
    { refusal: 'id-reused' },
  );
  assert.deepEqual(summarize(ann.read()), ['Ann: hello']);
});

test('S2: the id is the member’s own', () => {
  const { person } = createTestRoom();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ann.send('hello', 'one');
  assert.equal(ben.send('hello too', 'one').duplicate, false);
});

test('S2: an id is remembered for 10 minutes of talk', () => {
  const { world, person } = createTestRoom();
  const ann = person('Ann');
  ann.send('hello', 'one');
  for (let minute = 0; minute < 10; minute++) {
    world.advance(60_000);
    ann.send(`minute ${minute}`);
  }
  assert.equal(ann.send('hello', 'one').duplicate, true);
  world.advance(1_000);
  ann.send('one more');
  assert.equal(ann.send('hello', 'one').duplicate, false);
});

test('S2: also at the fastest pace that is allowed', () => {
  const { world, person } = createTestRoom();
  const ann = person('Ann');
  ann.send('hello', 'one');
  for (let line = 0; line < 1_995; line++) {
    world.advance(300);
    ann.send(`line ${line}`);
  }
  assert.equal(ann.send('hello', 'one').duplicate, true);
});

test('S3: a refused line takes no number and does not use up its id', () => {
  const { room, world, person } = createTestRoom();
  const ann = person('Ann');
  const { next } = room.cursor(ann.sessionId);
  assert.throws(() => ann.send(' ', 'one'));
  assert.throws(() => ann.send('x'.repeat(257), 'one'));
  assert.deepEqual(ann.send('x', 'one'), { id: next, at: world.now(), duplicate: false });
});

test('S4: too many lines are refused with the time to wait', () => {
  const { world, person } = createTestRoom({ messagesPerWindow: 3, windowMs: 1_000 });
  const ann = person('Ann');
  ann.send('one');
  world.advance(300);
  ann.send('two');
  ann.send('three');
  assert.deepEqual(
    refusalOf(() => ann.send('four', 'four')),
    { refusal: 'too-fast', retryAfterMs: 700, limit: 3 },
  );
  world.advance(699);
  assert.throws(() => ann.send('four', 'four'));
  world.advance(1);
  assert.equal(ann.send('four', 'four').duplicate, false);
});

test('S4: a steady talker below the pace is never refused', () => {
  const { world, person } = createTestRoom();
  const ann = person('Ann');
  for (let i = 0; i < 100; i++) {
    ann.send(`line ${i}`);
    world.advance(301);
  }
});

test('S5: a line sent again does not count as another', () => {
  const { person } = createTestRoom({ messagesPerWindow: 2 });
  const ann = person('Ann');
  for (let i = 0; i < 10; i++) ann.send('hello', 'one');
  assert.equal(ann.send('and another').duplicate, false);
});

test('Q7: closing tells every wait, parked or new, to come back later', () => {
  const { room, person } = createTestRoom();
  const [ann, ben] = [person('Ann'), person('Ben')];
  const parked = [ann.wait({ since: ben.joined.next }), ben.wait()];
  room.close();
  const restarting = { type: 'closed', why: 'restarting', retryAfterMs: 1_000 };
  assert.deepEqual([parked[0]?.told, parked[1]?.told, ann.wait().told], [[restarting], [restarting], [restarting]]);
});

test('M13 P5: a wait that ends while letters for it are put off ends with them', () => {
  const { world, person } = createTestRoom();
  const [ann, ben] = [person('Ann'), person('Ben')];
  world.defersDeliveries = true;
  const { told: heard, stop } = ben.wait();
  ann.send('hello');
  assert.deepEqual(heard, []);
  assert.deepEqual(summarize(stop()), ['Ann: hello']);
});
