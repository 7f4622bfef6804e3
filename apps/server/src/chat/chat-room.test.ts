import assert from 'node:assert/strict';
import test from 'node:test';
import type { WaitAnswer } from '@mailroom/shared';
import { refusalOf, roomInHand, told } from './testing/test-room.ts';

test('R1: a newcomer is told all they need', () => {
  const { world, person } = roomInHand({ historyOnJoin: 2 });
  const ann = person('Ann');
  ann.says('one');
  ann.says('two');
  const ben = person('Ben');
  const at = world.now();
  assert.deepEqual(JSON.parse(JSON.stringify(ben.visit)), {
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
  assert.equal(new Set([ann.session, ann.member.id, ben.session, ben.member.id]).size, 4, 'the session is nobody’s id');
});

test('R1: in a room without history a newcomer reads nothing of what was said before, and misses nothing', () => {
  const { person } = roomInHand({ historyOnJoin: 0 });
  const ann = person('Ann');
  ann.says('before');
  const ben = person('Ben');
  ann.says('after');
  assert.deepEqual(ben.visit.letters, []);
  assert.deepEqual(told(ben.reads(0)), ['Ann: after']);
});

test('R2: the others hear of a newcomer once, and of one who goes once, with the reason', () => {
  const { person } = roomInHand();
  const ann = person('Ann');
  const ben = person('Ben');
  ben.leaves({ reason: 'supper' });
  ben.leaves({ reason: 'again' });
  assert.deepEqual(told(ann.reads()), ['Ben joined', 'Ben left (supper)']);
  assert.deepEqual(ann.nicknamesHere(), ['Ann']);
});

test('R3: a nickname that someone here has, or that looks like it, is refused', () => {
  const { person } = roomInHand();
  const ann = person('Admin');
  for (const nickname of ['Admin', 'ADMIN', 'adm1n', 'аdmin']) {
    assert.deepEqual(
      refusalOf(() => person(nickname)),
      { refusal: 'nickname-taken' },
      nickname,
    );
  }
  ann.leaves();
  assert.equal(person('adm1n').member.nickname, 'adm1n');
});

test('R4: a join whose answer was lost brings the same session again, and nobody hears of it', () => {
  const { person } = roomInHand();
  const ann = person('Ann');
  const first = person('Ben', { attempt: 'try' });
  const again = person('Ben', { attempt: 'try' });
  assert.deepEqual([again.session, again.member], [first.session, first.member]);
  assert.deepEqual(told(ann.reads()), ['Ben joined']);
  assert.deepEqual(
    refusalOf(() => person('Cleo', { attempt: 'try' })),
    { refusal: 'id-reused' },
  );
});

test('R4: a refused attempt may be tried again', () => {
  const { person } = roomInHand();
  const ann = person('Ann');
  assert.throws(() => person('Ann', { attempt: 'try' }));
  ann.leaves();
  assert.equal(person('Ann', { attempt: 'try' }).member.nickname, 'Ann');
});

test('R4: many attempts are remembered, each for 10 minutes', () => {
  const { world, person } = roomInHand();
  const first = person('Ann', { attempt: 'first' });
  person('Ben', { attempt: 'second' });
  first.waits();
  assert.equal(person('Ann', { attempt: 'first' }).session, first.session);
  world.pass(599_000);
  assert.equal(person('Ann', { attempt: 'first' }).session, first.session);
  world.pass(602_000);
  assert.throws(() => person('Ann', { attempt: 'first' }), 'the room does not know by it any more who asks');
});

test('R5: a join replayed after its visit ended makes no ghost', () => {
  const { person } = roomInHand();
  const ann = person('Ann');
  person('Ben', { attempt: 'try' }).leaves();
  assert.deepEqual(
    refusalOf(() => person('Ben', { attempt: 'try' })),
    { refusal: 'no-session' },
  );
  assert.deepEqual(ann.nicknamesHere(), ['Ann']);
});

test('R5: whatever its member was called in it', () => {
  const { person } = roomInHand();
  const ann = person('Ann', { attempt: 'try' });
  ann.renames('Anna');
  ann.leaves();
  for (const nickname of ['Ann', 'Anna', 'Bob']) {
    assert.deepEqual(
      refusalOf(() => person(nickname, { attempt: 'try' })),
      { refusal: 'no-session' },
      nickname,
    );
  }
});

test('R5: also when the visit was one that the browser came back to', () => {
  const { person } = roomInHand();
  const ann = person('Ann');
  const ben = person('Ben');
  person('Ben', { session: ben.session, attempt: 'reload' }).leaves();
  assert.throws(() => person('Ben', { session: ben.session, attempt: 'reload' }));
  assert.deepEqual(ann.nicknamesHere(), ['Ann']);
});

test('R6: a page that was reloaded is simply back', () => {
  const { person } = roomInHand();
  const ann = person('Ann');
  const ben = person('Ben');
  const back = person('Ben', { session: ben.session });
  assert.deepEqual([back.session, back.member], [ben.session, ben.member]);
  assert.deepEqual(told(ann.reads()), ['Ben joined']);
});

test('R7: under another nickname the browser goes as the one and comes in as the other', () => {
  const { person } = roomInHand();
  const ann = person('Ann');
  const ben = person('Ben');
  const parked = ben.waits();
  const bob = person('Bob', { session: ben.session });
  assert.deepEqual(told(ann.reads()), ['Ben joined', 'Ben left ()', 'Bob joined']);
  assert.deepEqual(parked.told, [{ type: 'closed', why: 'left' }]);
  assert.notEqual(bob.session, ben.session);
});

test('R7: to one’s own nickname in another spelling too, but not to one that is taken', () => {
  const { person } = roomInHand();
  const ann = person('Ann');
  const ben = person('ben');
  assert.throws(() => person('ann', { session: ben.session }), 'and ben is still there');
  const respelled = person('Ben', { session: ben.session });
  assert.deepEqual(ann.nicknamesHere(), ['Ann', 'Ben']);
  assert.deepEqual(respelled.nicknamesHere(), ['Ann', 'Ben']);
});

test('R7: and may talk no faster for it', () => {
  const { person } = roomInHand({ messagesPerWindow: 2 });
  const ann = person('Ann');
  ann.says('one');
  ann.says('two');
  const bea = person('Bea', { session: ann.session });
  assert.equal(refusalOf(() => bea.says('three')).refusal, 'too-fast');
});

test('R8: the room and each host have room for so many', () => {
  const { person } = roomInHand({ members: 3, membersPerHost: 2 });
  const ann = person('Ann', { host: 'one' });
  const ben = person('Ben', { host: 'one' });
  assert.deepEqual(
    refusalOf(() => person('Cleo', { host: 'one' })),
    { refusal: 'too-many-from-host', limit: 2 },
  );
  person('Cleo', { host: 'two' });
  assert.deepEqual(
    refusalOf(() => person('Dora', { host: 'two' })),
    { refusal: 'room-full', limit: 3 },
  );
  assert.equal(person('Bob', { host: 'one', session: ben.session }).member.nickname, 'Bob', 'a change adds nobody');
  ann.leaves();
  assert.equal(person('Dora', { host: 'one' }).member.nickname, 'Dora');
});

test('R8: who comes back counts for the host they come back from', () => {
  const { world, person } = roomInHand({ membersPerHost: 1 });
  const ann = person('Ann', { host: 'one' });
  world.pass(161_000);
  person('Ann', { host: 'two', session: ann.session });
  assert.throws(() => person('Ben', { host: 'two' }));
  assert.equal(person('Ben', { host: 'one' }).member.nickname, 'Ben');
});

test('M10: a member’s ninth wait supersedes the first', () => {
  const { person } = roomInHand();
  const ann = person('Ann');
  const waits = Array.from({ length: 9 }, (_, index) => ann.waits({ tab: `${index}` }));
  assert.deepEqual(
    waits.map(({ told: answers }) => answers.length),
    [1, 0, 0, 0, 0, 0, 0, 0, 0],
  );
});

test('R9: leaving ends every wait at once, and the session', () => {
  const { person } = roomInHand();
  const ann = person('Ann');
  const tabs = [ann.waits({ tab: 'one' }), ann.waits({ tab: 'two' })];
  ann.leaves();
  assert.deepEqual(
    tabs.map((tab) => tab.told),
    [[{ type: 'closed', why: 'left' }], [{ type: 'closed', why: 'left' }]],
  );
});

test('M12: who only reads takes nobody’s place, and is told when there is nothing', () => {
  const { room, person } = roomInHand();
  const ann = person('Ann');
  const waits = Array.from({ length: 8 }, (_, tab) => ann.waits({ tab: `${tab}` }));
  const cursor = { since: ann.visit.next, tab: '0' };
  assert.deepEqual(room.read(ann.session, cursor), { type: 'reconnect', ...room.standing() });
  assert.deepEqual(
    waits.flatMap((wait) => wait.told),
    [],
  );
  ann.says('one');
  assert.deepEqual(told(room.read(ann.session, cursor)), ['Ann: one']);
  assert.equal(waits.filter((wait) => wait.told.length === 1).length, 8);
});

test('R10: without a live session nothing is done, and the caller is told', () => {
  const { room, person } = roomInHand();
  const ann = person('Ann');
  const ben = person('Ben');
  ben.leaves();
  const acts = [
    () => ben.says('hello?'),
    () => ben.nicknamesHere(),
    () => ben.waits(),
    () => room.cursor(ben.session),
    () => room.cursor('made up'),
  ];
  for (const act of acts) assert.deepEqual(refusalOf(act), { refusal: 'no-session' });
  assert.deepEqual(told(ann.reads()), ['Ben joined', 'Ben left ()']);
});

test('R10: a page that knows another ledger is told so, though nobody knows its session', () => {
  const { room, person } = roomInHand();
  person('Ann');
  const told: WaitAnswer[] = [];
  const listener = (answer: WaitAnswer) => told.push(answer);
  room.wait('from before the restart', { since: 7, epoch: 'former' }, listener);
  const { epoch, next } = room.standing();
  assert.deepEqual(told, [{ type: 'reset', why: 'epoch', epoch, oldest: 0, next }]);
  for (const cursor of [{ since: 0, epoch }, { since: 9, epoch }, { since: 9 }]) {
    const waiting = () => room.wait('made up', cursor, listener);
    assert.deepEqual(refusalOf(waiting), { refusal: 'no-session' });
  }
});

test('R11: a list and the letters from its stamp on make the next list', () => {
  const { room, person } = roomInHand();
  const ann = person('Ann');
  const before = room.members(ann.session);
  assert.deepEqual(room.cursor(ann.session), { epoch: before.epoch, next: before.next, oldest: 0 });
  const ben = person('Ben');
  person('Cleo');
  ben.leaves();
  const here = new Map(before.members.map((member) => [member.id, member]));
  const answer = ann.reads(before.next);
  assert(answer?.type === 'mail');
  for (const { event } of answer.letters) {
    if (event.type === 'joined') here.set(event.member.id, event.member);
    if (event.type === 'left') here.delete(event.member.id);
  }
  const after = room.members(ann.session);
  assert.deepEqual(new Set(here.values()), new Set(after.members));
  assert.equal(answer.next, after.next);
});

test('R12: the list stays right when people leave from anywhere in it, and lists taken before stay as they were', () => {
  const { room, person } = roomInHand({ membersPerHost: 0 });
  const watcher = person('Watcher');
  const letters = 'abcdefghkpqstuxz';
  const crowd = Array.from({ length: 200 }, (_, i) => person(`w${letters[i >> 4]}${letters[i & 15]}`));
  const everyone = room.members(watcher.session);
  const inAnyOrder = crowd.map((_, i) => crowd[(i * 77) % crowd.length]);
  for (const [index, someone] of inAnyOrder.entries()) {
    someone?.leaves();
    assert.equal(watcher.nicknamesHere().length, 200 - index);
  }
  assert.deepEqual(watcher.nicknamesHere(), ['Watcher']);
  assert.deepEqual(
    everyone.members,
    [watcher, ...crowd].map(({ member }) => member),
  );
});

test('S1: a line reaches everyone, its author too, as one letter', () => {
  const { person } = roomInHand();
  const [ann, ben] = [person('Ann'), person('Ben')];
  const parked = [ann.waits({ since: ben.visit.next }), ben.waits()];
  ann.says('hello');
  assert.deepEqual(parked[0]?.told, parked[1]?.told);
  assert.deepEqual(told(parked[0]?.told[0]), ['Ann: hello']);
});

test('S2: a line sent twice is said once', () => {
  const { person } = roomInHand();
  const ann = person('Ann');
  const first = ann.says('hello', 'one');
  assert.deepEqual(ann.says('hello', 'one'), { ...first, duplicate: true });
  assert.deepEqual(
    refusalOf(() => ann.says('something else', 'one')),
    { refusal: 'id-reused' },
  );
  assert.deepEqual(told(ann.reads()), ['Ann: hello']);
});

test('S2: the id is the member’s own', () => {
  const { person } = roomInHand();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ann.says('hello', 'one');
  assert.equal(ben.says('hello too', 'one').duplicate, false);
});

test('S2: an id is remembered for 10 minutes of talk', () => {
  const { world, person } = roomInHand();
  const ann = person('Ann');
  ann.says('hello', 'one');
  for (let minute = 0; minute < 10; minute++) {
    world.pass(60_000);
    ann.says(`minute ${minute}`);
  }
  assert.equal(ann.says('hello', 'one').duplicate, true);
  world.pass(1_000);
  ann.says('one more');
  assert.equal(ann.says('hello', 'one').duplicate, false);
});

test('S2: also at the fastest pace that is allowed', () => {
  const { world, person } = roomInHand();
  const ann = person('Ann');
  ann.says('hello', 'one');
  for (let line = 0; line < 1_995; line++) {
    world.pass(300);
    ann.says(`line ${line}`);
  }
  assert.equal(ann.says('hello', 'one').duplicate, true);
});

test('S3: a refused line takes no number and does not use up its id', () => {
  const { room, world, person } = roomInHand();
  const ann = person('Ann');
  const { next } = room.cursor(ann.session);
  assert.throws(() => ann.says(' ', 'one'));
  assert.throws(() => ann.says('x'.repeat(257), 'one'));
  assert.deepEqual(ann.says('x', 'one'), { id: next, at: world.now(), duplicate: false });
});

test('S4: too many lines are refused with the time to wait', () => {
  const { world, person } = roomInHand({ messagesPerWindow: 3, windowMs: 1_000 });
  const ann = person('Ann');
  ann.says('one');
  world.pass(300);
  ann.says('two');
  ann.says('three');
  assert.deepEqual(
    refusalOf(() => ann.says('four', 'four')),
    { refusal: 'too-fast', retryAfterMs: 700, limit: 3 },
  );
  world.pass(699);
  assert.throws(() => ann.says('four', 'four'));
  world.pass(1);
  assert.equal(ann.says('four', 'four').duplicate, false);
});

test('S4: a steady talker below the pace is never refused', () => {
  const { world, person } = roomInHand();
  const ann = person('Ann');
  for (let i = 0; i < 100; i++) {
    ann.says(`line ${i}`);
    world.pass(301);
  }
});

test('S5: a line sent again does not count as another', () => {
  const { person } = roomInHand({ messagesPerWindow: 2 });
  const ann = person('Ann');
  for (let i = 0; i < 10; i++) ann.says('hello', 'one');
  assert.equal(ann.says('and another').duplicate, false);
});

test('Q7: closing tells every wait, parked or new, to come back later', () => {
  const { room, person } = roomInHand();
  const [ann, ben] = [person('Ann'), person('Ben')];
  const parked = [ann.waits({ since: ben.visit.next }), ben.waits()];
  room.close();
  const restarting = { type: 'closed', why: 'restarting', retryAfterMs: 1_000 };
  assert.deepEqual([parked[0]?.told, parked[1]?.told, ann.waits().told], [[restarting], [restarting], [restarting]]);
});

test('M13 P5: a wait that ends while letters for it are put off ends with them', () => {
  const { world, person } = roomInHand();
  const [ann, ben] = [person('Ann'), person('Ben')];
  world.isBusy = true;
  const { told: heard, stop } = ben.waits();
  ann.says('hello');
  assert.deepEqual(heard, []);
  assert.deepEqual(told(stop()), ['Ann: hello']);
});
