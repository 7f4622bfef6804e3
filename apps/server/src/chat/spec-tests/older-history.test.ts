import assert from 'node:assert/strict';
import test from 'node:test';
import type { HistoryAnswer } from '@mailroom/shared';
import { createTestRoom, refusalOf } from '../testing/test-room.ts';

const textsOf = (answer: HistoryAnswer) =>
  answer.type === 'history' ? answer.letters.flatMap(({ event }) => ('text' in event ? event.text : [])) : answer.type;

test('H1 H4: a new member reads messages from before the history of the join', () => {
  const { room, join } = createTestRoom({ historyOnJoin: 1, messagesPerWindow: 0 });
  const ann = join('Ann');
  for (const text of ['one', 'two', 'three']) ann.send(text);
  ann.edit('message-1', 'first');
  const ben = join('Ben');
  const [oldest] = ben.joined.letters;
  assert.equal(oldest?.id, 3, 'the join brings only the last message');
  assert.deepEqual(textsOf(room.history(ben.sessionId, { before: 3 })), ['one', 'two', 'first']);
});

test('H4: in a room without history, a new member reads nothing from before the join', () => {
  const { room, join } = createTestRoom({ historyOnJoin: 0 });
  const ann = join('Ann');
  ann.send('before');
  const ben = join('Ben');
  ann.send('after');
  const answer = room.history(ben.sessionId, { before: 4 });
  assert.deepEqual(textsOf(answer), ['after']);
  assert.deepEqual(answer, { ...answer, from: 3, missed: 0, hasOlder: false });
  assert.deepEqual(textsOf(room.history(ann.sessionId, { before: 4 })), ['before', 'after']);
});

test('C5 H1: the older history has no text of a deleted message', () => {
  const { room, join } = createTestRoom();
  const ann = join('Ann');
  ann.send('secret');
  ann.edit('message-1', 'still secret');
  ann.delete('message-1');
  assert.deepEqual(textsOf(room.history(ann.sessionId, { before: 4 })), ['']);
});

test('H5: a request with another epoch or a letter that does not exist yet is answered with a reset', () => {
  const { room, join } = createTestRoom();
  const { sessionId, joined } = join('Ann');
  const reset = { type: 'reset', epoch: joined.epoch, oldest: 0, next: 1 };
  assert.deepEqual(room.history(sessionId, { before: 2 }), { ...reset, why: 'future' });
  assert.deepEqual(room.history(sessionId, { before: 0, epoch: 'another' }), { ...reset, why: 'epoch' });
  assert.equal(room.history(sessionId, { before: 1, epoch: joined.epoch }).type, 'history');
});

test('H5 R10: a request without a live session is refused, also with another epoch', () => {
  const { room, join } = createTestRoom();
  const { sessionId, leave } = join('Ann');
  leave();
  for (const id of [sessionId, 'unknown']) {
    for (const epoch of [undefined, 'another']) {
      assert.deepEqual(
        refusalOf(() => room.history(id, { before: 0, epoch })),
        { refusal: 'no-session' },
      );
    }
  }
});

test('H1 W6: an older history costs one read, and counts as activity', () => {
  const { room, environment, join } = createTestRoom({ readsPerNetwork: 20, idleMs: 40_000 });
  const { sessionId } = join('Ann');
  const read = () => room.history(sessionId, { before: 0 });
  read();
  read();
  assert.equal(refusalOf(read).refusal, 'too-fast');
  for (let count = 0; count < 3; count++) {
    // A member whose session is over would be refused as `no-session`.
    environment.advance(30_000);
    read();
  }
});
