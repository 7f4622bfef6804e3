import assert from 'node:assert/strict';
import test from 'node:test';
import { RowHeights } from './row-heights.ts';

test('rows stand below each other as tall as they were drawn, fractions and all', () => {
  const heights = new RowHeights();
  heights.set('a', 35.25);
  heights.set('b', 10.5);
  assert.deepEqual([...heights.tops(['a', 'b'])], [0, 35.25, 45.75]);
  assert.deepEqual([...heights.tops([])], [0]);
});

test('until it was drawn a row counts as tall as the others are on average', () => {
  const heights = new RowHeights();
  heights.set('a', 20);
  heights.set('b', 40);
  assert.deepEqual([...heights.tops(['a', 'new', 'b'])], [0, 20, 50, 90]);
});

test('what is guessed does not change any more when many were drawn', () => {
  const heights = new RowHeights();
  for (let row = 0; row < 100; row++) heights.set(`${row}`, 30);
  heights.set('tall', 3_000);
  assert.deepEqual([...heights.tops(['new'])], [0, 30]);
});

test('only what changes a height is news, and what was asked for before is not reckoned again', () => {
  const heights = new RowHeights();
  const keys = ['a', 'b'];
  assert.equal(heights.set('a', 20), true);
  const tops = heights.tops(keys);
  assert.equal(heights.set('a', 20), false);
  assert.equal(heights.tops(keys), tops);
  assert.equal(heights.set('a', 30), true);
  assert.deepEqual([...heights.tops(keys)], [0, 30, 60]);
});
