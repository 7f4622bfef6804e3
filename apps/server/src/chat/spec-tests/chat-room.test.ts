import assert from 'node:assert/strict';
import test from 'node:test';
import { digest, type WaitAnswer } from '@mailroom/shared';
import { createTestRoom, refusalOf, summarize } from '../testing/test-room.ts';

test('R1 R14: a join returns the member, the position, the members, the history, the limits and the name', () => {
  const { environment, join } = createTestRoom({ historyOnJoin: 1 });
  const ann = join('Ann');
  ann.send('one');
  ann.send('two');
  const ben = join('Ben');
  const at = environment.now();
  assert.deepEqual(JSON.parse(JSON.stringify(ben.joined)), {
    you: { id: ben.member.id, nickname: 'Ben' },
    epoch: 'id-1',
    next: 4,
    members: [ann.member, ben.member],
    letters: [
      { id: 2, at, event: { type: 'said', member: ann.member, text: 'two', mutationId: digest('message-2') } },
      { id: 3, at, event: { type: 'joined', member: ben.member } },
    ],
    limits: { nicknameLength: 16, messageLength: 2_000, messagesPerWindow: 10, windowMs: 3_000, holdMs: 50_000 },
    room: { name: 'Mailroom', topic: '' },
  });
  assert.equal(
    new Set([ann.sessionId, ann.member.id, ben.sessionId, ben.member.id]).size,
    4,
    'the session ids and member ids are all different',
  );
});

test('R18: name and topic come with each join, and to visitors with the number of members', () => {
  const { room, join } = createTestRoom({ name: 'Tea', topic: 'Leaves' });
  assert.deepEqual(room.preview('192.0.2.1'), { name: 'Tea', topic: 'Leaves', memberCount: 0 });
  assert.deepEqual(join('Ann').joined.room, { name: 'Tea', topic: 'Leaves' });
  assert.deepEqual(room.preview('192.0.2.1'), { name: 'Tea', topic: 'Leaves', memberCount: 1 });
});

test('R1 R14: in a room without history, a new member can read no earlier letter and has missed none', () => {
  const { join } = createTestRoom({ historyOnJoin: 0 });
  const ann = join('Ann');
  ann.send('before');
  const ben = join('Ben');
  ann.send('after');
  assert.deepEqual(ben.joined.letters, []);
  assert.deepEqual(summarize(ben.read(0)), ['Ann: after']);
});

test('R2: the others get one joined letter and one left letter, with the cause', () => {
  const { join } = createTestRoom();
  const ann = join('Ann');
  const ben = join('Ben');
  ben.leave({ reason: 'supper' });
  ben.leave({ reason: 'again' });
  assert.deepEqual(summarize(ann.read()), ['Ben joined', 'Ben left (left: supper)']);
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
});

test('R13: no reason of a member reads as a cause of the room', () => {
  const { environment, join } = createTestRoom({ idleMs: 10_000 });
  const ann = join('Ann');
  const leftEvents = () => {
    const answer = ann.read(ann.joined.next);
    return answer?.type === 'mail' ? answer.letters.flatMap(({ event }) => (event.type === 'left' ? event : [])) : [];
  };
  const [timeout, closed, none] = ['Ben', 'Cleo', 'Dora'].map((nickname) => join(nickname));
  timeout?.leave({ reason: 'timeout' });
  closed?.leave({ reason: ' closed\n' });
  none?.leave({ reason: ' \t ' });
  const [closing, idle] = ['Emil', 'Finn'].map((nickname) => join(nickname));
  closing?.leave({ reason: 'not shown', closing: true });
  environment.advance(9_000);
  ann.read();
  environment.advance(2_000);
  assert.deepEqual(leftEvents(), [
    { type: 'left', member: timeout?.member, why: 'left', reason: 'timeout' },
    { type: 'left', member: closed?.member, why: 'left', reason: 'closed' },
    { type: 'left', member: none?.member, why: 'left' },
    { type: 'left', member: closing?.member, why: 'closed' },
    { type: 'left', member: idle?.member, why: 'timeout' },
  ]);
});

