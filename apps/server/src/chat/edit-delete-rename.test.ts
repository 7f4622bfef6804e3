import assert from 'node:assert/strict';
import test from 'node:test';
import { refusalOf, createTestRoom, summarize } from './testing/test-room.ts';

const unknown = { refusal: 'message-unknown' };

test('C1 C2: a line is edited as often as its author likes, and everyone hears of each edit once', () => {
  const { world, person } = createTestRoom();
  const [ann, ben] = [person('Ann'), person('Ben')];
  const { id } = ann.send('helo', 'one');
  const { next } = person('Cleo').joined;
  assert.deepEqual(ann.edit('one', 'hello', 'two'), { id: next, at: world.now(), duplicate: false });
  ann.edit('one', 'hello!', 'three');
  const answer = ben.read(next);
  assert(answer?.type === 'mail');
  assert.deepEqual(
    answer.letters.map(({ event }) => event),
    [
      { type: 'edited', member: ann.member, letter: id, text: 'hello', clientMsgId: 'two' },
      { type: 'edited', member: ann.member, letter: id, text: 'hello!', clientMsgId: 'three' },
    ],
  );
  assert.deepEqual(summarize(ben.read(id)), [
    'Ann: helo',
    'Cleo joined',
    `${id} is now: hello`,
    `${id} is now: hello!`,
  ]);
});

test('C2: nobody can name a line of somebody else', () => {
  const { person } = createTestRoom();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ann.send('hello', 'one');
  assert.deepEqual(
    refusalOf(() => ben.edit('one', 'bye')),
    unknown,
  );
  assert.deepEqual(
    refusalOf(() => ben.delete('one')),
    unknown,
  );
  ben.send('hello too', 'one');
  ben.edit('one', 'bye');
  assert.deepEqual(summarize(ann.read(2)), ['Ann: hello', 'Ben: hello too', '3 is now: bye']);
});

test('C3: after 5 minutes it is too late, whatever the clock on the wall says', () => {
  const { world, person } = createTestRoom({ idleMs: 0 });
  const ann = person('Ann');
  ann.send('hello', 'one');
  world.wallTime += 3_600_000;
  world.advance(300_000);
  ann.edit('one', 'still');
  world.advance(1);
  const tooLate = { refusal: 'too-late', limit: 300_000 };
  assert.deepEqual(
    refusalOf(() => ann.edit('one', 'no more')),
    tooLate,
  );
  world.wallTime -= 7_200_000;
  assert.deepEqual(
    refusalOf(() => ann.delete('one')),
    tooLate,
  );
});

test('C4: a line that was never said, or was deleted, or said in another stay, is unknown', () => {
  const { person } = createTestRoom();
  const ann = person('Ann');
  assert.deepEqual(
    refusalOf(() => ann.edit('one', 'hello')),
    unknown,
  );
  ann.send('hello', 'one');
  ann.edit('one', 'hello!', 'an edit');
  assert.deepEqual(
    refusalOf(() => ann.delete('an edit')),
    unknown,
  );
  ann.delete('one');
  assert.deepEqual(
    refusalOf(() => ann.edit('one', 'again')),
    unknown,
  );
  assert.deepEqual(
    refusalOf(() => ann.delete('one')),
    unknown,
  );
  ann.send('bye', 'two');
  ann.leave();
  const again = person('Ann');
  assert.deepEqual(
    refusalOf(() => again.delete('two')),
    unknown,
  );
});

test('C4: and so is one of which the room remembers nothing any more', () => {
  const { world, person } = createTestRoom({ idleMs: 0 });
  const ann = person('Ann');
  ann.send('hello', 'one');
  world.advance(600_001);
  ann.send('later', 'two');
  assert.deepEqual(
    refusalOf(() => ann.edit('one', 'hello?')),
    unknown,
  );
});

