import { segmentStarts } from '../segment-starts.ts';

/** The range in which a text may be split, in UTF-16 units: after more than `min` and at most `max` of them. */
export interface SplitBounds {
  readonly min: number;
  readonly max: number;
}

/**
 * Returns the best index at which to split a text, in UTF-16 units: after a paragraph, a line or a sentence, if that leaves most of the space
 * filled; else between two words; else between two graphemes. Returns undefined if the first grapheme alone is longer than `max`.
 */
export const findSplitPoint = (text: string, { min, max }: SplitBounds): number | undefined => {
  // The segmenter needs the following text to decide whether a segment ends.
  const start = text.slice(0, max + LOOKAHEAD);
  for (const { findPoints, minShare } of SPLIT_LEVELS) {
    const point = findPoints(start).findLast((index) => index <= max && index > Math.max(min, max * minShare));
    if (point !== undefined) return point;
  }
  return undefined;
};

const LOOKAHEAD = 64;

const matchStarts = (separator: RegExp) => (text: string) => Array.from(text.matchAll(separator), ({ index }) => index);

/** The preferred levels first. `minShare` is the share of `max` that the first part has to fill. */
const SPLIT_LEVELS = [
  { findPoints: matchStarts(/\n\s*\n/g), minShare: 1 / 3 },
  { findPoints: matchStarts(/\n/g), minShare: 1 / 3 },
  { findPoints: (text: string) => segmentStarts(text, 'sentence'), minShare: 1 / 2 },
  { findPoints: matchStarts(/\s+/g), minShare: 0 },
  // For scripts without spaces between words.
  { findPoints: (text: string) => segmentStarts(text, 'word'), minShare: 1 / 3 },
  { findPoints: (text: string) => segmentStarts(text, 'grapheme'), minShare: 0 },
];
