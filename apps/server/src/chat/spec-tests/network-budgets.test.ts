import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultRoomSettings } from '@mailroom/shared';
import { FailureBudget } from '../limits/failure-budget.ts';
import { hashNetwork, networkPrefix } from '../limits/network-prefix.ts';
import { createTestRoom, refusalOf, summarize, type TestMember } from '../testing/test-room.ts';

const HOME = { clientNetwork: '192.0.2.1' };
const ELSEWHERE = { clientNetwork: '198.51.100.1' };
const letters = 'abcdefghkpqstuxz';
/** A nickname that looks like no other one of up to 256. */
const nicknameOf = (index: number) => `w${letters[index >> 4]}${letters[index & 15]}`;

test('W1 W4: joins beyond the budget of a network are refused until the time that the refusal names', () => {
  const { environment, join } = createTestRoom({ joinsPerNetwork: 3 });
  const ann = join('Ann', HOME);
  for (const nickname of ['Ben', 'Cleo']) join(nickname, HOME).leave();
  environment.advance(1_000);
  const refusal = refusalOf(() => join('Dora', HOME));
  assert.deepEqual(refusal, { refusal: 'too-fast', retryAfterMs: 19_000, limit: 3, scope: 'network' });
  assert.equal(join('Eve', ELSEWHERE).member.nickname, 'Eve', 'another network has its own budget');
  assert.deepEqual(ann.memberNicknames(), ['Ann', 'Eve'], 'the refused join changes nothing');
  environment.advance(18_999);
  assert.equal(refusalOf(() => join('Dora', HOME)).refusal, 'too-fast');
  environment.advance(1);
  assert.equal(join('Dora', HOME).member.nickname, 'Dora');
});

test('W4: a rename and a resumed session cost one join each, leaving costs none', () => {
  const { environment, join } = createTestRoom({ joinsPerNetwork: 3, idleMs: 20_000 });
  const ann = join('Ann', HOME);
  environment.advance(20_000);
  const back = join('Ann', { ...HOME, sessionId: ann.sessionId });
  environment.advance(1_000);
  for (const nickname of ['Anna', 'Ann']) back.rename(nickname);
  assert.deepEqual(
    refusalOf(() => back.rename('Annabel')),
    { refusal: 'too-fast', retryAfterMs: 19_000, limit: 3, scope: 'network' },
  );
  assert.equal(back.send('still here').duplicate, false, 'a refused rename does not count for the rate limiter');
  for (let i = 0; i < 100; i++) back.leave();
  assert.deepEqual(join('Ben', ELSEWHERE).memberNicknames(), ['Ben']);
});

test('W4: a session resumed under another nickname costs one join, and a refused one keeps the member', () => {
  const { join } = createTestRoom({ joinsPerNetwork: 1 });
  const ann = join('Ann', HOME);
  assert.equal(refusalOf(() => join('Bea', { ...HOME, sessionId: ann.sessionId })).refusal, 'too-fast');
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
});

test('W1 W5: messages, edits, deletions and reactions share the budget of the network', () => {
  const { environment, join } = createTestRoom({ messagesPerNetwork: 5 });
  const [ann, ben, eve] = [join('Ann', HOME), join('Ben', HOME), join('Eve', ELSEWHERE)];
  ann.send('one', 'one');
  ann.edit('one', 'two');
  ann.delete('one');
  ben.send('three', 'three');
  ben.react('three', '👍');
  ben.react('three', '👍');
  const refused = { refusal: 'too-fast', retryAfterMs: 12_000, limit: 5, scope: 'network' };
  assert.deepEqual(
    [
      () => ann.send('four', 'four'),
      () => ben.edit('three', 'x'),
      () => ben.delete('three'),
      () => ben.react('three'),
    ].map(refusalOf),
    [refused, refused, refused, refused],
  );
  assert.equal(eve.send('from elsewhere').duplicate, false);
  environment.advance(12_000);
  assert.equal(ann.send('four', 'four').duplicate, false, 'the refused call did not use up its id');
});

