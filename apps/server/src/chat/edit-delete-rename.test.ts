import assert from 'node:assert/strict';
import test from 'node:test';
import { refusalOf, roomInHand, told } from './testing/test-room.ts';

const unknown = { refusal: 'line-unknown' };

test('C1 C2: a line is edited as often as its author likes, and everyone hears of each edit once', () => {
  const { world, person } = roomInHand();
  const [ann, ben] = [person('Ann'), person('Ben')];
  const { id } = ann.says('helo', 'one');
  const { next } = person('Cleo').visit;
  assert.deepEqual(ann.edits('one', 'hello', 'two'), { id: next, at: world.now(), duplicate: false });
  ann.edits('one', 'hello!', 'three');
  const answer = ben.reads(next);
  assert(answer?.type === 'mail');
  assert.deepEqual(
    answer.letters.map(({ event }) => event),
    [
      { type: 'edited', member: ann.member, letter: id, text: 'hello', clientMsgId: 'two' },
      { type: 'edited', member: ann.member, letter: id, text: 'hello!', clientMsgId: 'three' },
    ],
  );
  assert.deepEqual(told(ben.reads(id)), ['Ann: helo', 'Cleo joined', `${id} is now: hello`, `${id} is now: hello!`]);
});

test('C2: nobody can name a line of somebody else', () => {
  const { person } = roomInHand();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ann.says('hello', 'one');
  assert.deepEqual(
    refusalOf(() => ben.edits('one', 'bye')),
    unknown,
  );
  assert.deepEqual(
    refusalOf(() => ben.deletes('one')),
    unknown,
  );
  ben.says('hello too', 'one');
  ben.edits('one', 'bye');
  assert.deepEqual(told(ann.reads(2)), ['Ann: hello', 'Ben: hello too', '3 is now: bye']);
});

test('C3: after 5 minutes it is too late, whatever the clock on the wall says', () => {
  const { world, person } = roomInHand({ idleMs: 0 });
  const ann = person('Ann');
  ann.says('hello', 'one');
  world.wall += 3_600_000;
  world.pass(300_000);
  ann.edits('one', 'still');
  world.pass(1);
  const tooLate = { refusal: 'too-late', limit: 300_000 };
  assert.deepEqual(
    refusalOf(() => ann.edits('one', 'no more')),
    tooLate,
  );
  world.wall -= 7_200_000;
  assert.deepEqual(
    refusalOf(() => ann.deletes('one')),
    tooLate,
  );
});

test('C4: a line that was never said, or was deleted, or said in another stay, is unknown', () => {
  const { person } = roomInHand();
  const ann = person('Ann');
  assert.deepEqual(
    refusalOf(() => ann.edits('one', 'hello')),
    unknown,
  );
  ann.says('hello', 'one');
  ann.edits('one', 'hello!', 'an edit');
  assert.deepEqual(
    refusalOf(() => ann.deletes('an edit')),
    unknown,
  );
  ann.deletes('one');
  assert.deepEqual(
    refusalOf(() => ann.edits('one', 'again')),
    unknown,
  );
  assert.deepEqual(
    refusalOf(() => ann.deletes('one')),
    unknown,
  );
  ann.says('bye', 'two');
  ann.leaves();
  const again = person('Ann');
  assert.deepEqual(
    refusalOf(() => again.deletes('two')),
    unknown,
  );
});

test('C4: and so is one of which the room remembers nothing any more', () => {
  const { world, person } = roomInHand({ idleMs: 0 });
  const ann = person('Ann');
  ann.says('hello', 'one');
  world.pass(600_001);
  ann.says('later', 'two');
  assert.deepEqual(
    refusalOf(() => ann.edits('one', 'hello?')),
    unknown,
  );
});

test('C5: what was deleted is read by nobody any more, in none of its words; all else stays in its place', () => {
  const { person } = roomInHand();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.says('before');
  ann.says('secret', 'one');
  ann.edits('one', 'secret too');
  ben.says('after');
  const whole = ben.reads();
  assert.deepEqual(told(whole), ['Ben: before', 'Ann: secret', '3 is now: secret too', 'Ben: after']);
  ann.deletes('one');
  const blanked = ['Ben: before', 'Ann: ', '3 is now: ', 'Ben: after', '3 deleted'];
  assert.deepEqual(told(ben.reads()), blanked, 'who reads once more');
  const tail = { type: 'mail', epoch: '', from: 0, next: 0, missed: 0, letters: person('Cleo').visit.letters } as const;
  assert.deepEqual(told(tail)?.slice(2), [...blanked, 'Cleo joined'], 'who comes');
});

