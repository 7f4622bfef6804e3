import assert from 'node:assert/strict';
import test from 'node:test';
import { deliveryPace } from './delivery-scheduler.ts';

/** A pace in a world whose clock is moved by hand; a delivery takes as many ms as it is told to. */
const aPace = () => {
  let now = 1_000;
  const world = { delivered: [] as number[], later: [] as number[] };
  const due: (() => void)[] = [];
  const soon = deliveryPace({
    elapsed: () => now,
    later: (task, ms) => {
      world.later.push(ms);
      due.push(task);
    },
  });
  return {
    ...world,
    deliver: (costMs: number) =>
      soon(() => {
        world.delivered.push(now);
        now += costMs;
      }),
    pass: (ms: number) => void (now += ms),
    haveTime: () => {
      for (const task of due.splice(0)) task();
    },
  };
};

test('deliveries that cost little are made at once', () => {
  const { deliver, delivered, later } = aPace();
  for (let times = 0; times < 3; times++) deliver(3);
  assert.deepEqual([delivered, later], [[1_000, 1_003, 1_006], []]);
});

test('after one that took long, the next one rests in proportion', () => {
  const { deliver, delivered, later, pass, haveTime } = aPace();
  deliver(50);
  pass(30);
  deliver(50);
  assert.deepEqual([delivered, later], [[1_000], [120]]);
  pass(120);
  haveTime();
  assert.deepEqual(delivered, [1_000, 1_200]);
  deliver(50);
  assert.deepEqual(later, [120, 150]);
});

test('it rests at least 25 ms, and at most 1 s', () => {
  for (const [cost, rest] of [
    [5, 25],
    [1_000, 1_000],
  ] as const) {
    const { deliver, later } = aPace();
    deliver(cost);
    deliver(cost);
    assert.deepEqual(later, [rest]);
  }
});

test('a room that had time to rest is quiet again', () => {
  const { deliver, delivered, later, pass } = aPace();
  deliver(50);
  pass(150);
  deliver(1);
  deliver(1);
  assert.deepEqual([delivered, later], [[1_000, 1_200, 1_201], []]);
});
