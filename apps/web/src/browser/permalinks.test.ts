import assert from 'node:assert/strict';
import test from 'node:test';
import { letterIdFromHash } from './permalinks.ts';

test('a hash names a letter by its id, and any other hash names none', () => {
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
