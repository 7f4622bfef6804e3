import assert from 'node:assert/strict';
import test from 'node:test';
import { HoldLimit } from './hold-limit.ts';

const MINUTE_MS = 60_000;

/** A limit with a clock that the test moves. */
const createTestLimit = () => {
  let now = 1_000;
  const limit = new HoldLimit(() => now);
  return { limit, pass: (ms: number) => (now += ms) };
};

test('without a cut there is no limit', () => {
  const { limit, pass } = createTestLimit();
  pass(24 * 60 * MINUTE_MS);
  assert.equal(limit.current(), undefined);
});

test('a hold that was cut leads to one that ends before the cut, although the timers of the room may be late', () => {
  const { limit } = createTestLimit();
  limit.learnFromCut({ holdMs: 55_000, survivedMs: 30_000 });
  assert.equal(limit.current(), 26_500);
});

test('a hold that was cut near its end leads to one that is a quarter shorter', () => {
  const { limit } = createTestLimit();
  limit.learnFromCut({ holdMs: 50_000, survivedMs: 49_000 });
  assert.equal(limit.current(), 37_500);
});

test('a request that lived longer than its hold was repeated by the browser, and cut twice', () => {
  const { limit } = createTestLimit();
  limit.learnFromCut({ holdMs: 20_000, survivedMs: 24_000 });
  assert.equal(limit.current(), 10_300);
  limit.learnFromCut({ holdMs: 10_300, survivedMs: 11_300 });
  assert.equal(limit.current(), 7_725, 'not later than a slow answer');
});

test('a connection that died unnoticed halves the hold', () => {
  const { limit } = createTestLimit();
  limit.learnFromSilence(55_000);
  assert.equal(limit.current(), 27_500);
});

test('the limit has a floor, and a later cut never makes it longer', () => {
  const { limit } = createTestLimit();
  limit.learnFromCut({ holdMs: 55_000, survivedMs: 1_100 });
  assert.equal(limit.current(), 2_000);
  limit.learnFromCut({ holdMs: 55_000, survivedMs: 30_000 });
  assert.equal(limit.current(), 2_000);
});

test('the limit doubles every ten minutes, also after a long sleep, and a cut restarts that', () => {
  const { limit, pass } = createTestLimit();
  limit.learnFromCut({ holdMs: 55_000, survivedMs: 10_000 });
  pass(10 * MINUTE_MS - 1);
  assert.equal(limit.current(), 8_500);
  pass(1);
  assert.equal(limit.current(), 17_000);
  pass(25 * MINUTE_MS);
  assert.equal(limit.current(), 68_000);
  limit.learnFromCut({ holdMs: 55_000, survivedMs: 10_000 });
  pass(10 * MINUTE_MS - 1);
  assert.equal(limit.current(), 8_500);
});

test('a limit that another tab repeats continues to double', () => {
  const { limit, pass } = createTestLimit();
  limit.adopt(8_000);
  pass(6 * MINUTE_MS);
  limit.adopt(8_000);
  pass(6 * MINUTE_MS);
  assert.equal(limit.current(), 16_000);
  limit.adopt(9_000);
  assert.equal(limit.current(), 9_000);
});
