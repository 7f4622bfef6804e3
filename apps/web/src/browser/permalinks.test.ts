import assert from 'node:assert/strict';
import test from 'node:test';
import { letterIdFromHash } from './permalinks.ts';

test('an address names a letter by its number, and nothing else is taken for one', () => {
  assert.equal(letterIdFromHash('#letter-123'), 123);
  assert.equal(letterIdFromHash('#letter-0'), 0);
  for (const other of [
    '',
    '#',
    '#message',
    '#letter-',
    '#letter-1x',
    '#letter--1',
    '#letter-1.5',
    '#Letter-1',
    `#letter-${'9'.repeat(16)}`,
  ]) {
    assert.equal(letterIdFromHash(other), undefined, other);
  }
});
