import assert from 'node:assert/strict';
import test from 'node:test';
import { TokenBuckets } from './token-buckets.ts';

const spendIfCovered = (buckets: TokenBuckets, key: string, now: number) => {
  const retryAfterMs = buckets.retryAfterMs(key, 1, now);
  if (retryAfterMs === 0) buckets.spend(key, 1, now);
  return retryAfterMs;
};

test('W1: a bucket may be emptied at once, and then refills evenly', () => {
  const buckets = new TokenBuckets({ perMinute: 60, maxKeys: 10 });
  for (let i = 0; i < 60; i++) assert.equal(spendIfCovered(buckets, 'one', 500), 0);
  assert.equal(spendIfCovered(buckets, 'one', 500), 1_000);
  assert.equal(spendIfCovered(buckets, 'one', 1_100), 400);
  assert.equal(spendIfCovered(buckets, 'one', 1_500), 0);
  assert.equal(spendIfCovered(buckets, 'one', 1_500), 1_000);
  assert.equal(spendIfCovered(buckets, 'two', 1_500), 0, 'each key has a bucket of its own');
  for (let i = 0; i < 60; i++) assert.equal(spendIfCovered(buckets, 'one', 61_500), 0, 'it is full after a minute');
});

test('W1: the time after which a call passes is exact, for any rate and cost', () => {
  for (const perMinute of [1, 7, 120, 900, 3_000, 999_983]) {
    const buckets = new TokenBuckets({ perMinute, maxKeys: 10 });
    let now = 0.123;
    for (const cost of [perMinute, 1, Math.ceil(perMinute / 3), perMinute + 5, 1, perMinute]) {
      const retryAfterMs = buckets.retryAfterMs('one', cost, now);
      if (retryAfterMs > 0) {
        assert(buckets.retryAfterMs('one', cost, now + retryAfterMs - 1) > 0, `${perMinute}: ${cost} pass no earlier`);
        now += retryAfterMs;
        assert.equal(buckets.retryAfterMs('one', cost, now), 0, `${perMinute}: ${cost} pass after ${retryAfterMs} ms`);
      }
      buckets.spend('one', cost, now);
    }
  }
});

test('W1: spending more than there is empties the bucket, and no more', () => {
  const buckets = new TokenBuckets({ perMinute: 60, maxKeys: 10 });
  for (let i = 0; i < 1_000; i++) buckets.spend('one', 1, 0);
  assert.equal(buckets.retryAfterMs('one', 1, 0), 1_000);
});

test('Q8: without a limit, calls cost nothing', () => {
  const buckets = new TokenBuckets({ perMinute: 0, maxKeys: 10 });
  for (let i = 0; i < 1_000; i++) assert.equal(spendIfCovered(buckets, 'one', 0), 0);
  assert.equal(buckets.size, 0);
});

test('W13: a full bucket takes no memory', () => {
  const buckets = new TokenBuckets({ perMinute: 60, maxKeys: 1_000 });
  for (let i = 0; i < 100; i++) buckets.spend(`${i}`, i % 2 === 0 ? 1 : 30, 0);
  buckets.prune(999);
  assert.equal(buckets.size, 100);
  buckets.prune(1_000);
  assert.equal(buckets.size, 50);
  buckets.prune(30_000);
  assert.equal(buckets.size, 0);
});

test('W13: the oldest bucket is forgotten for one more than there may be', () => {
  const buckets = new TokenBuckets({ perMinute: 2, maxKeys: 3 });
  for (const key of ['a', 'b', 'c']) buckets.spend(key, 2, 0);
  buckets.spend('a', 1, 0);
  assert.equal(buckets.size, 3);
  buckets.spend('d', 2, 0);
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((key) => buckets.retryAfterMs(key, 1, 0)),
    [0, 30_000, 30_000, 30_000],
  );
});