test('R3: a nickname that equals or looks like the nickname of a member is refused', () => {
  const { join } = createTestRoom();
  const ann = join('Annika');
  for (const nickname of ['Annika', 'ANNIKA', 'ann1ka', 'аnnika']) {
    assert.deepEqual(
      refusalOf(() => join(nickname)),
      { refusal: 'nickname-taken' },
      nickname,
    );
  }
  ann.leave();
  assert.equal(join('ann1ka').member.nickname, 'ann1ka');
});

test('R4: a repeated attempt returns the same session and announces nothing', () => {
  const { join } = createTestRoom();
  const ann = join('Ann');
  const first = join('Ben', { attemptId: 'try' });
  const again = join('Ben', { attemptId: 'try' });
  assert.deepEqual([again.sessionId, again.member], [first.sessionId, first.member]);
  assert.deepEqual(summarize(ann.read()), ['Ben joined']);
  assert.deepEqual(
    refusalOf(() => join('Cleo', { attemptId: 'try' })),
    { refusal: 'id-reused' },
  );
});

test('R4: a refused attempt can be repeated', () => {
  const { join } = createTestRoom();
  const ann = join('Ann');
  assert.throws(() => join('Ann', { attemptId: 'try' }));
  ann.leave();
  assert.equal(join('Ann', { attemptId: 'try' }).member.nickname, 'Ann');
});

test('R4: each attempt is remembered for 10 minutes', () => {
  const { room, environment, join } = createTestRoom();
  const first = join('Ann', { attemptId: 'first' });
  join('Ann', { attemptId: 'later', sessionId: first.sessionId });
  first.wait({ since: room.position().next });
  assert.equal(join('Ann', { attemptId: 'first' }).sessionId, first.sessionId);
  environment.advance(599_000);
  assert.equal(join('Ann', { attemptId: 'first' }).sessionId, first.sessionId);
  environment.advance(602_000);
  assert.throws(() => join('Ann', { attemptId: 'first' }), 'the attempt has expired');
});

test('R16: a browser that lost its cookie comes back as the same member with the attempt of its latest join, also hours later', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann', { attemptId: 'attempt' });
  ann.wait();
  environment.advance(3_600_000);
  ann.rename('Anna');
  assert.equal(join('Anna', { attemptId: 'attempt', sessionId: 'unknown' }).sessionId, ann.sessionId);
  assert.deepEqual(ann.memberNicknames(), ['Anna']);
  for (const request of [{ attemptId: 'another' }, {}]) {
    assert.deepEqual(
      refusalOf(() => join('Anna', request)),
      { refusal: 'nickname-taken' },
    );
  }
  const ben = join('Ben');
  environment.advance(601_000);
  assert.deepEqual(
    refusalOf(() => join('Anna', { attemptId: 'attempt', sessionId: ben.sessionId })),
    { refusal: 'nickname-taken' },
    'the browser of another member',
  );
});

test('R16 Q2: it also comes back as an absentee, and not after it left', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann', { attemptId: 'attempt' });
  const parked = ann.wait();
  environment.advance(3_600_000);
  parked.stop();
  environment.advance(161_000);
  const back = join('Ann', { attemptId: 'attempt' });
  assert.deepEqual([back.sessionId, back.member], [ann.sessionId, ann.member]);
  back.leave();
  assert.deepEqual(
    refusalOf(() => join('Ann', { attemptId: 'attempt' })),
    { refusal: 'no-session' },
  );
});

