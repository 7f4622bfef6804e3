import assert from 'node:assert/strict';
import test from 'node:test';
import { refusalOf, createTestRoom, summarize } from './testing/test-room.ts';

test('Q1: who is not heard of for 160 s leaves by timeout, once', () => {
  const { world, person } = createTestRoom();
  const ann = person('Ann');
  const parked = ann.wait();
  person('Ben');
  world.advance(159_999);
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben']);
  world.advance(1_000);
  assert.deepEqual(summarize(ann.read()), ['Ben joined', 'Ben left (timeout)']);
  parked.stop();
});

test('Q1: a parked wait is a sign of life', () => {
  const { world, person } = createTestRoom();
  const ann = person('Ann');
  const parked = ann.wait();
  world.advance(1_000_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
  assert.deepEqual(parked.told, []);
});

test('Q1: silence counts from the end of the last wait', () => {
  const { world, person } = createTestRoom();
  const ben = person('Ben');
  const parked = ben.wait();
  world.advance(1_000_000);
  parked.stop();
  world.advance(159_000);
  assert.deepEqual(ben.memberNicknames(), ['Ben']);
});

test('Q2: the nickname of who fell silent is kept for them alone', () => {
  const { world, person } = createTestRoom();
  const ann = person('Ann');
  world.advance(161_000);
  assert.deepEqual(
    refusalOf(() => ann.send('hello?')),
    { refusal: 'no-session' },
  );
  assert.deepEqual(ann.wait().told, [{ type: 'closed', why: 'timeout' }]);
  assert.deepEqual(
    refusalOf(() => person('ann', { clientNetwork: 'another' })),
    { refusal: 'nickname-taken' },
  );
  const back = person('Ann', { sessionId: ann.sessionId });
  assert.deepEqual([back.sessionId, back.member], [ann.sessionId, ann.member]);
});

test('Q2: who comes back under another nickname gives the old one free', () => {
  const { world, person } = createTestRoom();
  const ann = person('Ann');
  world.advance(161_000);
  person('Bea', { sessionId: ann.sessionId });
  assert.equal(person('Ann', { clientNetwork: 'another' }).member.nickname, 'Ann');
});

test('Q3: who comes back missed nothing, and their lines stay said once', () => {
  const { world, person } = createTestRoom({ historyOnJoin: 1 });
  const ann = person('Ann');
  const ben = person('Ben');
  ann.send('before', 'one');
  ben.wait({ since: 3 });
  world.advance(161_000);
  for (let i = 0; i < 3; i++) ben.send(`meanwhile ${i}`);
  const back = person('Ann', { sessionId: ann.sessionId });
  assert.deepEqual(summarize(back.read(3)), [
    'Ann left (timeout)',
    'Ben: meanwhile 0',
    'Ben: meanwhile 1',
    'Ben: meanwhile 2',
    'Ann joined',
  ]);
  assert.equal(back.send('before', 'one').duplicate, true);
});

test('Q4: after 10 minutes the nickname is free', () => {
  const { world, person } = createTestRoom();
  const ann = person('Ann');
  world.advance(160_000 + 599_000);
  assert.throws(() => person('Ann', { clientNetwork: 'another' }));
  world.advance(1_000);
  const other = person('Ann', { clientNetwork: 'another' });
  assert.notEqual(other.member.id, ann.member.id);
  assert.throws(() => person('Ann', { sessionId: ann.sessionId }), 'and the session means nothing any more');
});

test('Q4: no more nicknames are kept than the room has members', () => {
  const { world, person } = createTestRoom({ members: 2 });
  person('Ann');
  person('Ben');
  world.advance(161_000);
  person('Cleo');
  person('Dora');
  world.advance(162_000);
  assert.equal(person('Ann', { clientNetwork: 'another' }).member.nickname, 'Ann');
  assert.throws(() => person('Cleo', { clientNetwork: 'another' }));
});

test('Q4: who leaves after all gives the nickname free at once', () => {
  const { world, person } = createTestRoom();
  const ann = person('Ann');
  world.advance(161_000);
  ann.leave();
  assert.notEqual(person('Ann').member.id, ann.member.id);
});

test('Q5: a closed page leaves after 8 s', () => {
  const { world, person } = createTestRoom();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.leave({ closing: true });
  world.advance(7_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben']);
  world.advance(1_000);
  assert.deepEqual(summarize(ann.read()), ['Ben joined', 'Ben left (closed)']);
});

test('Q5: a reloaded page stays', () => {
  const { world, person } = createTestRoom();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.leave({ closing: true });
  world.advance(2_000);
  person('Ben', { sessionId: ben.sessionId });
  world.advance(20_000);
  assert.deepEqual(summarize(ann.read()), ['Ben joined']);
});

test('Q5: a question that was on its way when the page closed keeps nobody', () => {
  const { world, person } = createTestRoom();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.leave({ closing: true });
  ben.wait().stop();
  world.advance(8_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann']);

  const cleo = person('Cleo');
  cleo.leave({ closing: true });
  cleo.wait({ since: 0 });
  world.advance(8_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann'], 'not even if it was answered');
});

test('Q5: a question that takes the place of one from the same page, and is answered, keeps nobody', () => {
  const { world, person } = createTestRoom();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.wait({ tab: 'one' });
  ben.leave({ closing: true });
  ben.wait({ tab: 'one', since: 0 });
  world.advance(8_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
});

test('Q5: a tab that goes on asking in a busy room stays', () => {
  const { world, person } = createTestRoom();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.leave({ closing: true });
  ben.wait({ since: 0 });
  ben.wait({ since: 1 });
  world.advance(8_000);
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben']);
});

test('Q5: one tab closed of two stays, even when the word of it comes late', () => {
  const { world, person } = createTestRoom();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.wait({ tab: 'other' });
  ben.leave({ closing: true });
  world.advance(20_000);
  assert.deepEqual(summarize(ann.read()), ['Ben joined']);
});

test('Q6: the wall clock may jump as it likes', () => {
  const { room, world, person } = createTestRoom();
  const ann = person('Ann');
  const ben = person('Ben');
  for (const jump of [3_600_000, -7_200_000]) {
    world.wallTime += jump;
    room.sweep();
  }
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Ben']);
  ben.send('which day is it?');
  assert.deepEqual(summarize(ann.read()), ['Ben joined', 'Ben: which day is it?']);
});

test('Q8: without bounds nobody is swept, throttled or turned away', () => {
  const { world, person } = createTestRoom({
    idleMs: 0,
    messagesPerWindow: 0,
    members: 0,
    membersPerHost: 0,
    nicknameLength: 0,
    messageLength: 0,
    ledgerLetters: 0,
    ledgerBytes: 0,
  });
  const ann = person('A'.repeat(100), { clientNetwork: 'one' });
  for (let i = 0; i < 1_500; i++) ann.send('x'.repeat(300));
  world.advance(10_000_000);
  person('Ben', { clientNetwork: 'one' });
  assert.equal(ann.memberNicknames().length, 2);
  const answer = ann.read(0);
  assert(answer?.type === 'mail');
  assert.deepEqual([answer.missed, answer.letters[0]?.id], [0, 0]);
});