test('C5: also by who was to be told of it with a delivery that was put off', () => {
  const { world, person } = roomInHand();
  const [ann, ben] = [person('Ann'), person('Ben')];
  const parked = ben.waits();
  world.isBusy = true;
  ann.says('secret', 'one');
  ann.deletes('one');
  for (const task of world.due) task();
  assert.deepEqual(told(parked.told[0]), ['Ann: ', '2 deleted']);
});

test('C6: each change is made once, and an id is for one thing', () => {
  const { world, person } = roomInHand();
  const ann = person('Ann');
  ann.says('hello', 'line');
  const edited = ann.edits('line', 'hello!', 'edit');
  assert.deepEqual(ann.edits('line', 'hello!', 'edit'), { ...edited, duplicate: true });
  const { you, ...renamed } = ann.renames('Anna', 'rename');
  world.pass(1_000);
  ann.says('between', 'between');
  const { you: again, ...repeated } = ann.renames('Anna', 'rename');
  assert.deepEqual([again, repeated], [you, { ...renamed, duplicate: true }]);
  const deleted = ann.deletes('line', 'deletion');
  assert.deepEqual(ann.deletes('line', 'deletion'), { ...deleted, duplicate: true });
  assert.deepEqual(ann.edits('line', 'hello!', 'edit'), { ...edited, duplicate: true }, 'also after the deletion');
  for (const id of ['line', 'edit', 'rename', 'deletion']) {
    for (const act of [
      () => ann.says('another', id),
      () => ann.edits('another', 'hello', id),
      () => ann.deletes('another', id),
      () => ann.renames('Another', id),
    ]) {
      assert.deepEqual(refusalOf(act), { refusal: 'id-reused' });
    }
  }
  const sameOfAnother = [() => ann.edits('between', 'hello!', 'edit'), () => ann.deletes('between', 'deletion')];
  for (const act of sameOfAnother) assert.deepEqual(refusalOf(act), { refusal: 'id-reused' }, 'the line counts too');
  assert.deepEqual(told(ann.reads()), ['Ann: ', '1 is now: ', 'Ann is now Anna', 'Anna: between', '1 deleted']);
});

test('C6: a refused change takes no number and does not use up its id', () => {
  const { room, person } = roomInHand();
  const ann = person('Ann');
  ann.says('hello', 'line');
  person('Ben');
  const { next } = room.cursor(ann.session);
  for (const act of [
    () => ann.edits('another', 'hello', 'one'),
    () => ann.edits('line', ' ', 'one'),
    () => ann.deletes('another', 'one'),
    () => ann.renames('Ben', 'one'),
    () => ann.renames('B n', 'one'),
  ]) {
    assert.throws(act);
  }
  assert.equal(ann.edits('line', 'hello!', 'one').id, next);
});

test('C6: changes count in the throttle as lines do, and repeated ones do not', () => {
  const { world, person } = roomInHand({ messagesPerWindow: 4, windowMs: 1_000 });
  const ann = person('Ann');
  ann.says('one', 'one');
  ann.edits('one', 'two', 'two');
  ann.renames('Anna', 'three');
  ann.deletes('one', 'four');
  for (const act of [() => ann.says('five'), () => ann.renames('Annie')]) {
    assert.deepEqual(refusalOf(act), { refusal: 'too-fast', retryAfterMs: 1_000, limit: 4 });
  }
  ann.deletes('one', 'four');
  world.pass(1_000);
  ann.says('five', 'five');
  for (const edit of ['six', 'seven', 'eight']) ann.edits('five', edit);
  for (const act of [() => ann.edits('five', 'nine'), () => ann.deletes('five')]) {
    assert.equal(refusalOf(act).refusal, 'too-fast');
  }
});

