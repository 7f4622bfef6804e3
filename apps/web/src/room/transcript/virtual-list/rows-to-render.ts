/** The visible part of a list, in CSS pixels from its top. `isAtEnd`: it stays at the end when the list grows. */
export interface Viewport {
  readonly top: number;
  readonly height: number;
  readonly isAtEnd: boolean;
}

/** A row to render. `gap` is the height of the rows left out directly above it, in CSS pixels. */
export interface RenderedRow {
  readonly index: number;
  readonly gap: number;
}

/** The rows of a list to render. */
export interface RenderRange {
  /** All rows from index `first` to index `last` are rendered. Pinned rows may be outside. */
  readonly first: number;
  readonly last: number;
  readonly rows: readonly RenderedRow[];
  /** The height of the rows left out below the last rendered one, in CSS pixels. */
  readonly bottomGap: number;
}

/** The maximum number of rows at which all of them are rendered. */
export const RENDER_ALL_UP_TO = 200;
/** The maximum number of rows that are printed: some 135 sheets. The page stands still meanwhile. */
export const MAX_PRINTED_ROWS = 3_000;
/** How much is rendered above and below the viewport, in heights of the viewport. */
const OVERSCAN_SCREENS = 1;
/** The overscan below which a new range is due. */
const MIN_OVERSCAN_SCREENS = 0.4;

/**
 * Returns the rows to render: those in the viewport with their overscan, and the pinned ones.
 *
 * @param tops the top of each row, and the end of the last one, in CSS pixels from the top of the list
 * @param pinned indices of rows to render wherever they are, in ascending order
 */
export const rowsToRender = (tops: Float64Array, viewport: Viewport, pinned: readonly number[]): RenderRange => {
  const count = tops.length - 1;
  const [first, last] = count <= RENDER_ALL_UP_TO ? [0, count - 1] : rowsWithin(tops, viewport, OVERSCAN_SCREENS);
  const indices = [
    ...pinned.filter((index) => index < first),
    ...Array.from({ length: last - first + 1 }, (_, index) => first + index),
    ...pinned.filter((index) => index > last),
  ];
  let end = 0;
  const rows = indices.map((index) => {
    const gap = at(tops, index) - end;
    end = at(tops, index + 1);
    return { index, gap };
  });
  return { first, last, rows, bottomGap: at(tops, count) - end };
};

/** Returns all rows, in a list of which the page is printed; the last ones if there are more than `MAX_PRINTED_ROWS`. */
export const rowsToPrint = (count: number): RenderRange => {
  const first = Math.max(0, count - MAX_PRINTED_ROWS);
  const rows = Array.from({ length: count - first }, (_, index) => ({ index: first + index, gap: 0 }));
  return { first, last: count - 1, rows, bottomGap: 0 };
};

/** Whether a range still covers the viewport with the minimum overscan. */
export const coversViewport = ({ first, last }: RenderRange, tops: Float64Array, viewport: Viewport): boolean => {
  const [firstNeeded, lastNeeded] = rowsWithin(tops, viewport, MIN_OVERSCAN_SCREENS);
  return first <= firstNeeded && lastNeeded <= last;
};

/** The indices of the first and the last row within the viewport, extended by `overscan` heights of it on both sides. */
const rowsWithin = (
  tops: Float64Array,
  { top, height, isAtEnd }: Viewport,
  overscan: number,
): [first: number, last: number] => {
  const count = tops.length - 1;
  const start = isAtEnd ? at(tops, count) - height : top;
  const margin = height * overscan;
  return [Math.max(0, rowAt(tops, start - margin)), isAtEnd ? count - 1 : rowAt(tops, start + height + margin)];
};

/** The index of the row at `y`; the first or the last one outside the list, and -1 in an empty list. Binary search. */
const rowAt = (tops: Float64Array, y: number): number => {
  let [low, high] = [0, tops.length - 2];
  if (high < 0) return -1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at(tops, middle) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
};

const at = (tops: Float64Array, index: number) => tops[index] ?? 0;