test('W3 S4: the longer time of the member and of the network counts, and a refusal uses up neither', () => {
  const { environment, join } = createTestRoom({ messagesPerNetwork: 3, messagesPerWindow: 2, windowMs: 3_000 });
  const [ann, ben] = [join('Ann', HOME), join('Ben', HOME)];
  ann.send('one');
  ann.send('two');
  assert.deepEqual(
    refusalOf(() => ann.send('three')),
    { refusal: 'too-fast', retryAfterMs: 3_000, limit: 2 },
  );
  ben.send('three');
  const ofNetwork = { refusal: 'too-fast', retryAfterMs: 20_000, limit: 3, scope: 'network' };
  assert.deepEqual([() => ann.send('four'), () => ben.send('four')].map(refusalOf), [ofNetwork, ofNetwork]);
  environment.advance(20_000);
  assert.equal(ben.send('four').duplicate, false);
});

test('W5: a repeated mutation costs a read and no message', () => {
  const { join } = createTestRoom({ messagesPerNetwork: 1, readsPerNetwork: 30 });
  const ann = join('Ann', HOME);
  ann.send('hello', 'one');
  for (let i = 0; i < 2; i++) assert.equal(ann.send('hello', 'one').duplicate, true);
  assert.equal(ann.rename('Ann').duplicate, true);
  assert.deepEqual(
    refusalOf(() => ann.send('hello', 'one')),
    { refusal: 'too-fast', retryAfterMs: 20_000, limit: 3 },
  );
});

test('W2: the networks of one IPv6 /48 together have four times the budget of one', () => {
  const { join } = createTestRoom({ joinsPerNetwork: 10 });
  const joinFrom = (index: number, prefix = '2001:db8:7') =>
    join(nicknameOf(index), { clientNetwork: `${prefix}:${index.toString(16)}::/64` }).leave();
  for (let i = 0; i < 40; i++) joinFrom(i);
  assert.deepEqual(
    refusalOf(() => joinFrom(40)),
    { refusal: 'too-fast', retryAfterMs: 1_500, limit: 40, scope: 'network' },
  );
  joinFrom(40, '2001:db8:8');
  for (let i = 0; i < 200; i++) join(nicknameOf(i), { clientNetwork: `192.0.2.${i}` });
});

test('W2 R8: an IPv6 /48 has at most four times the members of one network', () => {
  const { join } = createTestRoom({ membersPerNetwork: 2 });
  const joinFrom = (index: number) =>
    join(nicknameOf(index), { clientNetwork: `2001:db8:7:${index.toString(16)}::/64` });
  const members = Array.from({ length: 8 }, (_, index) => joinFrom(index));
  const refused = { refusal: 'too-many-from-host', limit: 8 };
  assert.deepEqual(
    refusalOf(() => joinFrom(9)),
    refused,
  );
  assert.equal(
    join('Bob', { clientNetwork: '2001:db8:7:99::/64', sessionId: members[0]?.sessionId ?? '' }).member.nickname,
    'Bob',
    'replacing a member adds none',
  );
  members[1]?.leave();
  assert.equal(joinFrom(9).member.nickname, nicknameOf(9));
});

test('W3: a member who reports typing in a loop leaves nine tenths of the budget to the others', () => {
  const { environment, join } = createTestRoom({ typingPerNetwork: 100 });
  const [ann, ben] = [join('Ann', { ...HOME, isUnused: true }), join('Ben', { ...HOME, isUnused: true })];
  for (let i = 0; i < 10; i++) ann.setTyping();
  for (let i = 0; i < 1_000; i++) {
    assert.deepEqual(
      refusalOf(() => ann.setTyping({ stopped: i % 2 === 0 })),
      { refusal: 'too-fast', retryAfterMs: 6_000, limit: 10 },
    );
  }
  for (let i = 0; i < 10; i++) ben.setTyping();
  environment.advance(6_000);
  ann.setTyping();
});

