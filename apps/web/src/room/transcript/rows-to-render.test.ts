import assert from 'node:assert/strict';
import test from 'node:test';
import { array, assert as holds, boolean, constantFrom, integer, property, record, tuple } from 'fast-check';
import { RENDER_ALL_UP_TO, coversViewport, rowsToRender } from './rows-to-render.ts';

const topsOf = (heights: readonly number[]) => {
  let top = 0;
  return Float64Array.from([0, ...heights.map((height) => (top += height))]);
};
const evenly = (count: number) => topsOf(Array.from({ length: count }, () => 20));
const at = (top: number) => ({ top, height: 400, isAtEnd: false });
const AT_END = { top: 0, height: 400, isAtEnd: true };
const indices = (drawn: ReturnType<typeof rowsToRender>) => drawn.rows.map(({ index }) => index);

test('a short list is drawn as a whole, with nothing left out', () => {
  const drawn = rowsToRender(evenly(RENDER_ALL_UP_TO), at(0), [3]);
  assert.equal(drawn.rows.length, RENDER_ALL_UP_TO);
  assert.ok(drawn.rows.every(({ gap }) => gap === 0));
  assert.equal(drawn.bottomGap, 0);
  assert.deepEqual(rowsToRender(evenly(0), AT_END, []).rows, []);
});

test('of a long one is drawn what is in sight, and a screen to either side', () => {
  const drawn = rowsToRender(evenly(1_000), at(8_000), []);
  assert.deepEqual([drawn.first, drawn.last], [380, 440]);
  assert.equal(drawn.rows[0]?.gap, 7_600);
  assert.equal(drawn.bottomGap, 20_000 - 441 * 20);
});

test('who is at the end sees the end, wherever that is by now', () => {
  const drawn = rowsToRender(evenly(1_000), AT_END, []);
  assert.deepEqual([drawn.first, drawn.last, drawn.bottomGap], [960, 999, 0]);
});

test('what is kept is drawn where it stands', () => {
  const drawn = rowsToRender(evenly(1_000), at(8_000), [10, 400, 990]);
  assert.deepEqual([indices(drawn)[0], indices(drawn).at(-1), indices(drawn).length], [10, 990, 63]);
  assert.deepEqual(drawn.rows[0], { index: 10, gap: 200 });
  assert.deepEqual(drawn.rows[1], { index: 380, gap: 369 * 20 });
});

test('others are drawn before what is drawn runs out', () => {
  const tops = evenly(1_000);
  const drawn = rowsToRender(tops, at(8_000), []);
  assert.equal(coversViewport(drawn, tops, at(8_000)), true);
  assert.equal(coversViewport(drawn, tops, at(8_200)), true);
  assert.equal(coversViewport(drawn, tops, at(8_300)), false);
  assert.equal(coversViewport(drawn, tops, at(7_700)), false);
  assert.equal(coversViewport(rowsToRender(tops, at(0), []), tops, at(0)), true, 'before the first row there is none');
});

test('whatever the rows: each once, in order, none of those in sight missing, and all where it belongs', () => {
  const heights = array(integer({ min: 0, max: 300 }), { minLength: RENDER_ALL_UP_TO, maxLength: RENDER_ALL_UP_TO + 200 });
  const sight = record({
    top: integer({ min: -500, max: 90_000 }),
    height: constantFrom(0, 80, 700),
    isAtEnd: boolean(),
  });
  holds(
    property(tuple(heights, sight, integer({ min: 0, max: RENDER_ALL_UP_TO - 1 })), ([each, sight, kept]) => {
      const tops = topsOf(each);
      const total = tops.at(-1) ?? 0;
      const drawn = rowsToRender(tops, sight, [kept]);
      let y = 0;
      let before = -1;
      for (const { index, gap } of drawn.rows) {
        assert.ok(index > before && gap >= 0);
        y += gap;
        assert.equal(y, tops[index], `row ${index} stands where it belongs`);
        y += each[index] ?? 0;
        before = index;
      }
      assert.equal(y + drawn.bottomGap, total);
      assert.ok(indices(drawn).includes(kept));
      const from = sight.isAtEnd ? total - sight.height : sight.top;
      const isInSight = (index: number) =>
        (tops[index + 1] ?? 0) > Math.max(from, 0) && (tops[index] ?? 0) < Math.min(from + sight.height, total);
      const missing = each.findIndex((_, index) => isInSight(index) && !indices(drawn).includes(index));
      assert.equal(missing, -1, `row ${missing} is in sight`);
      assert.ok(coversViewport(drawn, tops, sight));
    }),
  );
});
