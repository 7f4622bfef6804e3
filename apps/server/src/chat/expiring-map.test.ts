import assert from 'node:assert/strict';
import test from 'node:test';
import { ExpiringMap } from './expiring-map.ts';

test('R4: entries expire after their time, and the oldest is evicted from a full map', () => {
  const map = new ExpiringMap<string>({ ttlMs: 100, maxSize: 2 });
  const ids = () => map.entries().map(([id]) => id);
  map.set('a', 'A', 0);
  map.set('b', 'B', 50);
  assert.deepEqual([map.get('a', 100), map.get('a', 101)], ['A', undefined]);
  map.prune(100);
  assert.deepEqual(ids(), ['a', 'b']);
  map.prune(101);
  assert.deepEqual(ids(), ['b']);
  map.set('a', 'A', 102);
  map.set('c', 'C', 103);
  assert.deepEqual(ids(), ['a', 'c']);
});

test('R4: setting an entry again restarts its time', () => {
  const map = new ExpiringMap<string>({ ttlMs: 100, maxSize: 3 });
  map.set('a', 'A', 0);
  map.set('b', 'B', 50);
  map.set('a', 'A', 90);
  map.prune(151);
  assert.deepEqual([map.get('a', 151), map.get('b', 151)], ['A', undefined]);
});
