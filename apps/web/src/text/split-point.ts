/** Between which bounds a text may be taken apart, in UTF-16 units: after more than `least` and at most `most` of them. */
export interface SeamBounds {
  readonly least: number;
  readonly most: number;
}

/**
 * Where a text is best taken apart: after a paragraph, a line or a sentence, if that does not leave most of the space empty; between two
 * words; and where there is nothing of that, between two characters as people see them. Nothing where a single one is too long.
 */
export const seamIn = (text: string, { least, most }: SeamBounds): number | undefined => {
  // Whether something ends here is told by what follows.
  const near = text.slice(0, most + AHEAD);
  for (const { places, share } of LEVELS) {
    const seam = places(near).findLast((place) => place <= most && place > Math.max(least, most * share));
    if (seam !== undefined) return seam;
  }
  return undefined;
};

const AHEAD = 64;

const placesOf = (sign: RegExp) => (text: string) => Array.from(text.matchAll(sign), ({ index }) => index);

const beginnings = (granularity: 'sentence' | 'word' | 'grapheme') => {
  const segmenter = new Intl.Segmenter(undefined, { granularity });
  return (text: string) =>
    Array.from(segmenter.segment(text)).flatMap(({ index, isWordLike }) => (isWordLike === false ? [] : index));
};

/** The best first. `share`: how much of the space has to be filled before. */
const LEVELS = [
  { places: placesOf(/\n\s*\n/g), share: 1 / 3 },
  { places: placesOf(/\n/g), share: 1 / 3 },
  { places: beginnings('sentence'), share: 1 / 2 },
  { places: placesOf(/\s+/g), share: 0 },
  // Not all who write put spaces between words.
  { places: beginnings('word'), share: 1 / 3 },
  { places: beginnings('grapheme'), share: 0 },
];
