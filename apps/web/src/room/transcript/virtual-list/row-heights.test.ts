import assert from 'node:assert/strict';
import test from 'node:test';
import { RowHeights } from './row-heights.ts';

test('rows follow each other with their measured heights, including fractions', () => {
  const heights = new RowHeights();
  heights.set('a', 35.25);
  heights.set('b', 10.5);
  assert.deepEqual([...heights.tops(['a', 'b'])], [0, 35.25, 45.75]);
  assert.deepEqual([...heights.tops([])], [0]);
});

test('a row that was not measured has the average height of the others', () => {
  const heights = new RowHeights();
  heights.set('a', 20);
  heights.set('b', 40);
  assert.deepEqual([...heights.tops(['a', 'new', 'b'])], [0, 20, 50, 90]);
});

test('the average does not change after 100 measured rows', () => {
  const heights = new RowHeights();
  for (let row = 0; row < 100; row++) heights.set(`${row}`, 30);
  heights.set('tall', 3_000);
  assert.deepEqual([...heights.tops(['new'])], [0, 30]);
});

test('a row that was not measured is expected to be at most 200 px high', () => {
  const heights = new RowHeights();
  heights.set('high', 2_400);
  assert.deepEqual([...heights.tops(['high', 'new'])], [0, 2_400, 2_600]);
});

test('set returns whether the height changed, and the tops are computed again only then', () => {
  const heights = new RowHeights();
  const keys = ['a', 'b'];
  assert.equal(heights.set('a', 20), true);
  const tops = heights.tops(keys);
  assert.equal(heights.set('a', 20), false);
  assert.equal(heights.tops(keys), tops);
  assert.equal(heights.set('a', 30), true);
  assert.deepEqual([...heights.tops(keys)], [0, 30, 60]);
});