test('C6: a change that the throttle refuses changes nothing', () => {
  const { world, person } = roomInHand({ messagesPerWindow: 1, windowMs: 1_000 });
  const ann = person('Ann');
  ann.says('hello', 'one');
  assert.throws(() => ann.deletes('one'));
  assert.throws(() => ann.renames('Anna'));
  assert.deepEqual(told(ann.reads()), ['Ann: hello']);
  assert.deepEqual(ann.nicknamesHere(), ['Ann']);
  world.pass(1_000);
  ann.deletes('one');
});

test('C7: the text of an edit is kept, and refused, as that of a line', () => {
  const { person } = roomInHand({ messageLength: 5 });
  const ann = person('Ann');
  ann.says('hello', 'one');
  assert.deepEqual(
    refusalOf(() => ann.edits('one', 'hello!')),
    { refusal: 'text-invalid', rule: 'too-long', limit: 5 },
  );
  ann.edits('one', 'a\r\ne\u0301');
  assert.deepEqual(told(ann.reads()), ['Ann: hello', '1 is now: a\n\u00E9']);
});

test('C8: who renames is the same member, and everyone hears of it once', () => {
  const { room, world, person } = roomInHand();
  const [ann, ben] = [person('Ann'), person('Ben')];
  ann.says('as Ann');
  const before = room.members(ann.session);
  const you = { id: ann.member.id, nickname: 'Anna' };
  const answer = { you, id: 3, at: world.now(), duplicate: false };
  assert.deepEqual(ann.renames('Anna', 'one'), answer);
  ann.says('as Anna');
  assert.deepEqual(told(ben.reads()), ['Ann: as Ann', 'Ann is now Anna', 'Anna: as Anna']);
  assert.deepEqual(ben.nicknamesHere(), ['Anna', 'Ben']);
  assert.deepEqual(before.members, [ann.member, ben.member], 'a list taken before stays as it was');
  ann.leaves();
  assert.deepEqual(told(ben.reads(5)), ['Anna left ()']);
  assert.deepEqual(ben.nicknamesHere(), ['Ben']);
});

test('C9: a nickname that is somebody else’s is refused, one’s own in another spelling is not', () => {
  const { world, person } = roomInHand({ idleMs: 20_000 });
  const ann = person('ann');
  person('Ben');
  ann.waits({ since: 2 });
  world.pass(20_000);
  person('Cleo');
  for (const nickname of ['Cleo', 'CLE0', 'ben']) {
    assert.deepEqual(
      refusalOf(() => ann.renames(nickname)),
      { refusal: 'nickname-taken' },
      nickname,
    );
  }
  assert.equal(refusalOf(() => ann.renames('a nn')).refusal, 'nickname-invalid');
  assert.equal(ann.renames('Ann').you.nickname, 'Ann');
  assert.throws(() => person('ann'), 'and it is theirs still');
  ann.renames('Bea');
  assert.throws(() => person('bea'));
  assert.equal(person('Ann').member.nickname, 'Ann');
});

test('C10: to the nickname that one has, nothing is said', () => {
  const { room, world, person } = roomInHand({ messagesPerWindow: 1 });
  const [ann, ben] = [person('Ann'), person('Ben')];
  ben.says('hello');
  const { next } = room.standing();
  for (let time = 0; time < 3; time++) {
    assert.deepEqual(ann.renames('Ann', 'one'), { you: ann.member, id: next - 1, at: world.now(), duplicate: true });
  }
  ann.says('hello', 'one');
  assert.deepEqual(told(ben.reads()), ['Ben: hello', 'Ann: hello']);
});

test('R4 C11: who comes in again by the same attempt is who they are by now, with whichever of their nicknames', () => {
  const { person } = roomInHand();
  const ben = person('Ben');
  const ann = person('Ann', { attempt: 'try' });
  ann.renames('Anna');
  ann.renames('Annie');
  const you = { id: ann.member.id, nickname: 'Annie' };
  for (const nickname of ['Ann', 'Annie', 'Anna', 'Ann']) {
    const again = person(nickname, { attempt: 'try' });
    assert.deepEqual([again.session, again.member], [ann.session, you], nickname);
  }
  assert.deepEqual(
    refusalOf(() => person('Bob', { attempt: 'try' })),
    { refusal: 'id-reused' },
  );
  assert.deepEqual(told(ben.reads()), ['Ann joined', 'Ann is now Anna', 'Anna is now Annie']);
});