test('C5: what was deleted is read by nobody any more, in none of its words; all else stays in its place', () => {
  const { person } = createTestRoom();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.send('before');
  ann.send('secret', 'one');
  ann.edit('one', 'secret too');
  ben.send('after');
  const whole = ben.read();
  assert.deepEqual(summarize(whole), ['Ben: before', 'Ann: secret', '3 is now: secret too', 'Ben: after']);
  ann.delete('one');
  const blanked = ['Ben: before', 'Ann: ', '3 is now: ', 'Ben: after', '3 deleted'];
  assert.deepEqual(summarize(ben.read()), blanked, 'who reads once more');
  const tail = {
    type: 'mail',
    epoch: '',
    from: 0,
    next: 0,
    missed: 0,
    letters: person('Cleo').joined.letters,
  } as const;
  assert.deepEqual(summarize(tail)?.slice(2), [...blanked, 'Cleo joined'], 'who comes');
});

test('C5: also by who was to be told of it with a delivery that was put off', () => {
  const { world, person } = createTestRoom();
  const [ann, ben] = [person('Ann'), person('Ben')];
  const parked = ben.wait();
  world.defersDeliveries = true;
  ann.send('secret', 'one');
  ann.delete('one');
  for (const task of world.deferredDeliveries) task();
  assert.deepEqual(summarize(parked.told[0]), ['Ann: ', '2 deleted']);
});

test('C6: each change is made once, and an id is for one thing', () => {
  const { world, person } = createTestRoom();
  const ann = person('Ann');
  ann.send('hello', 'line');
  const edited = ann.edit('line', 'hello!', 'edit');
  assert.deepEqual(ann.edit('line', 'hello!', 'edit'), { ...edited, duplicate: true });
  const { you, ...renamed } = ann.rename('Anna', 'rename');
  world.advance(1_000);
  ann.send('between', 'between');
  const { you: again, ...repeated } = ann.rename('Anna', 'rename');
  assert.deepEqual([again, repeated], [you, { ...renamed, duplicate: true }]);
  const deleted = ann.delete('line', 'deletion');
  assert.deepEqual(ann.delete('line', 'deletion'), { ...deleted, duplicate: true });
  assert.deepEqual(ann.edit('line', 'hello!', 'edit'), { ...edited, duplicate: true }, 'also after the deletion');
  for (const id of ['line', 'edit', 'rename', 'deletion']) {
    for (const act of [
      () => ann.send('another', id),
      () => ann.edit('another', 'hello', id),
      () => ann.delete('another', id),
      () => ann.rename('Another', id),
    ]) {
      assert.deepEqual(refusalOf(act), { refusal: 'id-reused' });
    }
  }
  const sameOfAnother = [() => ann.edit('between', 'hello!', 'edit'), () => ann.delete('between', 'deletion')];
  for (const act of sameOfAnother) assert.deepEqual(refusalOf(act), { refusal: 'id-reused' }, 'the line counts too');
  assert.deepEqual(summarize(ann.read()), ['Ann: ', '1 is now: ', 'Ann is now Anna', 'Anna: between', '1 deleted']);
});

test('C6: a refused change takes no number and does not use up its id', () => {
  const { room, person } = createTestRoom();
  const ann = person('Ann');
  ann.send('hello', 'line');
  person('Ben');
  const { next } = room.cursor(ann.sessionId);
  for (const act of [
    () => ann.edit('another', 'hello', 'one'),
    () => ann.edit('line', ' ', 'one'),
    () => ann.delete('another', 'one'),
    () => ann.rename('Ben', 'one'),
    () => ann.rename('B n', 'one'),
  ]) {
    assert.throws(act);
  }
  assert.equal(ann.edit('line', 'hello!', 'one').id, next);
});

test('C6: changes count in the throttle as lines do, and repeated ones do not', () => {
  const { world, person } = createTestRoom({ messagesPerWindow: 4, windowMs: 1_000 });
  const ann = person('Ann');
  ann.send('one', 'one');
  ann.edit('one', 'two', 'two');
  ann.rename('Anna', 'three');
  ann.delete('one', 'four');
  for (const act of [() => ann.send('five'), () => ann.rename('Annie')]) {
    assert.deepEqual(refusalOf(act), { refusal: 'too-fast', retryAfterMs: 1_000, limit: 4 });
  }
  ann.delete('one', 'four');
  world.advance(1_000);
  ann.send('five', 'five');
  for (const edit of ['six', 'seven', 'eight']) ann.edit('five', edit);
  for (const act of [() => ann.edit('five', 'nine'), () => ann.delete('five')]) {
    assert.equal(refusalOf(act).refusal, 'too-fast');
  }
});

