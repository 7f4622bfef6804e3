import assert from 'node:assert/strict';
import test from 'node:test';
import { letterHash, letterLinkFromHash } from './permalinks.ts';

test('a permalink names a letter and its ledger', () => {
  const link = { id: 51, epoch: 'nB_4-kXv2m0T7qYcW-1LhA' };
  assert.equal(letterHash(link), '#letter-51-nB_4-kXv2m0T7qYcW-1LhA');
  assert.deepEqual(letterLinkFromHash(letterHash(link)), link);
});

test('a permalink of an earlier version names only a letter', () => {
  for (const id of [0, 123, 999_999_999_999_999]) {
    assert.equal(letterHash({ id }), `#letter-${id}`);
    assert.deepEqual(letterLinkFromHash(`#letter-${id}`), { id, epoch: undefined });
  }
});

test('any other hash names no letter', () => {
  for (const other of [
    '',
    '#',
    '#message',
    '#letter-',
    '#letter-1x',
    '#letter--1',
    '#letter-1.5',
    '#letter-1-',
    '#letter-1-a b',
    '#Letter-1',
    `#letter-${'9'.repeat(16)}`,
    `#letter-1-${'a'.repeat(65)}`,
  ]) {
    assert.equal(letterLinkFromHash(other), undefined, other);
  }
});
