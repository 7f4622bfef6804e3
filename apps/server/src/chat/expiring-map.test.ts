import assert from 'node:assert/strict';
import test from 'node:test';
import { ExpiringMap } from './expiring-map.ts';

test('S2 R4: what is remembered is forgotten after its time, the oldest first when there is too much', () => {
  const remembered = new ExpiringMap<string>({ ttlMs: 100, maxSize: 2 });
  const known = () => ['a', 'b', 'c'].filter((id) => remembered.get(id) !== undefined);
  remembered.set('a', 'A', 0);
  remembered.set('b', 'B', 50);
  remembered.prune(100);
  assert.deepEqual(known(), ['a', 'b']);
  remembered.prune(101);
  assert.deepEqual(known(), ['b']);
  remembered.set('a', 'A', 102);
  remembered.set('c', 'C', 103);
  assert.deepEqual(known(), ['a', 'c']);
});

test('S2 R4: what is remembered once more is young again', () => {
  const remembered = new ExpiringMap<string>({ ttlMs: 100, maxSize: 3 });
  remembered.set('a', 'A', 0);
  remembered.set('b', 'B', 50);
  remembered.set('a', 'A', 90);
  remembered.prune(151);
  assert.deepEqual([remembered.get('a'), remembered.get('b')], ['A', undefined]);
});