test('C6: a change that the throttle refuses changes nothing', () => {
  const { world, person } = createTestRoom({ messagesPerWindow: 1, windowMs: 1_000 });
  const ann = person('Ann');
  ann.send('hello', 'one');
  assert.throws(() => ann.delete('one'));
  assert.throws(() => ann.rename('Anna'));
  assert.deepEqual(summarize(ann.read()), ['Ann: hello']);
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
  world.advance(1_000);
  ann.delete('one');
});

test('C7: the text of an edit is kept, and refused, as that of a line', () => {
  const { person } = createTestRoom({ messageLength: 5 });
  const ann = person('Ann');
  ann.send('hello', 'one');
  assert.deepEqual(
    refusalOf(() => ann.edit('one', 'hello!')),
    { refusal: 'text-invalid', rule: 'too-long', limit: 5 },
  );
  ann.edit('one', 'a\r\ne\u0301');
  assert.deepEqual(summarize(ann.read()), ['Ann: hello', '1 is now: a\n\u00E9']);
});

test('C8: who renames is the same member, and everyone hears of it once', () => {
  const { room, world, person } = createTestRoom();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ann.send('as Ann');
  const before = room.members(ann.sessionId);
  const you = { id: ann.member.id, nickname: 'Anna' };
  const answer = { you, id: 3, at: world.now(), duplicate: false };
  assert.deepEqual(ann.rename('Anna', 'one'), answer);
  ann.send('as Anna');
  assert.deepEqual(summarize(ben.read()), ['Ann: as Ann', 'Ann is now Anna', 'Anna: as Anna']);
  assert.deepEqual(ben.memberNicknames(), ['Anna', 'Ben']);
  assert.deepEqual(before.members, [ann.member, ben.member], 'a list taken before stays as it was');
  ann.leave();
  assert.deepEqual(summarize(ben.read(5)), ['Anna left ()']);
  assert.deepEqual(ben.memberNicknames(), ['Ben']);
});

test('C9: a nickname that is somebody else’s is refused, one’s own in another spelling is not', () => {
  const { world, person } = createTestRoom({ idleMs: 20_000 });
  const ann = person('ann');
  person('Ben');
  ann.wait({ since: 2 });
  world.advance(20_000);
  person('Cleo');
  for (const nickname of ['Cleo', 'CLE0', 'ben']) {
    assert.deepEqual(
      refusalOf(() => ann.rename(nickname)),
      { refusal: 'nickname-taken' },
      nickname,
    );
  }
  assert.equal(refusalOf(() => ann.rename('a nn')).refusal, 'nickname-invalid');
  assert.equal(ann.rename('Ann').you.nickname, 'Ann');
  assert.throws(() => person('ann'), 'and it is theirs still');
  ann.rename('Bea');
  assert.throws(() => person('bea'));
  assert.equal(person('Ann').member.nickname, 'Ann');
});

test('C10: to the nickname that one has, nothing is said', () => {
  const { room, world, person } = createTestRoom({ messagesPerWindow: 1 });
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.send('hello');
  const { next } = room.position();
  for (let time = 0; time < 3; time++) {
    assert.deepEqual(ann.rename('Ann', 'one'), { you: ann.member, id: next - 1, at: world.now(), duplicate: true });
  }
  ann.send('hello', 'one');
  assert.deepEqual(summarize(ben.read()), ['Ben: hello', 'Ann: hello']);
});

test('R4 C11: who comes in again by the same attempt is who they are by now, with whichever of their nicknames', () => {
  const { person } = createTestRoom();
  const ben = person('Ben');
  const ann = person('Ann', { attemptId: 'try' });
  ann.rename('Anna');
  ann.rename('Annie');
  const you = { id: ann.member.id, nickname: 'Annie' };
  for (const nickname of ['Ann', 'Annie', 'Anna', 'Ann']) {
    const again = person(nickname, { attemptId: 'try' });
    assert.deepEqual([again.sessionId, again.member], [ann.sessionId, you], nickname);
  }
  assert.deepEqual(
    refusalOf(() => person('Bob', { attemptId: 'try' })),
    { refusal: 'id-reused' },
  );
  assert.deepEqual(summarize(ben.read()), ['Ann joined', 'Ann is now Anna', 'Anna is now Annie']);
});

