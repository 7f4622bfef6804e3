import assert from 'node:assert/strict';
import test from 'node:test';
import { refusalOf, roomInHand, told } from './testing/test-room.ts';

test('Q1: who is not heard of for 160 s leaves by timeout, once', () => {
  const { world, person } = roomInHand();
  const ann = person('Ann');
  const parked = ann.waits();
  person('Ben');
  world.pass(159_999);
  assert.deepEqual(ann.nicknamesHere(), ['Ann', 'Ben']);
  world.pass(1_000);
  assert.deepEqual(told(ann.reads()), ['Ben joined', 'Ben left (timeout)']);
  parked.stop();
});

test('Q1: a parked wait is a sign of life', () => {
  const { world, person } = roomInHand();
  const ann = person('Ann');
  const parked = ann.waits();
  world.pass(1_000_000);
  assert.deepEqual(ann.nicknamesHere(), ['Ann']);
  assert.deepEqual(parked.told, []);
});

test('Q1: silence counts from the end of the last wait', () => {
  const { world, person } = roomInHand();
  const ben = person('Ben');
  const parked = ben.waits();
  world.pass(1_000_000);
  parked.stop();
  world.pass(159_000);
  assert.deepEqual(ben.nicknamesHere(), ['Ben']);
});

test('Q2: the nickname of who fell silent is kept for them alone', () => {
  const { world, person } = roomInHand();
  const ann = person('Ann');
  world.pass(161_000);
  assert.deepEqual(
    refusalOf(() => ann.says('hello?')),
    { refusal: 'no-session' },
  );
  assert.deepEqual(ann.waits().told, [{ type: 'closed', why: 'timeout' }]);
  assert.deepEqual(
    refusalOf(() => person('ann', { host: 'another' })),
    { refusal: 'nickname-taken' },
  );
  const back = person('Ann', { session: ann.session });
  assert.deepEqual([back.session, back.member], [ann.session, ann.member]);
});

test('Q2: who comes back under another nickname gives the old one free', () => {
  const { world, person } = roomInHand();
  const ann = person('Ann');
  world.pass(161_000);
  person('Bea', { session: ann.session });
  assert.equal(person('Ann', { host: 'another' }).member.nickname, 'Ann');
});

test('Q3: who comes back missed nothing, and their lines stay said once', () => {
  const { world, person } = roomInHand({ historyOnJoin: 1 });
  const ann = person('Ann');
  const ben = person('Ben');
  ann.says('before', 'one');
  ben.waits({ since: 3 });
  world.pass(161_000);
  for (let i = 0; i < 3; i++) ben.says(`meanwhile ${i}`);
  const back = person('Ann', { session: ann.session });
  assert.deepEqual(told(back.reads(3)), [
    'Ann left (timeout)',
    'Ben: meanwhile 0',
    'Ben: meanwhile 1',
    'Ben: meanwhile 2',
    'Ann joined',
  ]);
  assert.equal(back.says('before', 'one').duplicate, true);
});

test('Q4: after 10 minutes the nickname is free', () => {
  const { world, person } = roomInHand();
  const ann = person('Ann');
  world.pass(160_000 + 599_000);
  assert.throws(() => person('Ann', { host: 'another' }));
  world.pass(1_000);
  const other = person('Ann', { host: 'another' });
  assert.notEqual(other.member.id, ann.member.id);
  assert.throws(() => person('Ann', { session: ann.session }), 'and the session means nothing any more');
});

test('Q4: no more nicknames are kept than the room has members', () => {
  const { world, person } = roomInHand({ members: 2 });
  person('Ann');
  person('Ben');
  world.pass(161_000);
  person('Cleo');
  person('Dora');
  world.pass(162_000);
  assert.equal(person('Ann', { host: 'another' }).member.nickname, 'Ann');
  assert.throws(() => person('Cleo', { host: 'another' }));
});

test('Q4: who leaves after all gives the nickname free at once', () => {
  const { world, person } = roomInHand();
  const ann = person('Ann');
  world.pass(161_000);
  ann.leaves();
  assert.notEqual(person('Ann').member.id, ann.member.id);
});

test('Q5: a closed page leaves after 8 s', () => {
  const { world, person } = roomInHand();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.leaves({ closing: true });
  world.pass(7_000);
  assert.deepEqual(ann.nicknamesHere(), ['Ann', 'Ben']);
  world.pass(1_000);
  assert.deepEqual(told(ann.reads()), ['Ben joined', 'Ben left (closed)']);
});

test('Q5: a reloaded page stays', () => {
  const { world, person } = roomInHand();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.leaves({ closing: true });
  world.pass(2_000);
  person('Ben', { session: ben.session });
  world.pass(20_000);
  assert.deepEqual(told(ann.reads()), ['Ben joined']);
});

test('Q5: a question that was on its way when the page closed keeps nobody', () => {
  const { world, person } = roomInHand();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.leaves({ closing: true });
  ben.waits().stop();
  world.pass(8_000);
  assert.deepEqual(ann.nicknamesHere(), ['Ann']);

  const cleo = person('Cleo');
  cleo.leaves({ closing: true });
  cleo.waits({ since: 0 });
  world.pass(8_000);
  assert.deepEqual(ann.nicknamesHere(), ['Ann'], 'not even if it was answered');
});

test('Q5: a question that takes the place of one from the same page, and is answered, keeps nobody', () => {
  const { world, person } = roomInHand();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.waits({ tab: 'one' });
  ben.leaves({ closing: true });
  ben.waits({ tab: 'one', since: 0 });
  world.pass(8_000);
  assert.deepEqual(ann.nicknamesHere(), ['Ann']);
});

test('Q5: a tab that goes on asking in a busy room stays', () => {
  const { world, person } = roomInHand();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.leaves({ closing: true });
  ben.waits({ since: 0 });
  ben.waits({ since: 1 });
  world.pass(8_000);
  assert.deepEqual(ann.nicknamesHere(), ['Ann', 'Ben']);
});

test('Q5: one tab closed of two stays, even when the word of it comes late', () => {
  const { world, person } = roomInHand();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.waits({ tab: 'other' });
  ben.leaves({ closing: true });
  world.pass(20_000);
  assert.deepEqual(told(ann.reads()), ['Ben joined']);
});

test('Q6: the wall clock may jump as it likes', () => {
  const { room, world, person } = roomInHand();
  const ann = person('Ann');
  const ben = person('Ben');
  for (const jump of [3_600_000, -7_200_000]) {
    world.wall += jump;
    room.sweep();
  }
  assert.deepEqual(ann.nicknamesHere(), ['Ann', 'Ben']);
  ben.says('which day is it?');
  assert.deepEqual(told(ann.reads()), ['Ben joined', 'Ben: which day is it?']);
});

test('Q8: without bounds nobody is swept, throttled or turned away', () => {
  const { world, person } = roomInHand({
    idleMs: 0,
    messagesPerWindow: 0,
    members: 0,
    membersPerHost: 0,
    nicknameLength: 0,
    messageLength: 0,
    ledgerLetters: 0,
    ledgerBytes: 0,
  });
  const ann = person('A'.repeat(100), { host: 'one' });
  for (let i = 0; i < 1_500; i++) ann.says('x'.repeat(300));
  world.pass(10_000_000);
  person('Ben', { host: 'one' });
  assert.equal(ann.nicknamesHere().length, 2);
  const answer = ann.reads(0);
  assert(answer?.type === 'mail');
  assert.deepEqual([answer.missed, answer.letters[0]?.id], [0, 0]);
});