test('W3 W6: lists, positions, repeated joins and reads share the budget of the member, then of the network', () => {
  const { room, join } = createTestRoom({ readsPerNetwork: 40 });
  const members = ['Ann', 'Ben', 'Cleo', 'Dora'].map((nickname) => join(nickname, HOME));
  const [ann] = members as [TestMember, ...TestMember[]];
  const cursor = { since: room.position().next };
  const calls = (member: TestMember) => [
    () => room.members(member.sessionId),
    () => room.cursor(member.sessionId),
    () => room.read(member.sessionId, cursor),
    () => join(member.member.nickname, { ...HOME, sessionId: member.sessionId }),
  ];
  for (const call of calls(ann)) call();
  const refused = { refusal: 'too-fast', retryAfterMs: 15_000, limit: 4 };
  for (const call of calls(ann)) assert.deepEqual(refusalOf(call), refused);

  const { room: busyRoom, join: joinBusy } = createTestRoom({ readsPerNetwork: 11, membersPerNetwork: 0 });
  const crowd = Array.from({ length: 6 }, (_, index) => joinBusy(nicknameOf(index), HOME));
  for (const { sessionId } of crowd.slice(0, 5)) for (let i = 0; i < 2; i++) busyRoom.cursor(sessionId);
  busyRoom.cursor(crowd[5]?.sessionId ?? '');
  assert.deepEqual(
    refusalOf(() => busyRoom.cursor(crowd[5]?.sessionId ?? '')),
    { refusal: 'too-fast', retryAfterMs: Math.ceil(60_000 / 11), limit: 11, scope: 'network' },
  );
});

test('W6: a request for the name of the room counts as a read of its network', () => {
  const { room } = createTestRoom({ readsPerNetwork: 2 });
  for (let i = 0; i < 2; i++) room.preview('192.0.2.1');
  const refused = { refusal: 'too-fast', retryAfterMs: 30_000, limit: 2, scope: 'network' };
  assert.deepEqual(
    refusalOf(() => room.preview('192.0.2.1')),
    refused,
  );
  assert.doesNotThrow(() => room.preview('192.0.2.2'));
});

test('W6: a list of members costs one more read for each 500 members', () => {
  const { room, join } = createTestRoom({ membersPerNetwork: 0, readsPerNetwork: 100, joinsPerNetwork: 0 });
  const ann = join('Ann', HOME);
  for (let i = 1; i < 1_000; i++) join(`x${nicknameOf(i >> 4)}${letters[i & 15]}`, ELSEWHERE);
  for (let i = 0; i < 3; i++) room.members(ann.sessionId);
  room.cursor(ann.sessionId);
  assert.equal(refusalOf(() => room.cursor(ann.sessionId)).refusal, 'too-fast', '3 × 3 + 1 reads are 10');
});

test('W6 W7: reading along is free in a busy room, reading the same letters again is not', () => {
  const { join } = createTestRoom({ readsPerNetwork: 30, messagesPerWindow: 0 });
  const [ann, ben] = [join('Ann', HOME), join('Ben', ELSEWHERE)];
  let { next } = ann.joined;
  for (let i = 0; i < 500; i++) {
    const { id } = ben.send(`message ${i}`);
    for (let tab = 0; tab < 8; tab++) {
      assert.doesNotThrow(() => assert.equal(ann.read(next)?.type, 'mail'));
    }
    next = id + 1;
  }
  for (let i = 0; i < 3; i++) ann.read(0);
  assert.deepEqual(
    refusalOf(() => ann.read(0)),
    { refusal: 'too-fast', retryAfterMs: 20_000, limit: 3 },
  );
  ben.send('one more');
  assert.deepEqual(summarize(ann.read(next)), ['Ben: one more'], 'what is new is still free');
});

