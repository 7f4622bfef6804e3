/** What the reader sees of a list: from where on, how much, in CSS pixels, and whether they stay at its end as it grows. */
export interface Viewport {
  readonly top: number;
  readonly height: number;
  readonly isAtEnd: boolean;
}

/** A row to be drawn, and how much of the list is left out before it, in CSS pixels. */
export interface RenderedRow {
  readonly index: number;
  readonly gap: number;
}

/** Which rows of a long list are drawn, and how much is left out after them. */
export interface RenderRange {
  /** From the first to the last of these, none is left out. */
  readonly first: number;
  readonly last: number;
  readonly rows: readonly RenderedRow[];
  readonly bottomGap: number;
}

/** Up to so many rows, all are drawn. */
export const RENDER_ALL_UP_TO = 200;
/** So much is drawn beyond what is in sight, in screens to either side. */
const OVERSCAN_SCREENS = 1;
/** With less than that beyond what is in sight it is time to draw others. */
const MIN_OVERSCAN_SCREENS = 0.4;

/** The rows to draw for what is in sight, and those `kept` wherever they are. `tops` says where each row begins, and where the last one ends. */
export const rowsToRender = (tops: Float64Array, sight: Viewport, kept: readonly number[]): RenderRange => {
  const count = tops.length - 1;
  const [first, last] = count <= RENDER_ALL_UP_TO ? [0, count - 1] : rowsWithin(tops, sight, OVERSCAN_SCREENS);
  const indices = [
    ...kept.filter((index) => index < first),
    ...Array.from({ length: last - first + 1 }, (_, index) => first + index),
    ...kept.filter((index) => index > last),
  ];
  let end = 0;
  const rows = indices.map((index) => {
    const gap = at(tops, index) - end;
    end = at(tops, index + 1);
    return { index, gap };
  });
  return { first, last, rows, bottomGap: at(tops, count) - end };
};

/** Whether the rows that are drawn are enough for what is in sight now. */
export const coversViewport = ({ first, last }: RenderRange, tops: Float64Array, sight: Viewport): boolean => {
  const [firstNeeded, lastNeeded] = rowsWithin(tops, sight, MIN_OVERSCAN_SCREENS);
  return first <= firstNeeded && lastNeeded <= last;
};

/** The first and the last row of those within so many screens of what is in sight. */
const rowsWithin = (tops: Float64Array, { top, height, isAtEnd }: Viewport, screens: number): [number, number] => {
  const count = tops.length - 1;
  const from = isAtEnd ? at(tops, count) - height : top;
  const beyond = height * screens;
  return [rowAt(tops, from - beyond), isAtEnd ? count - 1 : rowAt(tops, from + height + beyond)];
};

/** The row at this height of the list; the first or the last one beyond its ends. */
const rowAt = (tops: Float64Array, y: number): number => {
  let [low, high] = [0, tops.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at(tops, middle) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
};

const at = (tops: Float64Array, index: number) => tops[index] ?? 0;