test('R17: a join that asks to resume returns the session of a member or an absentee, and adds no member', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann', { attemptId: 'attempt' });
  const resume = (nickname: string, request: { attemptId?: string; sessionId?: string }) =>
    join(nickname, { ...request, resume: true }).sessionId;
  assert.equal(resume('Ann', { attemptId: 'attempt' }), ann.sessionId);
  environment.advance(161_000);
  assert.equal(resume('Ann', { attemptId: 'attempt' }), ann.sessionId);
  for (const [nickname, request] of [
    ['Ben', {}],
    ['Ben', { attemptId: 'other' }],
    ['Ben', { sessionId: ann.sessionId }],
  ] as const) {
    assert.deepEqual(
      refusalOf(() => resume(nickname, request)),
      { refusal: 'no-session' },
    );
  }
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
  environment.advance(800_000);
  assert.deepEqual(
    refusalOf(() => resume('Ann', { attemptId: 'attempt' })),
    { refusal: 'no-session' },
  );
});

test('R5: an attempt that is repeated after its member left is refused', () => {
  const { join } = createTestRoom();
  const ann = join('Ann');
  join('Ben', { attemptId: 'try' }).leave();
  assert.deepEqual(
    refusalOf(() => join('Ben', { attemptId: 'try' })),
    { refusal: 'no-session' },
  );
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
});

test('R5: an attempt whose member left is refused under any nickname', () => {
  const { join } = createTestRoom();
  const ann = join('Ann', { attemptId: 'try' });
  ann.rename('Anna');
  ann.leave();
  for (const nickname of ['Ann', 'Anna', 'Bob']) {
    assert.deepEqual(
      refusalOf(() => join(nickname, { attemptId: 'try' })),
      { refusal: 'no-session' },
      nickname,
    );
  }
});

test('R5: an attempt that resumed a live session is refused after its member left', () => {
  const { join } = createTestRoom();
  const ann = join('Ann');
  const ben = join('Ben');
  join('Ben', { sessionId: ben.sessionId, attemptId: 'reload' }).leave();
  assert.throws(() => join('Ben', { sessionId: ben.sessionId, attemptId: 'reload' }));
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
});

test('R6: a join with a live session under the same nickname returns it and announces nothing', () => {
  const { join } = createTestRoom();
  const ann = join('Ann');
  const ben = join('Ben');
  const back = join('Ben', { sessionId: ben.sessionId });
  assert.deepEqual([back.sessionId, back.member], [ben.sessionId, ben.member]);
  assert.deepEqual(summarize(ann.read()), ['Ben joined']);
});

test('R7: a join with a live session under another nickname replaces the member', () => {
  const { join } = createTestRoom();
  const ann = join('Ann');
  const ben = join('Ben');
  const parked = ben.wait();
  const bob = join('Bob', { sessionId: ben.sessionId });
  assert.deepEqual(summarize(ann.read()), ['Ben joined', 'Ben left (left)', 'Bob joined']);
  assert.deepEqual(parked.answers, [{ type: 'closed', why: 'left' }]);
  assert.notEqual(bob.sessionId, ben.sessionId);
});

test('R7: a join with a live session accepts the current nickname in another spelling, but no taken one', () => {
  const { join } = createTestRoom();
  const ann = join('Ann');
  const ben = join('ben');
  assert.throws(() => join('ann', { sessionId: ben.sessionId }), 'a refused join does not remove the member');
  const respelled = join('Ben', { sessionId: ben.sessionId });
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben']);
  assert.deepEqual(respelled.memberNicknames(), ['Ann', 'Ben']);
});

test('R7: the new member keeps the rate limit of the former one', () => {
  const { join } = createTestRoom({ messagesPerWindow: 2 });
  const ann = join('Ann');
  ann.send('one');
  ann.send('two');
  const bea = join('Bea', { sessionId: ann.sessionId });
  assert.equal(refusalOf(() => bea.send('three')).refusal, 'too-fast');
});