test('W7: what a member did not read adds up to 800 letters', () => {
  const { join } = createTestRoom({ readsPerNetwork: 30, messagesPerWindow: 0 });
  const [ann, ben] = [join('Ann', HOME), join('Ben', ELSEWHERE)];
  for (let i = 0; i < 1_000; i++) ben.send('x');
  for (let i = 0; i < 8 + 3; i++) assert.equal(ann.read(2)?.type, 'mail');
  assert.equal(refusalOf(() => ann.read(2)).refusal, 'too-fast');
});

test('W7: a new version of the presence may be read 8 times free of charge', () => {
  const { room, environment, join } = createTestRoom({ readsPerNetwork: 10 });
  const [ann, ben] = [join('Ann', HOME), join('Ben', ELSEWHERE)];
  const { next } = room.position();
  const joins = 2;
  for (let i = 0; i < 8 * joins; i++) room.read(ann.sessionId, { since: next, presence: -1 });
  ben.setTyping();
  environment.advance(1_000);
  const readPresence = () => room.read(ann.sessionId, { since: next, presence: 0 });
  for (let i = 0; i < 8 + 1; i++) assert.equal(readPresence().type, 'reconnect');
  assert.equal(refusalOf(readPresence).refusal, 'too-fast');
});

test('W8: a parked wait is free if the room answers it', () => {
  const { join } = createTestRoom({ readsPerNetwork: 10, messagesPerWindow: 0 });
  const [ann, ben] = [join('Ann', HOME), join('Ben', ELSEWHERE)];
  let { next: since } = ben.joined;
  for (let i = 0; i < 100; i++) {
    const { answers } = ann.wait({ since });
    since = ben.send('x').id + 1;
    assert.equal(answers.length, 1);
  }
});

test('W8: a wait that supersedes another one, or that its client ends, costs a read', () => {
  for (const giveUp of [
    (ann: TestMember) => void ann.wait({ tab: 'one' }),
    (ann: TestMember) => void ann.wait().stop(),
  ]) {
    const { join } = createTestRoom({ readsPerNetwork: 50 });
    const ann = join('Ann', HOME);
    let waits = 0;
    const refusal = refusalOf(() => {
      for (; waits < 100; waits++) giveUp(ann);
    });
    assert.deepEqual([refusal.refusal, waits >= 5 && waits <= 6], ['too-fast', true]);
  }
});

test('W9: a neighbor who uses up the budget of reads keeps no letter from anyone', () => {
  const { room, join } = createTestRoom({ readsPerNetwork: 10 });
  const [ann, ben] = [join('Ann', HOME), join('Ben', HOME)];
  const mallory = Array.from({ length: 20 }, (_, index) => join(nicknameOf(index), HOME));
  for (const { sessionId } of mallory) {
    try {
      room.cursor(sessionId);
    } catch {}
  }
  assert.equal(refusalOf(() => room.cursor(ann.sessionId)).refusal, 'too-fast');
  const parked = ann.wait({ since: room.position().next });
  const { id } = ben.send('hello');
  assert.deepEqual(summarize(parked.answers[0]), ['Ben: hello']);
  ben.send('are you there?');
  assert.deepEqual(summarize(ann.read(id + 1)), ['Ben: are you there?']);
  ann.wait({ since: room.position().next, tab: 'one' });
  assert.doesNotThrow(
    () => ann.wait({ since: room.position().next, tab: 'one' }),
    'nor does it keep a tab from waiting',
  );
});

test('W10: a person who leaves and joins again keeps the rate limit', () => {
  const { environment, join } = createTestRoom({ messagesPerWindow: 2, windowMs: 3_000 });
  const ann = join('Ann', HOME);
  ann.send('one');
  ann.send('two');
  ann.leave();
  environment.advance(1_000);
  const bea = join('Bea', HOME);
  assert.deepEqual(
    refusalOf(() => bea.send('three')),
    { refusal: 'too-fast', retryAfterMs: 2_000, limit: 2 },
  );
  assert.equal(join('Cleo', HOME).send('one').duplicate, false, 'only one newcomer takes it over');
  assert.equal(join('Eve', ELSEWHERE).send('one').duplicate, false);
  environment.advance(2_000);
  assert.equal(bea.send('three').duplicate, false);
});

