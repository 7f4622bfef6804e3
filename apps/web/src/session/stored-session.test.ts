import assert from 'node:assert/strict';
import test from 'node:test';
import type { JoinResult } from '@mailroom/shared';
import { storedMemberId, tabAttempt, storedAttempt, storedNickname } from '../browser/storage.ts';
import { isCurrentMember, storeNickname, storeSession } from './stored-session.ts';

// Without a browser, what is kept stands in the memory of this one page: what other tabs write, the tests write here.
const limits = { nicknameLength: 16, messageLength: 256, messagesPerWindow: 10, windowMs: 3_000, holdMs: 50_000 };
const comesIn = (id: string, nickname: string, attempt: string) => {
  const visit: JoinResult = { you: { id, nickname }, epoch: 'first', next: 0, members: [], letters: [], limits };
  storeSession(visit, attempt);
  return visit.you;
};

test('who is renamed comes in again as that, in a tab that has not heard of it too', () => {
  const ann = comesIn('ann', 'Ann', 'one');
  storeNickname({ ...ann, nickname: 'Anna' });
  assert.deepEqual([storedNickname.read(), storedAttempt.read()], ['Anna', 'one']);
  assert.equal(isCurrentMember(ann), true);
});

test('also when another tab came in again before it, after a restart, with another id', () => {
  const ann = comesIn('ann', 'Ann', 'one');
  storedMemberId.write('ann again');
  storedNickname.write('Anna');
  assert.equal(isCurrentMember(ann), true);
});

test('whose browser came in as somebody else, in another tab, is not that one', () => {
  const ann = comesIn('ann', 'Ann', 'one');
  const bob = comesIn('bob', 'Bob', 'two');
  tabAttempt.write('one');
  assert.deepEqual([isCurrentMember(ann), isCurrentMember(bob)], [false, true]);
});

test('who left and came in again under the same nickname is the same for a tab from before', () => {
  const ann = comesIn('ann', 'Ann', 'one');
  comesIn('ann anew', 'Ann', 'two');
  tabAttempt.write('one');
  assert.equal(isCurrentMember(ann), true);
});

test('a tab that wakes late does not rename whom its browser is by now', () => {
  const ann = comesIn('ann', 'Ann', 'one');
  comesIn('bob', 'Bob', 'two');
  storeNickname({ ...ann, nickname: 'Anna' });
  assert.equal(storedNickname.read(), 'Bob');
});
