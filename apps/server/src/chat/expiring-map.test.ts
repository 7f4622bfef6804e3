import assert from 'node:assert/strict';
import test from 'node:test';
import { Remembered } from './expiring-map.ts';

test('S2 R4: what is remembered is forgotten after its time, the oldest first when there is too much', () => {
  const remembered = new Remembered<string>({ ms: 100, most: 2 });
  const known = () => ['a', 'b', 'c'].filter((id) => remembered.recall(id) !== undefined);
  remembered.remember('a', 'A', 0);
  remembered.remember('b', 'B', 50);
  remembered.forget(100);
  assert.deepEqual(known(), ['a', 'b']);
  remembered.forget(101);
  assert.deepEqual(known(), ['b']);
  remembered.remember('a', 'A', 102);
  remembered.remember('c', 'C', 103);
  assert.deepEqual(known(), ['a', 'c']);
});

test('S2 R4: what is remembered once more is young again', () => {
  const remembered = new Remembered<string>({ ms: 100, most: 3 });
  remembered.remember('a', 'A', 0);
  remembered.remember('b', 'B', 50);
  remembered.remember('a', 'A', 90);
  remembered.forget(151);
  assert.deepEqual([remembered.recall('a'), remembered.recall('b')], ['A', undefined]);
});