test('W10: the most used rate limiter is taken over, also within an IPv6 /48 and after a timeout', () => {
  const { environment, join } = createTestRoom({ messagesPerWindow: 2, windowMs: 600_000, idleMs: 20_000 });
  const [ann, ben] = ['1', '2'].map((subnet, index) =>
    join(nicknameOf(index), { clientNetwork: `2001:db8:7:${subnet}::/64` }),
  ) as [TestMember, TestMember];
  ben.send('one');
  ann.send('one');
  ann.send('two');
  environment.advance(20_000);
  const newcomers = [3, 4, 5].map((subnet) => join(nicknameOf(subnet), { clientNetwork: `2001:db8:7:${subnet}::/64` }));
  const [first, second, third] = newcomers as [TestMember, TestMember, TestMember];
  assert.equal(refusalOf(() => first.send('three')).refusal, 'too-fast');
  second.send('two');
  assert.equal(refusalOf(() => second.send('three')).refusal, 'too-fast');
  third.send('one');
});

test('W10 Q3: a session that is resumed keeps its own rate limiter', () => {
  const { environment, join } = createTestRoom({ messagesPerWindow: 1, windowMs: 600_000, idleMs: 20_000 });
  const ann = join('Ann', HOME);
  ann.send('one');
  environment.advance(20_000);
  const back = join('Ann', { ...HOME, sessionId: ann.sessionId });
  assert.equal(refusalOf(() => back.send('two')).refusal, 'too-fast');
  assert.equal(join('Ben', HOME).send('one').duplicate, false);
});

test('W11: the absentees of a network give way to its new members, the longest absent first', () => {
  const { environment, join } = createTestRoom({ membersPerNetwork: 3, idleMs: 20_000 });
  const eve = join('Eve', ELSEWHERE);
  eve.wait();
  const absent = ['Ann', 'Ben', 'Cleo'].map((nickname) => {
    const member = join(nickname, HOME);
    environment.advance(1_000);
    return member;
  });
  environment.advance(20_000);
  const others = ['Dora', 'Fay'].map((nickname) => join(nickname, HOME));
  for (const nickname of ['Ann', 'Ben']) assert.equal(join(nickname, ELSEWHERE).member.nickname, nickname);
  assert.equal(refusalOf(() => join('Cleo', ELSEWHERE)).refusal, 'nickname-taken');
  const [, , cleo] = absent;
  assert.equal(join('Cleo', { ...HOME, sessionId: cleo?.sessionId ?? '' }).member.id, cleo?.member.id);
  assert.equal(refusalOf(() => join('Gil', HOME)).refusal, 'too-many-from-host');
  assert.equal(others.length, 2);
});

test('W11: one network holds at most as many nicknames as it may have members', () => {
  const { environment, join } = createTestRoom({ membersPerNetwork: 10, idleMs: 20_000, joinsPerNetwork: 0 });
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < 10; i++) join(nicknameOf(round * 10 + i), HOME);
    environment.advance(20_000);
  }
  let taken = 0;
  for (let i = 0; i < 100; i++) {
    try {
      join(nicknameOf(i), { clientNetwork: `198.51.100.${i}` });
    } catch {
      taken++;
    }
  }
  assert.equal(taken, 10);
});

test('W13: after a minute the budgets of a crowd take no memory', () => {
  const clock = { now: 0 };
  const failures = new FailureBudget({
    settings: defaultRoomSettings,
    isMember: () => false,
    monotonicNow: () => clock.now,
  });
  for (let i = 0; i < 5_000; i++) failures.charge({ clientNetwork: `2001:db8:${i % 16}:${i}::/64` });
  assert.equal(failures.isUntouched, false);
  clock.now = 60_000;
  failures.sweep();
  assert.equal(failures.isUntouched, true);
});