test('R8: the number of members is limited per room and per network', () => {
  const { join } = createTestRoom({ members: 3, membersPerNetwork: 2 });
  const ann = join('Ann', { clientNetwork: 'one' });
  const ben = join('Ben', { clientNetwork: 'one' });
  assert.deepEqual(
    refusalOf(() => join('Cleo', { clientNetwork: 'one' })),
    { refusal: 'too-many-from-host', limit: 2 },
  );
  join('Cleo', { clientNetwork: 'two' });
  assert.deepEqual(
    refusalOf(() => join('Dora', { clientNetwork: 'two' })),
    { refusal: 'room-full', limit: 3 },
  );
  assert.equal(
    join('Bob', { clientNetwork: 'one', sessionId: ben.sessionId }).member.nickname,
    'Bob',
    'replacing a member adds none',
  );
  ann.leave();
  assert.equal(join('Dora', { clientNetwork: 'one' }).member.nickname, 'Dora');
});

test('R8: a resumed session counts for the network that it is resumed from', () => {
  const { environment, join } = createTestRoom({ membersPerNetwork: 1 });
  const ann = join('Ann', { clientNetwork: 'one' });
  environment.advance(161_000);
  join('Ann', { clientNetwork: 'two', sessionId: ann.sessionId });
  assert.throws(() => join('Ben', { clientNetwork: 'two' }));
  assert.equal(join('Ben', { clientNetwork: 'one' }).member.nickname, 'Ben');
});

test('M10: the ninth wait of a session supersedes the first', () => {
  const { join } = createTestRoom();
  const ann = join('Ann');
  const waits = Array.from({ length: 9 }, (_, index) => ann.wait({ tab: `${index}` }));
  assert.deepEqual(
    waits.map(({ answers }) => answers.length),
    [1, 0, 0, 0, 0, 0, 0, 0, 0],
  );
});

test('R9: leaving answers every wait of the session with closed', () => {
  const { join } = createTestRoom();
  const ann = join('Ann');
  const tabs = [ann.wait({ tab: 'one' }), ann.wait({ tab: 'two' })];
  ann.leave();
  assert.deepEqual(
    tabs.map((tab) => tab.answers),
    [[{ type: 'closed', why: 'left' }], [{ type: 'closed', why: 'left' }]],
  );
});

test('M12: a read supersedes no wait, and is answered with reconnect if there is no mail', () => {
  const { room, join } = createTestRoom();
  const ann = join('Ann');
  const waits = Array.from({ length: 8 }, (_, tab) => ann.wait({ tab: `${tab}` }));
  const cursor = { since: ann.joined.next, tab: '0' };
  assert.deepEqual(room.read(ann.sessionId, cursor), { type: 'reconnect', ...room.position() });
  assert.deepEqual(
    waits.flatMap((wait) => wait.answers),
    [],
  );
  ann.send('one');
  assert.deepEqual(summarize(room.read(ann.sessionId, cursor)), ['Ann: one']);
  assert.equal(waits.filter((wait) => wait.answers.length === 1).length, 8);
});

test('R10: a call without a live session is refused and changes nothing', () => {
  const { room, join } = createTestRoom();
  const ann = join('Ann');
  const ben = join('Ben');
  ben.leave();
  const calls = [
    () => ben.send('hello?'),
    () => ben.memberNicknames(),
    () => ben.wait(),
    () => ben.edit('message-1', 'hello?'),
    () => ben.delete('message-1'),
    () => ben.rename('Benno'),
    () => ben.setTyping(),
    () => room.read(ben.sessionId, { since: 0 }),
    () => room.history(ben.sessionId, { before: 0 }),
    () => room.cursor(ben.sessionId),
    () => room.cursor('made up'),
  ];
  for (const call of calls) assert.deepEqual(refusalOf(call), { refusal: 'no-session' });
  assert.deepEqual(summarize(ann.read()), ['Ben joined', 'Ben left (left)']);
});

