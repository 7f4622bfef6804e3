import assert from 'node:assert/strict';
import test from 'node:test';
import { array, assert as holds, boolean, constantFrom, integer, property, record, tuple } from 'fast-check';
import { MAX_PRINTED_ROWS, RENDER_ALL_UP_TO, coversViewport, rowsToPrint, rowsToRender } from './rows-to-render.ts';

const topsOf = (heights: readonly number[]) => {
  let top = 0;
  return Float64Array.from([0, ...heights.map((height) => (top += height))]);
};
const equalRows = (count: number) => topsOf(Array.from({ length: count }, () => 20));
const at = (top: number) => ({ top, height: 400, isAtEnd: false });
const AT_END = { top: 0, height: 400, isAtEnd: true };
const indices = (range: ReturnType<typeof rowsToRender>) => range.rows.map(({ index }) => index);

test('a short list is rendered whole', () => {
  const range = rowsToRender(equalRows(RENDER_ALL_UP_TO), at(0), [3]);
  assert.equal(range.rows.length, RENDER_ALL_UP_TO);
  assert.ok(range.rows.every(({ gap }) => gap === 0));
  assert.equal(range.bottomGap, 0);
  assert.deepEqual(rowsToRender(equalRows(0), AT_END, []).rows, []);
});

test('the range of an empty list covers every viewport', () => {
  const tops = equalRows(0);
  for (const viewport of [at(0), at(100), AT_END]) {
    assert.equal(coversViewport(rowsToRender(tops, viewport, []), tops, viewport), true);
  }
});

test('of a long list, the viewport is rendered with one screen of overscan', () => {
  const range = rowsToRender(equalRows(1_000), at(8_000), []);
  assert.deepEqual([range.first, range.last], [380, 440]);
  assert.equal(range.rows[0]?.gap, 7_600);
  assert.equal(range.bottomGap, 20_000 - 441 * 20);
});

test('at the end, the last rows are rendered, wherever the end is', () => {
  const range = rowsToRender(equalRows(1_000), AT_END, []);
  assert.deepEqual([range.first, range.last, range.bottomGap], [960, 999, 0]);
});

test('a pinned row is rendered at its position', () => {
  const range = rowsToRender(equalRows(1_000), at(8_000), [10, 400, 990]);
  assert.deepEqual([indices(range)[0], indices(range).at(-1), indices(range).length], [10, 990, 63]);
  assert.deepEqual(range.rows[0], { index: 10, gap: 200 });
  assert.deepEqual(range.rows[1], { index: 380, gap: 369 * 20 });
});

test('a range covers the viewport until less than the minimum overscan is left', () => {
  const tops = equalRows(1_000);
  const range = rowsToRender(tops, at(8_000), []);
  assert.equal(coversViewport(range, tops, at(8_000)), true);
  assert.equal(coversViewport(range, tops, at(8_200)), true);
  assert.equal(coversViewport(range, tops, at(8_300)), false);
  assert.equal(coversViewport(range, tops, at(7_700)), false);
  assert.equal(
    coversViewport(rowsToRender(tops, at(0), []), tops, at(0)),
    true,
    'there is nothing above the first row',
  );
});

test('for any rows: each once, in order, at its position, and no visible one missing', () => {
  const heights = array(integer({ min: 0, max: 300 }), {
    minLength: RENDER_ALL_UP_TO,
    maxLength: RENDER_ALL_UP_TO + 200,
  });
  const viewports = record({
    top: integer({ min: -500, max: 90_000 }),
    height: constantFrom(0, 80, 700),
    isAtEnd: boolean(),
  });
  holds(
    property(
      tuple(heights, viewports, integer({ min: 0, max: RENDER_ALL_UP_TO - 1 })),
      ([heightOf, viewport, pinned]) => {
        const tops = topsOf(heightOf);
        const total = tops.at(-1) ?? 0;
        const range = rowsToRender(tops, viewport, [pinned]);
        let y = 0;
        let before = -1;
        for (const { index, gap } of range.rows) {
          assert.ok(index > before && gap >= 0);
          y += gap;
          assert.equal(y, tops[index], `row ${index} is at its position`);
          y += heightOf[index] ?? 0;
          before = index;
        }
        assert.equal(y + range.bottomGap, total);
        assert.ok(indices(range).includes(pinned));
        const from = viewport.isAtEnd ? total - viewport.height : viewport.top;
        const isVisible = (index: number) =>
          (tops[index + 1] ?? 0) > Math.max(from, 0) && (tops[index] ?? 0) < Math.min(from + viewport.height, total);
        const missing = heightOf.findIndex((_, index) => isVisible(index) && !indices(range).includes(index));
        assert.equal(missing, -1, `row ${missing} is visible`);
        assert.ok(coversViewport(range, tops, viewport));
      },
    ),
  );
});

test('all rows are printed without gaps, or the last ones of very many', () => {
  const range = rowsToPrint(300);
  assert.deepEqual([range.first, range.last, range.rows.length, range.bottomGap], [0, 299, 300, 0]);
  assert.ok(range.rows.every(({ gap }) => gap === 0));
  const last = rowsToPrint(MAX_PRINTED_ROWS + 5);
  assert.deepEqual([last.first, last.last, last.rows.length], [5, MAX_PRINTED_ROWS + 4, MAX_PRINTED_ROWS]);
  assert.deepEqual(rowsToPrint(0).rows, []);
});
