import assert from 'node:assert/strict';
import test from 'node:test';
import { createDeliveryScheduler } from './delivery-scheduler.ts';

/** A scheduler with a manual clock. A delivery takes the given number of ms on that clock. */
const createTestScheduler = () => {
  let now = 1_000;
  const deliveredAt: number[] = [];
  const timers: number[] = [];
  const deferred: (() => void)[] = [];
  const schedule = createDeliveryScheduler({
    monotonicNow: () => now,
    setTimer: (task, ms) => {
      timers.push(ms);
      deferred.push(task);
    },
  });
  return {
    deliveredAt,
    timers,
    deliver: (durationMs: number) =>
      schedule(() => {
        deliveredAt.push(now);
        now += durationMs;
      }),
    advance: (ms: number) => void (now += ms),
    runDeferred: () => {
      for (const task of deferred.splice(0)) task();
    },
  };
};

test('fast deliveries run at once', () => {
  const { deliver, deliveredAt, timers } = createTestScheduler();
  for (let count = 0; count < 3; count++) deliver(3);
  assert.deepEqual([deliveredAt, timers], [[1_000, 1_003, 1_006], []]);
});

test('after a slow delivery the next one is deferred for three times its duration', () => {
  const { deliver, deliveredAt, timers, advance, runDeferred } = createTestScheduler();
  deliver(50);
  advance(30);
  deliver(50);
  assert.deepEqual([deliveredAt, timers], [[1_000], [120]]);
  advance(120);
  runDeferred();
  assert.deepEqual(deliveredAt, [1_000, 1_200]);
  deliver(50);
  assert.deepEqual(timers, [120, 150]);
});

test('a cooldown lasts at least 25 ms and at most 1 s', () => {
  for (const [duration, cooldown] of [
    [5, 25],
    [1_000, 1_000],
  ] as const) {
    const { deliver, timers } = createTestScheduler();
    deliver(duration);
    deliver(duration);
    assert.deepEqual(timers, [cooldown]);
  }
});

test('after the cooldown deliveries run at once again', () => {
  const { deliver, deliveredAt, timers, advance } = createTestScheduler();
  deliver(50);
  advance(150);
  deliver(1);
  deliver(1);
  assert.deepEqual([deliveredAt, timers], [[1_000, 1_200, 1_201], []]);
});