test('R10: a wait with another epoch is answered with reset, although its session is unknown', () => {
  const { room, join } = createTestRoom();
  join('Ann');
  const answers: WaitAnswer[] = [];
  const listener = (answer: WaitAnswer) => answers.push(answer);
  assert.doesNotThrow(() => room.wait('from before the restart', { since: 7, epoch: 'former' }, listener));
  const { epoch, next } = room.position();
  assert.deepEqual(answers, [{ type: 'reset', why: 'epoch', epoch, oldest: 0, next }]);
  for (const cursor of [{ since: 0, epoch }, { since: 9, epoch }, { since: 9 }]) {
    const wait = () => room.wait('made up', cursor, listener);
    assert.deepEqual(refusalOf(wait), { refusal: 'no-session' });
  }
});

test('R11: a list of members and the letters from its position on yield the next list', () => {
  const { room, join } = createTestRoom();
  const ann = join('Ann');
  const before = room.members(ann.sessionId);
  assert.deepEqual(room.cursor(ann.sessionId), { epoch: before.epoch, next: before.next, oldest: 0 });
  const ben = join('Ben');
  join('Cleo');
  ben.leave();
  const members = new Map(before.members.map((member) => [member.id, member]));
  const answer = ann.read(before.next);
  assert(answer?.type === 'mail');
  for (const { event } of answer.letters) {
    if (event.type === 'joined') members.set(event.member.id, event.member);
    if (event.type === 'left') members.delete(event.member.id);
  }
  const after = room.members(ann.sessionId);
  assert.deepEqual(new Set(members.values()), new Set(after.members));
  assert.equal(answer.next, after.next);
});

test('R12: members can leave in any order, and a list taken before does not change', () => {
  const { room, join } = createTestRoom({ membersPerNetwork: 0 });
  const watcher = join('Watcher');
  const letters = 'abcdefghkpqstuxz';
  const crowd = Array.from({ length: 200 }, (_, i) => join(`w${letters[i >> 4]}${letters[i & 15]}`));
  const everyone = room.members(watcher.sessionId);
  const shuffled = crowd.map((_, i) => crowd[(i * 77) % crowd.length]);
  for (const [index, member] of shuffled.entries()) {
    member?.leave();
    assert.equal(watcher.memberNicknames().length, 200 - index);
  }
  assert.deepEqual(watcher.memberNicknames(), ['Watcher']);
  assert.deepEqual(
    everyone.members,
    [watcher, ...crowd].map(({ member }) => member),
  );
});

test('S1: a message reaches everyone, including its author, as one letter', () => {
  const { join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  const parked = [ann.wait({ since: ben.joined.next }), ben.wait()];
  ann.send('hello');
  assert.deepEqual(parked[0]?.answers, parked[1]?.answers);
  assert.deepEqual(summarize(parked[0]?.answers[0]), ['Ann: hello']);
});

test('S2: a repeated message is sent once, and its id cannot be used for another text', () => {
  const { join } = createTestRoom();
  const ann = join('Ann');
  const first = ann.send('hello', 'one');
  assert.deepEqual(ann.send('hello', 'one'), { ...first, duplicate: true });
  assert.deepEqual(
    refusalOf(() => ann.send('something else', 'one')),
    { refusal: 'id-reused' },
  );
  assert.deepEqual(summarize(ann.read()), ['Ann: hello']);
});

test('S2: two members can use the same clientMsgId', () => {
  const { join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  ann.send('hello', 'one');
  assert.equal(ben.send('hello too', 'one').duplicate, false);
});

test('S2: a clientMsgId is remembered for 10 minutes', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  ann.send('hello', 'one');
  for (let minute = 0; minute < 10; minute++) {
    environment.advance(60_000);
    ann.send(`minute ${minute}`);
  }
  assert.equal(ann.send('hello', 'one').duplicate, true);
  environment.advance(1_000);
  ann.send('one more');
  assert.equal(ann.send('hello', 'one').duplicate, false);
});

test('S2: a clientMsgId is remembered for 10 minutes at the fastest allowed rate', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  ann.send('hello', 'one');
  for (let i = 0; i < 1_995; i++) {
    environment.advance(300);
    ann.send(`message ${i}`);
  }
  assert.equal(ann.send('hello', 'one').duplicate, true);
});