test('C11: also after a silence', () => {
  const { world, person } = roomInHand();
  const ann = person('Ann', { attempt: 'try' });
  ann.renames('Anna');
  ann.renames('Annie');
  world.pass(161_000);
  assert.throws(() => person('annie', { host: 'another' }), 'the new nickname is kept for them');
  for (const nickname of ['Anna', 'Ann']) {
    const back = person(nickname, { attempt: 'try' });
    assert.deepEqual([back.session, back.member.nickname], [ann.session, 'Annie'], nickname);
    world.pass(161_000);
  }
  assert.equal(person('Ann', { host: 'another' }).member.nickname, 'Ann');
});

test('C11: their session vouches for an attempt that is older than 10 minutes', () => {
  const { world, person } = roomInHand();
  const ben = person('Ben');
  const ann = person('Ann', { attempt: 'try' });
  const parked = [ben.waits({ since: 2 }), ann.waits()];
  world.pass(660_000);
  for (const { stop } of parked) stop();
  ann.says('one', 'one');
  ann.renames('Anna');
  const again = person('Ann', { attempt: 'try', session: ann.session });
  assert.deepEqual([again.session, again.member.nickname], [ann.session, 'Anna']);
  assert.equal(again.says('one', 'one').duplicate, true);
  assert.deepEqual(told(ben.reads(2)), ['Ann: one', 'Ann is now Anna']);
});

test('C11: also after a silence, in which the attempt became too old to be remembered', () => {
  const { world, person } = roomInHand();
  const ann = person('Ann', { attempt: 'try' });
  const parked = ann.waits();
  world.pass(540_000);
  parked.stop();
  ann.says('one', 'one');
  ann.renames('Anna');
  world.pass(161_000);
  const back = person('Ann', { attempt: 'try', session: ann.session });
  assert.deepEqual([back.session, back.member], [ann.session, { id: ann.member.id, nickname: 'Anna' }]);
  assert.equal(back.says('one', 'one').duplicate, true);
});

test('C11 R7: without that attempt, or with a nickname they never had, who comes is another member', () => {
  for (const { nickname, attempt } of [
    { nickname: 'Ann', attempt: 'another' },
    { nickname: 'Ann', attempt: undefined },
    { nickname: 'Bea', attempt: 'try' },
  ]) {
    const { world, person } = roomInHand({ idleMs: 0 });
    const ann = person('Ann', { attempt: 'try' });
    world.pass(660_000);
    ann.renames('Anna');
    const other = person(nickname, { ...(attempt && { attempt }), session: ann.session });
    assert.notEqual(other.member.id, ann.member.id);
    assert.equal(other.member.nickname, nickname);
  }
  const { person } = roomInHand();
  const ann = person('Ann');
  ann.renames('Anna');
  assert.notEqual(person('Ann', { session: ann.session }).member.id, ann.member.id, 'nor when none was ever named');
});

test('C11: the last 32 nicknames of a member are remembered', () => {
  const { person } = roomInHand({ messagesPerWindow: 0 });
  const ann = person('Ann', { attempt: 'try' });
  const comesAs = (nickname: string) => person(nickname, { attempt: 'try' }).member.nickname;
  for (let time = 1; time < 32; time++) ann.renames(`Ann${time}`);
  for (const nickname of ['Ann1', 'Ann31']) ann.renames(nickname);
  assert.equal(comesAs('Ann'), 'Ann31', 'one that they have again is not another');
  ann.renames('Annie');
  assert.equal(comesAs('Ann1'), 'Annie');
  assert.deepEqual(
    refusalOf(() => comesAs('Ann')),
    { refusal: 'id-reused' },
  );
});

test('C12: what was said before a renaming and a silence can be changed after them', () => {
  const { world, person } = roomInHand();
  const ann = person('Ann');
  ann.says('helo', 'one');
  ann.renames('Anna');
  world.pass(161_000);
  const back = person('Anna', { session: ann.session });
  back.edits('one', 'hello');
  back.deletes('one');
  assert.deepEqual(told(back.reads(1))?.slice(-2), ['1 is now: ', '1 deleted']);
});
