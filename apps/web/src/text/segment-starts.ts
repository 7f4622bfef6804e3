/**
 * Returns the index of each sentence, word or grapheme of a text, in UTF-16 units. Where the browser has no `Intl.Segmenter`, graphemes are
 * estimated, and there are no sentences and words.
 */
export const segmentStarts = (text: string, granularity: 'sentence' | 'word' | 'grapheme'): number[] => {
  if ('Segmenter' in Intl) {
    const segments = new Intl.Segmenter(undefined, { granularity }).segment(text);
    return Array.from(segments).flatMap(({ index, isWordLike }) => (isWordLike === false ? [] : index));
  }
  return granularity === 'grapheme' ? Array.from(text.matchAll(GRAPHEME), ({ index }) => index) : [];
};

/** A code point with the marks, variation selectors and joined code points that follow it. */
const GRAPHEME = /\P{M}(?:[\p{M}\p{Emoji_Modifier}]|\u200D\P{M})*|\p{M}+/gsu;