test('S3: a refused message takes no letter id and does not use up its clientMsgId', () => {
  const { room, environment, join } = createTestRoom();
  const ann = join('Ann');
  const { next } = room.cursor(ann.sessionId);
  assert.throws(() => ann.send(' ', 'one'));
  assert.throws(() => ann.send('x'.repeat(2_001), 'one'));
  assert.deepEqual(ann.send('x', 'one'), { id: next, at: environment.now(), duplicate: false });
});

test('S4: a message beyond the rate limit is refused with the time to wait', () => {
  const { environment, join } = createTestRoom({ messagesPerWindow: 3, windowMs: 1_000 });
  const ann = join('Ann');
  ann.send('one');
  environment.advance(300);
  ann.send('two');
  ann.send('three');
  assert.deepEqual(
    refusalOf(() => ann.send('four', 'four')),
    { refusal: 'too-fast', retryAfterMs: 700, limit: 3 },
  );
  environment.advance(699);
  assert.throws(() => ann.send('four', 'four'));
  environment.advance(1);
  assert.equal(ann.send('four', 'four').duplicate, false);
});

test('S4: a member who sends steadily below the rate limit is never refused', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  for (let i = 0; i < 100; i++) {
    ann.send(`message ${i}`);
    environment.advance(301);
  }
});

test('S5: a repeated message does not count for the rate limit', () => {
  const { join } = createTestRoom({ messagesPerWindow: 2 });
  const ann = join('Ann');
  for (let i = 0; i < 10; i++) ann.send('hello', 'one');
  assert.equal(ann.send('and another').duplicate, false);
});

test('Q7: closing the room answers every parked and later wait with restarting', () => {
  const { room, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  const parked = [ann.wait({ since: ben.joined.next }), ben.wait()];
  room.close();
  const restarting = { type: 'closed', why: 'restarting', retryAfterMs: 1_000 };
  assert.deepEqual(
    [parked[0]?.answers, parked[1]?.answers, ann.wait().answers],
    [[restarting], [restarting], [restarting]],
  );
});

test('Q7 J3: closing a room that another process continues answers every wait with its mail, or with the time to ask again', () => {
  const { room, environment, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  const atEnd = ann.wait({ since: ben.joined.next });
  environment.defersDeliveries = true;
  const behind = ben.wait();
  ann.send('hello');
  room.close({ continues: true });
  assert.deepEqual(summarize(behind.answers[0]), ['Ann: hello']);
  assert.deepEqual(summarize(atEnd.answers[0]), ['Ann: hello']);
  environment.runDeferredDeliveries();
  const { epoch, next } = room.position();
  const reconnect = { type: 'reconnect', epoch, next, retryAfterMs: 1_000 };
  assert.deepEqual(ann.wait({ since: next }).answers, [reconnect]);
  assert.deepEqual(summarize(ben.wait().answers[0]), ['Ann: hello'], 'mail comes first');
  assert.deepEqual([behind.answers.length, atEnd.answers.length], [1, 1]);
});

test('Q7 J3: a wait without mail that is parked when such a room closes is answered once', () => {
  const { room, join } = createTestRoom();
  const ann = join('Ann');
  const { answers } = ann.wait({ tab: 'one' });
  room.close({ continues: true });
  const { epoch, next } = room.position();
  assert.deepEqual(answers, [{ type: 'reconnect', epoch, next, retryAfterMs: 1_000 }]);
  assert.equal(ann.wait({ tab: 'one' }).answers.length, 1);
});

test('M13 P5: a wait that ends while a delivery is pending returns the pending letters', () => {
  const { environment, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  environment.defersDeliveries = true;
  const { answers, stop } = ben.wait();
  ann.send('hello');
  assert.deepEqual(answers, []);
  assert.deepEqual(summarize(stop()), ['Ann: hello']);
});
