import assert from 'node:assert/strict';
import test from 'node:test';
import type { JoinResult } from '@mailroom/shared';
import { storedAttempt, storedMemberId, storedNickname, tabAttempt } from '../browser/storage/storage.ts';
import { limits, roomInfo } from '../sync/testing/room-events.ts';
import { isCurrentMember, storeNickname, storeSession } from './stored-session.ts';

// Node has no storage here, so the values are in memory. The tests write what other tabs would write.
const joinAs = (id: string, nickname: string, attempt: string) => {
  const you = { id, nickname };
  const joined: JoinResult = { you, epoch: 'first', next: 0, members: [], letters: [], limits, room: roomInfo };
  storeSession(joined, attempt);
  return joined.you;
};

test('a renamed member rejoins with the new nickname, also in a tab that did not learn of the rename', () => {
  const ann = joinAs('ann', 'Ann', 'one');
  storeNickname({ ...ann, nickname: 'Anna' });
  assert.deepEqual([storedNickname.read(), storedAttempt.read()], ['Anna', 'one']);
  assert.equal(isCurrentMember(ann), true);
});

test('a member is the same person after another tab rejoined with another id', () => {
  const ann = joinAs('ann', 'Ann', 'one');
  storedMemberId.write('ann again');
  storedNickname.write('Anna');
  assert.equal(isCurrentMember(ann), true);
});

test('a member is not the current one after another tab joined as someone else', () => {
  const ann = joinAs('ann', 'Ann', 'one');
  const bob = joinAs('bob', 'Bob', 'two');
  tabAttempt.write('one');
  assert.deepEqual([isCurrentMember(ann), isCurrentMember(bob)], [false, true]);
});

test('a member is the same person after another tab left and joined under the same nickname', () => {
  const ann = joinAs('ann', 'Ann', 'one');
  joinAs('ann again', 'Ann', 'two');
  tabAttempt.write('one');
  assert.equal(isCurrentMember(ann), true);
});

test('a tab with a former member does not change the nickname of the current one', () => {
  const ann = joinAs('ann', 'Ann', 'one');
  joinAs('bob', 'Bob', 'two');
  storeNickname({ ...ann, nickname: 'Anna' });
  assert.equal(storedNickname.read(), 'Bob');
});