const createFailures = () => {
  const clock = { now: 0 };
  const failures = new FailureBudget({
    settings: { ...defaultRoomSettings, failuresPerNetwork: 40 },
    isMember: (sessionId) => sessionId !== 'made up',
    monotonicNow: () => clock.now,
  });
  const stranger = { sessionId: 'made up', ...HOME };
  const [mallory, ben] = [
    { sessionId: 'mallory', ...HOME },
    { sessionId: 'ben', ...HOME },
  ];
  return { clock, failures, stranger, mallory, ben };
};

test('W14: a member who has used up the budget of failures is refused, and nobody else', () => {
  const { clock, failures, stranger, mallory, ben } = createFailures();
  for (let i = 0; i < 4; i++) {
    assert.equal(failures.shortage(mallory), undefined);
    failures.charge(mallory);
  }
  assert.deepEqual(failures.shortage(mallory), { refusal: 'too-fast', retryAfterMs: 15_000, limit: 4 });
  for (const caller of [ben, stranger]) assert.equal(failures.shortage(caller), undefined);
  clock.now = 15_000;
  assert.equal(failures.shortage(mallory), undefined);
});

test('W14: strangers who have used up the budget of a network are refused, its members are not', () => {
  const { failures, stranger, ben } = createFailures();
  for (let i = 0; i < 40; i++) failures.charge(stranger);
  assert.deepEqual(failures.shortage(stranger), {
    refusal: 'too-fast',
    retryAfterMs: 1_500,
    limit: 40,
    scope: 'network',
  });
  assert.equal(failures.shortage(HOME)?.refusal, 'too-fast');
  for (const caller of [ben, ELSEWHERE]) assert.equal(failures.shortage(caller), undefined);
});

test('W15: a response is late by the failures of the member, or else by those of the network or its prefix', () => {
  const { clock, failures, stranger, mallory, ben } = createFailures();
  assert.equal(failures.usedShare(stranger), 0);
  failures.charge(mallory);
  assert.deepEqual(
    [mallory, ben, stranger, HOME, ELSEWHERE].map((caller) => failures.usedShare(caller)),
    [0.25, 0, 0.025, 0.025, 0],
  );
  clock.now = 750;
  assert.deepEqual([failures.usedShare(mallory), failures.usedShare(stranger)], [0.2375, 0.0125]);
  for (let i = 0; i < 80; i++) failures.charge({ clientNetwork: `2001:db8:1:${i}::/64` });
  assert.equal(failures.usedShare({ clientNetwork: '2001:db8:1:ffff::/64' }), 0.5);
});

test('W14: failures of members count for their network, so that no new session brings a new budget', () => {
  const { failures, stranger } = createFailures();
  for (let i = 0; i < 10; i++) for (let count = 0; count < 4; count++) failures.charge({ sessionId: `${i}`, ...HOME });
  assert.equal(failures.shortage(stranger)?.refusal, 'too-fast');
});

test('W2: hashed networks equal each other, and belong to one /48, just as the networks do', () => {
  const hash = (text: string) => `hash of ${text.replaceAll(':', '-')}`;
  const networks = ['192.0.2.1', '192.0.2.2', '2001:db8:1:1::/64', '2001:db8:1:2::/64', '2001:db8:2:1::/64', '', '::1'];
  for (const one of networks) {
    for (const other of networks) {
      const [hashed, otherHashed] = [hashNetwork(one, hash), hashNetwork(other, hash)];
      assert.equal(hashed === otherHashed, one === other);
      assert.equal(networkPrefix(hashed) === networkPrefix(otherHashed), networkPrefix(one) === networkPrefix(other));
    }
    assert.equal(networkPrefix(hashNetwork(one, hash)) === undefined, networkPrefix(one) === undefined);
  }
});
