import assert from 'node:assert/strict';
import test from 'node:test';
import { refusalOf, createTestRoom, summarize } from './testing/test-room.ts';

const unknown = { refusal: 'message-unknown' };

test('C1 C2: a line is edited as often as its author likes, and everyone hears of each edit once', () => {
  const { environment, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  const { id } = ann.send('helo', 'one');
  const { next } = join('Cleo').joined;
  assert.deepEqual(ann.edit('one', 'hello', 'two'), { id: next, at: environment.now(), duplicate: false });
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
  const { join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
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
  const { environment, join } = createTestRoom({ idleMs: 0 });
  const ann = join('Ann');
  ann.send('hello', 'one');
  environment.wallTime += 3_600_000;
  environment.advance(300_000);
  ann.edit('one', 'still');
  environment.advance(1);
  const tooLate = { refusal: 'too-late', limit: 300_000 };
  assert.deepEqual(
    refusalOf(() => ann.edit('one', 'no more')),
    tooLate,
  );
  environment.wallTime -= 7_200_000;
  assert.deepEqual(
    refusalOf(() => ann.delete('one')),
    tooLate,
  );
});

test('C4: a line that was never said, or was deleted, or said in another stay, is unknown', () => {
  const { join } = createTestRoom();
  const ann = join('Ann');
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
  const again = join('Ann');
  assert.deepEqual(
    refusalOf(() => again.delete('two')),
    unknown,
  );
});

test('C4: and so is one of which the room remembers nothing any more', () => {
  const { environment, join } = createTestRoom({ idleMs: 0 });
  const ann = join('Ann');
  ann.send('hello', 'one');
  environment.advance(600_001);
  ann.send('later', 'two');
  assert.deepEqual(
    refusalOf(() => ann.edit('one', 'hello?')),
    unknown,
  );
});

test('C5: what was deleted is read by nobody any more, in none of its words; all else stays in its place', () => {
  const { join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
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
    letters: join('Cleo').joined.letters,
  } as const;
  assert.deepEqual(summarize(tail)?.slice(2), [...blanked, 'Cleo joined'], 'who comes');
});

test('C5: also by who was to be answers of it with a delivery that was put off', () => {
  const { environment, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  const parked = ben.wait();
  environment.defersDeliveries = true;
  ann.send('secret', 'one');
  ann.delete('one');
  for (const task of environment.deferredDeliveries) task();
  assert.deepEqual(summarize(parked.answers[0]), ['Ann: ', '2 deleted']);
});

test('C6: each change is made once, and an id is for one thing', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  ann.send('hello', 'line');
  const edited = ann.edit('line', 'hello!', 'edit');
  assert.deepEqual(ann.edit('line', 'hello!', 'edit'), { ...edited, duplicate: true });
  const { you, ...renamed } = ann.rename('Anna', 'rename');
  environment.advance(1_000);
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
  const { room, join } = createTestRoom();
  const ann = join('Ann');
  ann.send('hello', 'line');
  join('Ben');
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
  assert.doesNotThrow(() => ann.edit('line', 'hello!', 'one'), 'the id is free');
  assert.equal(ann.edit('line', 'hello!', 'one').id, next);
});

test('C6: changes count in the throttle as lines do, and repeated ones do not', () => {
  const { environment, join } = createTestRoom({ messagesPerWindow: 4, windowMs: 1_000 });
  const ann = join('Ann');
  ann.send('one', 'one');
  ann.edit('one', 'two', 'two');
  ann.rename('Anna', 'three');
  ann.delete('one', 'four');
  for (const act of [() => ann.send('five'), () => ann.rename('Annie')]) {
    assert.deepEqual(refusalOf(act), { refusal: 'too-fast', retryAfterMs: 1_000, limit: 4 });
  }
  ann.delete('one', 'four');
  environment.advance(1_000);
  ann.send('five', 'five');
  for (const edit of ['six', 'seven', 'eight']) ann.edit('five', edit);
  for (const act of [() => ann.edit('five', 'nine'), () => ann.delete('five')]) {
    assert.equal(refusalOf(act).refusal, 'too-fast');
  }
});

test('C6: a change that the throttle refuses changes nothing', () => {
  const { environment, join } = createTestRoom({ messagesPerWindow: 1, windowMs: 1_000 });
  const ann = join('Ann');
  ann.send('hello', 'one');
  assert.throws(() => ann.delete('one'));
  assert.throws(() => ann.rename('Anna'));
  assert.deepEqual(summarize(ann.read()), ['Ann: hello']);
  assert.deepEqual(ann.memberNicknames(), ['Ann']);
  environment.advance(1_000);
  ann.delete('one');
});

test('C7: the text of an edit is kept, and refused, as that of a line', () => {
  const { join } = createTestRoom({ messageLength: 5 });
  const ann = join('Ann');
  ann.send('hello', 'one');
  assert.deepEqual(
    refusalOf(() => ann.edit('one', 'hello!')),
    { refusal: 'text-invalid', rule: 'too-long', limit: 5 },
  );
  ann.edit('one', 'a\r\ne\u0301');
  assert.deepEqual(summarize(ann.read()), ['Ann: hello', '1 is now: a\n\u00E9']);
});

test('C8: who renames is the same member, and everyone hears of it once', () => {
  const { room, environment, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  ann.send('as Ann');
  const before = room.members(ann.sessionId);
  const you = { id: ann.member.id, nickname: 'Anna' };
  const answer = { you, id: 3, at: environment.now(), duplicate: false };
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
  const { environment, join } = createTestRoom({ idleMs: 20_000 });
  const ann = join('ann');
  join('Ben');
  ann.wait({ since: 2 });
  environment.advance(20_000);
  join('Cleo');
  for (const nickname of ['Cleo', 'CLE0', 'ben']) {
    assert.deepEqual(
      refusalOf(() => ann.rename(nickname)),
      { refusal: 'nickname-taken' },
      nickname,
    );
  }
  assert.equal(refusalOf(() => ann.rename('a nn')).refusal, 'nickname-invalid');
  assert.equal(ann.rename('Ann').you.nickname, 'Ann');
  assert.throws(() => join('ann'), 'and it is theirs still');
  ann.rename('Bea');
  assert.throws(() => join('bea'));
  assert.doesNotThrow(() => join('Ann'), 'the former nickname is free');
});

test('C10: to the nickname that one has, nothing is said', () => {
  const { room, environment, join } = createTestRoom({ messagesPerWindow: 1 });
  const [ann, ben] = [join('Ann'), join('Ben')];
  ben.send('hello');
  const { next } = room.position();
  for (let time = 0; time < 3; time++) {
    assert.deepEqual(ann.rename('Ann', 'one'), { you: ann.member, id: next - 1, at: environment.now(), duplicate: true });
  }
  ann.send('hello', 'one');
  assert.deepEqual(summarize(ben.read()), ['Ben: hello', 'Ann: hello']);
});

test('R4 C11: who comes in again by the same attempt is who they are by now, with whichever of their nicknames', () => {
  const { join } = createTestRoom();
  const ben = join('Ben');
  const ann = join('Ann', { attemptId: 'try' });
  ann.rename('Anna');
  ann.rename('Annie');
  const you = { id: ann.member.id, nickname: 'Annie' };
  for (const nickname of ['Ann', 'Annie', 'Anna', 'Ann']) {
    const rejoin = () => {
      const { sessionId, member } = join(nickname, { attemptId: 'try' });
      assert.deepEqual([sessionId, member], [ann.sessionId, you], nickname);
    };
    assert.doesNotThrow(rejoin, nickname);
  }
  assert.deepEqual(
    refusalOf(() => join('Bob', { attemptId: 'try' })),
    { refusal: 'id-reused' },
  );
  assert.deepEqual(summarize(ben.read()), ['Ann joined', 'Ann is now Anna', 'Anna is now Annie']);
});

test('C11: also after a silence', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann', { attemptId: 'try' });
  ann.rename('Anna');
  ann.rename('Annie');
  environment.advance(161_000);
  assert.throws(() => join('annie', { clientNetwork: 'another' }), 'the new nickname is kept for them');
  for (const nickname of ['Anna', 'Ann']) {
    const back = join(nickname, { attemptId: 'try' });
    assert.deepEqual([back.sessionId, back.member.nickname], [ann.sessionId, 'Annie'], nickname);
    environment.advance(161_000);
  }
  assert.equal(join('Ann', { clientNetwork: 'another' }).member.nickname, 'Ann');
});

test('C11: their session vouches for an attempt that is older than 10 minutes', () => {
  const { environment, join } = createTestRoom();
  const ben = join('Ben');
  const ann = join('Ann', { attemptId: 'try' });
  const parked = [ben.wait({ since: 2 }), ann.wait()];
  environment.advance(660_000);
  for (const { stop } of parked) stop();
  ann.send('one', 'one');
  ann.rename('Anna');
  const again = join('Ann', { attemptId: 'try', sessionId: ann.sessionId });
  assert.deepEqual([again.sessionId, again.member.nickname], [ann.sessionId, 'Anna']);
  assert.equal(again.send('one', 'one').duplicate, true);
  assert.deepEqual(summarize(ben.read(2)), ['Ann: one', 'Ann is now Anna']);
});

test('C11: also after a silence, in which the attempt became too old to be remembered', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann', { attemptId: 'try' });
  const parked = ann.wait();
  environment.advance(540_000);
  parked.stop();
  ann.send('one', 'one');
  ann.rename('Anna');
  environment.advance(161_000);
  const back = join('Ann', { attemptId: 'try', sessionId: ann.sessionId });
  assert.deepEqual([back.sessionId, back.member], [ann.sessionId, { id: ann.member.id, nickname: 'Anna' }]);
  assert.equal(back.send('one', 'one').duplicate, true);
});

test('C11 R7: without that attempt, or with a nickname they never had, who comes is another member', () => {
  for (const { nickname, attempt } of [
    { nickname: 'Ann', attempt: 'another' },
    { nickname: 'Ann', attempt: undefined },
    { nickname: 'Bea', attempt: 'try' },
  ]) {
    const { environment, join } = createTestRoom({ idleMs: 0 });
    const ann = join('Ann', { attemptId: 'try' });
    environment.advance(660_000);
    ann.rename('Anna');
    const other = join(nickname, { ...(attempt && { attemptId }), sessionId: ann.sessionId });
    assert.notEqual(other.member.id, ann.member.id);
    assert.equal(other.member.nickname, nickname);
  }
  const { join } = createTestRoom();
  const ann = join('Ann');
  ann.rename('Anna');
  assert.notEqual(join('Ann', { sessionId: ann.sessionId }).member.id, ann.member.id, 'nor when none was ever named');
});

test('C11: the last 32 nicknames of a member are remembered', () => {
  const { join } = createTestRoom({ messagesPerWindow: 0 });
  const ann = join('Ann', { attemptId: 'try' });
  const comesAs = (nickname: string) => join(nickname, { attemptId: 'try' }).member.nickname;
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
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  ann.send('helo', 'one');
  ann.rename('Anna');
  environment.advance(161_000);
  const back = join('Anna', { sessionId: ann.sessionId });
  back.edit('one', 'hello');
  back.delete('one');
  assert.deepEqual(summarize(back.read(1))?.slice(-2), ['1 is now: ', '1 deleted']);
});
