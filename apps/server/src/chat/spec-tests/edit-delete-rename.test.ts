import assert from 'node:assert/strict';
import test from 'node:test';
import { digest } from '@mailroom/shared';
import { createTestRoom, refusalOf, summarize } from '../testing/test-room.ts';

const messageUnknown = { refusal: 'message-unknown' };

test('C1 C2: an author can edit a message repeatedly, and everyone gets one letter for each edit', () => {
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
      { type: 'edited', member: ann.member, letterId: id, text: 'hello', mutationId: digest('two') },
      { type: 'edited', member: ann.member, letterId: id, text: 'hello!', mutationId: digest('three') },
    ],
  );
  assert.deepEqual(summarize(ben.read(id)), [
    'Ann: helo',
    'Cleo joined',
    `${id} edited: hello`,
    `${id} edited: hello!`,
  ]);
});

test('C2: a member cannot edit or delete a message of another member', () => {
  const { join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  ann.send('hello', 'one');
  assert.deepEqual(
    refusalOf(() => ben.edit('one', 'bye')),
    messageUnknown,
  );
  assert.deepEqual(
    refusalOf(() => ben.delete('one')),
    messageUnknown,
  );
  ben.send('hello too', 'one');
  ben.edit('one', 'bye');
  assert.deepEqual(summarize(ann.read(2)), ['Ann: hello', 'Ben: hello too', '3 edited: bye']);
});

test('C3: a change is refused after 5 minutes of the monotonic clock', () => {
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

test('C4: a message that was never sent, was deleted, or was sent in another session is unknown', () => {
  const { join } = createTestRoom();
  const ann = join('Ann');
  assert.deepEqual(
    refusalOf(() => ann.edit('one', 'hello')),
    messageUnknown,
  );
  ann.send('hello', 'one');
  ann.edit('one', 'hello!', 'an edit');
  assert.deepEqual(
    refusalOf(() => ann.delete('an edit')),
    messageUnknown,
  );
  ann.delete('one');
  assert.deepEqual(
    refusalOf(() => ann.edit('one', 'again')),
    messageUnknown,
  );
  assert.deepEqual(
    refusalOf(() => ann.delete('one')),
    messageUnknown,
  );
  ann.send('bye', 'two');
  ann.leave();
  const again = join('Ann');
  assert.deepEqual(
    refusalOf(() => again.delete('two')),
    messageUnknown,
  );
});

test('C4: a message that the room no longer remembers is unknown', () => {
  const { environment, join } = createTestRoom({ idleMs: 0 });
  const ann = join('Ann');
  ann.send('hello', 'one');
  environment.advance(600_001);
  ann.send('later', 'two');
  assert.deepEqual(
    refusalOf(() => ann.edit('one', 'hello?')),
    messageUnknown,
  );
});

test('C5: the text of a deleted message and of its edits is empty in all later mail', () => {
  const { join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  ben.send('before');
  ann.send('secret', 'one');
  ann.edit('one', 'secret too');
  ben.send('after');
  const before = ben.read();
  assert.deepEqual(summarize(before), ['Ben: before', 'Ann: secret', '3 edited: secret too', 'Ben: after']);
  ann.delete('one');
  const redacted = ['Ben: before', 'Ann: ', '3 edited: ', 'Ben: after', '3 deleted'];
  assert.deepEqual(summarize(ben.read()), redacted, 'a member who reads again');
  const tail = {
    type: 'mail',
    epoch: '',
    from: 0,
    next: 0,
    missed: 0,
    letters: join('Cleo').joined.letters,
  } as const;
  const withoutEdit = ['Ben: before', 'Ann: ', 'Ben: after', '3 deleted', 'Cleo joined'];
  assert.deepEqual(summarize(tail)?.slice(2), withoutEdit, 'a new member, who does not need the edit');
});

test('C5: a message that is deleted while its delivery is pending is delivered redacted', () => {
  const { environment, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  const parked = ben.wait();
  environment.defersDeliveries = true;
  ann.send('secret', 'one');
  ann.delete('one');
  environment.runDeferredDeliveries();
  assert.deepEqual(summarize(parked.answers[0]), ['Ann: ', '2 deleted']);
});

test('C6: each mutation is executed once, and an id cannot be used for another mutation', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  ann.send('hello', 'message');
  const edited = ann.edit('message', 'hello!', 'edit');
  assert.deepEqual(ann.edit('message', 'hello!', 'edit'), { ...edited, duplicate: true });
  const { you, ...renamed } = ann.rename('Anna', 'rename');
  environment.advance(1_000);
  ann.send('between', 'between');
  const { you: again, ...repeated } = ann.rename('Anna', 'rename');
  assert.deepEqual([again, repeated], [you, { ...renamed, duplicate: true }]);
  const deleted = ann.delete('message', 'deletion');
  assert.deepEqual(ann.delete('message', 'deletion'), { ...deleted, duplicate: true });
  assert.deepEqual(
    ann.edit('message', 'hello!', 'edit'),
    { ...edited, duplicate: true },
    'a repeated edit after the deletion',
  );
  for (const id of ['message', 'edit', 'rename', 'deletion']) {
    for (const mutate of [
      () => ann.send('another', id),
      () => ann.edit('another', 'hello', id),
      () => ann.delete('another', id),
      () => ann.rename('Another', id),
    ]) {
      assert.deepEqual(refusalOf(mutate), { refusal: 'id-reused' });
    }
  }
  const sameForAnother = [() => ann.edit('between', 'hello!', 'edit'), () => ann.delete('between', 'deletion')];
  for (const mutate of sameForAnother)
    assert.deepEqual(refusalOf(mutate), { refusal: 'id-reused' }, 'the same mutation of another message');
  assert.deepEqual(summarize(ann.read()), ['Ann: ', '1 edited: ', 'Ann renamed to Anna', 'Anna: between', '1 deleted']);
});

test('C6: a refused mutation takes no letter id and does not use up its clientMsgId', () => {
  const { room, join } = createTestRoom();
  const ann = join('Ann');
  ann.send('hello', 'message');
  join('Ben');
  const { next } = room.cursor(ann.sessionId);
  for (const mutate of [
    () => ann.edit('another', 'hello', 'one'),
    () => ann.edit('message', ' ', 'one'),
    () => ann.delete('another', 'one'),
    () => ann.rename('Ben', 'one'),
    () => ann.rename('B n', 'one'),
  ]) {
    assert.throws(mutate);
  }
  assert.doesNotThrow(() => ann.edit('message', 'hello!', 'one'), 'the id is free');
  assert.equal(ann.edit('message', 'hello!', 'one').id, next);
});

test('C6: edits, deletions and renames count for the rate limit, repeated ones do not', () => {
  const { environment, join } = createTestRoom({ messagesPerWindow: 4, windowMs: 1_000 });
  const ann = join('Ann');
  ann.send('one', 'one');
  ann.edit('one', 'two', 'two');
  ann.rename('Anna', 'three');
  ann.delete('one', 'four');
  for (const mutate of [() => ann.send('five'), () => ann.rename('Annie')]) {
    assert.deepEqual(refusalOf(mutate), { refusal: 'too-fast', retryAfterMs: 1_000, limit: 4 });
  }
  ann.delete('one', 'four');
  environment.advance(1_000);
  ann.send('five', 'five');
  for (const edit of ['six', 'seven', 'eight']) ann.edit('five', edit);
  for (const mutate of [() => ann.edit('five', 'nine'), () => ann.delete('five')]) {
    assert.equal(refusalOf(mutate).refusal, 'too-fast');
  }
});

test('C6: a mutation beyond the rate limit changes nothing', () => {
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

test('C7: the text of an edit is validated and normalized like that of a message', () => {
  const { join } = createTestRoom({ messageLength: 5 });
  const ann = join('Ann');
  ann.send('hello', 'one');
  assert.deepEqual(
    refusalOf(() => ann.edit('one', 'hello!')),
    { refusal: 'text-invalid', rule: 'too-long', limit: 5 },
  );
  ann.edit('one', 'a\r\ne\u0301');
  assert.deepEqual(summarize(ann.read()), ['Ann: hello', '1 edited: a\n\u00E9']);
});

test('C8: a renamed member stays the same member, and everyone gets one letter', () => {
  const { room, environment, join } = createTestRoom();
  const [ann, ben] = [join('Ann'), join('Ben')];
  ann.send('as Ann');
  const before = room.members(ann.sessionId);
  const you = { id: ann.member.id, nickname: 'Anna' };
  const answer = { you, id: 3, at: environment.now(), duplicate: false };
  assert.deepEqual(ann.rename('Anna', 'one'), answer);
  ann.send('as Anna');
  assert.deepEqual(summarize(ben.read()), ['Ann: as Ann', 'Ann renamed to Anna', 'Anna: as Anna']);
  assert.deepEqual(ben.memberNicknames(), ['Anna', 'Ben']);
  assert.deepEqual(before.members, [ann.member, ben.member], 'a list taken before does not change');
  ann.leave();
  assert.deepEqual(summarize(ben.read(5)), ['Anna left (left)']);
  assert.deepEqual(ben.memberNicknames(), ['Ben']);
});

test('C9: a taken or reserved nickname is refused, the current one in another spelling is not', () => {
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
  assert.throws(() => join('ann'), 'the respelled nickname covers the former spelling');
  ann.rename('Bea');
  assert.throws(() => join('bea'));
  assert.doesNotThrow(() => assert.equal(join('Ann').member.nickname, 'Ann'), 'the former nickname is free');
});

test('C10: a rename to the current nickname is a duplicate without a letter', () => {
  const { room, environment, join } = createTestRoom({ messagesPerWindow: 1 });
  const [ann, ben] = [join('Ann'), join('Ben')];
  ben.send('hello');
  const { next } = room.position();
  for (let i = 0; i < 3; i++) {
    assert.deepEqual(ann.rename('Ann', 'one'), {
      you: ann.member,
      id: next - 1,
      at: environment.now(),
      duplicate: true,
    });
  }
  ann.send('hello', 'one');
  assert.deepEqual(summarize(ben.read()), ['Ben: hello', 'Ann: hello']);
});

test('R4 C11: a repeated attempt under any former nickname returns the member under the current one', () => {
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
  assert.deepEqual(summarize(ben.read()), ['Ann joined', 'Ann renamed to Anna', 'Anna renamed to Annie']);
});

test('C11: a repeated attempt resumes a renamed absentee', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann', { attemptId: 'try' });
  ann.rename('Anna');
  ann.rename('Annie');
  environment.advance(161_000);
  assert.throws(() => join('annie', { clientNetwork: 'another' }), 'the current nickname is reserved');
  for (const nickname of ['Anna', 'Ann']) {
    const back = join(nickname, { attemptId: 'try' });
    assert.deepEqual([back.sessionId, back.member.nickname], [ann.sessionId, 'Annie'], nickname);
    environment.advance(161_000);
  }
  assert.equal(join('Ann', { clientNetwork: 'another' }).member.nickname, 'Ann');
});

test('C11: the session proves an attempt that is older than 10 minutes', () => {
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
  assert.deepEqual(summarize(ben.read(2)), ['Ann: one', 'Ann renamed to Anna']);
});

test('C11: the session of an absentee proves an attempt that has expired', () => {
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

test('C11 R7: another attempt, or a nickname that the member never had, creates another member', () => {
  for (const { nickname, attemptId } of [
    { nickname: 'Ann', attemptId: 'another' },
    { nickname: 'Ann', attemptId: undefined },
    { nickname: 'Bea', attemptId: 'try' },
  ]) {
    const { environment, join } = createTestRoom({ idleMs: 0 });
    const ann = join('Ann', { attemptId: 'try' });
    environment.advance(660_000);
    ann.rename('Anna');
    const other = join(nickname, { ...(attemptId && { attemptId }), sessionId: ann.sessionId });
    assert.notEqual(other.member.id, ann.member.id);
    assert.equal(other.member.nickname, nickname);
  }
  const { join } = createTestRoom();
  const ann = join('Ann');
  ann.rename('Anna');
  assert.notEqual(join('Ann', { sessionId: ann.sessionId }).member.id, ann.member.id, 'the first join had no attempt');
});

test('C11: an attempt can be repeated under the last 32 nicknames', () => {
  const { join } = createTestRoom({ messagesPerWindow: 0 });
  const ann = join('Ann', { attemptId: 'try' });
  const nicknameAfterJoin = (nickname: string) => join(nickname, { attemptId: 'try' }).member.nickname;
  for (let i = 1; i < 32; i++) ann.rename(`Ann${i}`);
  for (const nickname of ['Ann1', 'Ann31']) ann.rename(nickname);
  assert.equal(nicknameAfterJoin('Ann'), 'Ann31', 'a nickname that is used again counts once');
  ann.rename('Annie');
  assert.equal(nicknameAfterJoin('Ann1'), 'Annie');
  assert.deepEqual(
    refusalOf(() => nicknameAfterJoin('Ann')),
    { refusal: 'id-reused' },
  );
});

test('C12: a message can be edited and deleted after a rename and after an absence', () => {
  const { environment, join } = createTestRoom();
  const ann = join('Ann');
  ann.send('helo', 'one');
  ann.rename('Anna');
  environment.advance(161_000);
  const back = join('Anna', { sessionId: ann.sessionId });
  back.edit('one', 'hello');
  back.delete('one');
  assert.deepEqual(summarize(back.read(1))?.slice(-2), ['1 edited: ', '1 deleted']);
});
