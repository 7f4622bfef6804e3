import assert from 'node:assert/strict';
import test from 'node:test';
import { defaultSettings } from '@mailroom/shared';
import { jitteredHold, longPoll } from './long-poll.ts';

/** A question whose answer is given by hand, and what became of it. */
const asked = ({ holdMs = 50_000, signal }: { holdMs?: number; signal?: AbortSignal } = {}) => {
  const poll = { stops: 0, tell: (_answer: string) => {}, answer: Promise.resolve('') };
  poll.answer = longPoll({
    listen: (tell) => {
      poll.tell = tell;
      return () => void poll.stops++;
    },
    holdMs,
    onDeadline: () => 'nothing yet',
    signal,
  });
  return poll;
};

test('an answer ends the poll, and nothing is left behind', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const poll = asked();
  poll.tell('mail');
  poll.tell('more mail');
  assert.deepEqual([await poll.answer, poll.stops], ['mail', 1]);
  t.mock.timers.tick(60_000);
  assert.equal(poll.stops, 1);
});

test('an answer that is there at once is given at once', async () => {
  let stops = 0;
  const answer = longPoll({
    listen: (tell) => {
      tell('mail');
      return () => void stops++;
    },
    holdMs: 50_000,
    onDeadline: () => 'nothing yet',
    signal: undefined,
  });
  assert.deepEqual([await answer, stops], ['mail', 1]);
});

test('the deadline ends the poll', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const poll = asked({ holdMs: 50_000 });
  t.mock.timers.tick(49_999);
  assert.equal(poll.stops, 0);
  t.mock.timers.tick(1);
  assert.deepEqual([await poll.answer, poll.stops], ['nothing yet', 1]);
});

test('without a hold the poll asks once', async () => {
  const poll = asked({ holdMs: 0 });
  assert.deepEqual([await poll.answer, poll.stops], ['nothing yet', 1]);
});

test('a hang-up stops listening in the same tick', () => {
  const caller = new AbortController();
  const poll = asked({ signal: caller.signal });
  caller.abort();
  assert.equal(poll.stops, 1);
});

test('who hung up before is not listened for', () => {
  assert.equal(asked({ signal: AbortSignal.abort() }).stops, 1);
});

test('by default a poll is held for 45 to 55 s', () => {
  const holds = [0, 0.5, 1 - Number.EPSILON].map((chance) => jitteredHold(defaultSettings.holdMs, () => chance));
  assert.deepEqual(holds, [45_000, 50_000, 55_000]);
});