test('C11: also after a silence', () => {
  const { world, person } = createTestRoom();
  const ann = person('Ann', { attemptId: 'try' });
  ann.rename('Anna');
  ann.rename('Annie');
  world.advance(161_000);
  assert.throws(() => person('annie', { clientNetwork: 'another' }), 'the new nickname is kept for them');
  for (const nickname of ['Anna', 'Ann']) {
    const back = person(nickname, { attemptId: 'try' });
    assert.deepEqual([back.sessionId, back.member.nickname], [ann.sessionId, 'Annie'], nickname);
    world.advance(161_000);
  }
  assert.equal(person('Ann', { clientNetwork: 'another' }).member.nickname, 'Ann');
});

test('C11: their session vouches for an attempt that is older than 10 minutes', () => {
  const { world, person } = createTestRoom();
  const ben = person('Ben');
  const ann = person('Ann', { attemptId: 'try' });
  const parked = [ben.wait({ since: 2 }), ann.wait()];
  world.advance(660_000);
  for (const { stop } of parked) stop();
  ann.send('one', 'one');
  ann.rename('Anna');
  const again = person('Ann', { attemptId: 'try', sessionId: ann.sessionId });
  assert.deepEqual([again.sessionId, again.member.nickname], [ann.sessionId, 'Anna']);
  assert.equal(again.send('one', 'one').duplicate, true);
  assert.deepEqual(summarize(ben.read(2)), ['Ann: one', 'Ann is now Anna']);
});

test('C11: also after a silence, in which the attempt became too old to be remembered', () => {
  const { world, person } = createTestRoom();
  const ann = person('Ann', { attemptId: 'try' });
  const parked = ann.wait();
  world.advance(540_000);
  parked.stop();
  ann.send('one', 'one');
  ann.rename('Anna');
  world.advance(161_000);
  const back = person('Ann', { attemptId: 'try', sessionId: ann.sessionId });
  assert.deepEqual([back.sessionId, back.member], [ann.sessionId, { id: ann.member.id, nickname: 'Anna' }]);
  assert.equal(back.send('one', 'one').duplicate, true);
});

test('C11 R7: without that attempt, or with a nickname they never had, who comes is another member', () => {
  for (const { nickname, attempt } of [
    { nickname: 'Ann', attempt: 'another' },
    { nickname: 'Ann', attempt: undefined },
    { nickname: 'Bea', attempt: 'try' },
  ]) {
    const { world, person } = createTestRoom({ idleMs: 0 });
    const ann = person('Ann', { attemptId: 'try' });
    world.advance(660_000);
    ann.rename('Anna');
    const other = person(nickname, { ...(attempt && { attemptId }), sessionId: ann.sessionId });
    assert.notEqual(other.member.id, ann.member.id);
    assert.equal(other.member.nickname, nickname);
  }
  const { person } = createTestRoom();
  const ann = person('Ann');
  ann.rename('Anna');
  assert.notEqual(person('Ann', { sessionId: ann.sessionId }).member.id, ann.member.id, 'nor when none was ever named');
});

test('C11: the last 32 nicknames of a member are remembered', () => {
  const { person } = createTestRoom({ messagesPerWindow: 0 });
  const ann = person('Ann', { attemptId: 'try' });
  const comesAs = (nickname: string) => person(nickname, { attemptId: 'try' }).member.nickname;
  for (let time = 1; time < 32; time++) ann.rename(`Ann${time}`);
  for (const nickname of ['Ann1', 'Ann31']) ann.rename(nickname);
  assert.equal(comesAs('Ann'), 'Ann31', 'one that they have again is not another');
  ann.rename('Annie');
  assert.equal(comesAs('Ann1'), 'Annie');
  assert.deepEqual(
    refusalOf(() => comesAs('Ann')),
    { refusal: 'id-reused' },
  );
});

test('C12: what was said before a renaming and a silence can be changed after them', () => {
  const { world, person } = createTestRoom();
  const ann = person('Ann');
  ann.send('helo', 'one');
  ann.rename('Anna');
  world.advance(161_000);
  const back = person('Anna', { sessionId: ann.sessionId });
  back.edit('one', 'hello');
  back.delete('one');
  assert.deepEqual(summarize(back.read(1))?.slice(-2), ['1 is now: ', '1 deleted']);
});
