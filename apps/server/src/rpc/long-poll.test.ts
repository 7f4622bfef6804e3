import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultRoomSettings } from '@mailroom/shared';
import { jitteredHold } from './long-poll.ts';
import { longPollPromise } from './testing/long-poll-promise.ts';

/** A poll whose listener, hold and disconnect are triggered by hand, with its promise and what was released. */
const startPoll = ({ immediateAnswer }: { immediateAnswer?: string } = {}) => {
  const state = { stops: 0, isHeld: false, answer: (_answer: string) => {}, endHold: () => {}, disconnect: () => {} };
  const result = longPollPromise<string>({
    listen: (listener) => {
      state.answer = listener;
      if (immediateAnswer !== undefined) listener(immediateAnswer);
      return () => {
        state.stops++;
        return 'no news';
      };
    },
    hold: (onEnd) => {
      state.isHeld = true;
      state.endHold = onEnd;
      return () => void (state.isHeld = false);
    },
    onDisconnect: (listener) => void (state.disconnect = listener),
  });
  return Object.assign(state, { result });
};

test('an answer ends the poll and cancels the hold', async () => {
  const poll = startPoll();
  poll.answer('mail');
  poll.answer('more mail');
  poll.disconnect();
  assert.deepEqual([await poll.result, poll.isHeld, poll.stops], ['mail', false, 0]);
});

test('a poll that is answered at once starts no hold', async () => {
  const poll = startPoll({ immediateAnswer: 'mail' });
  assert.deepEqual([await poll.result, poll.isHeld], ['mail', false]);
});

test('the end of the hold stops the listener and gives the answer as of then', async () => {
  const poll = startPoll();
  poll.endHold();
  assert.deepEqual([await poll.result, poll.stops], ['no news', 1]);
});

test('a disconnect stops the listener and cancels the hold in the same tick', async () => {
  const poll = startPoll();
  poll.disconnect();
  assert.deepEqual([poll.stops, poll.isHeld], [1, false]);
  await assert.rejects(poll.result, { code: 'CLIENT_CLOSED_REQUEST' });
});

test('by default a poll is held for 45 to 55 s', () => {
  assert.deepEqual(holdsOf({}), [45_000, 50_000, 55_000]);
});

test('a poll is held for no longer than its client wants', () => {
  assert.deepEqual(holdsOf({ maxHoldMs: 22_000 }), [18_000, 20_000, 22_000]);
  assert.deepEqual(holdsOf({ maxHoldMs: 600_000 }), [45_000, 50_000, 55_000]);
});

/** The shortest, the middle and the longest hold. */
const holdsOf = (wanted: { maxHoldMs?: number }) =>
  [0, 0.5, 1 - Number.EPSILON].map((random) =>
    jitteredHold({ holdMs: defaultRoomSettings.holdMs, ...wanted }, () => random),
  );
