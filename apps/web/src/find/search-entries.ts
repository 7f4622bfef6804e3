import type { Letter } from '@mailroom/shared';
import type { Entry } from '../room/timeline/entries.ts';
import { foldCase } from '../text/fold-case.ts';
import { parseMeAction } from '../text/me-action.ts';
import { toVisibleText } from '../text/markup/nodes.ts';
import { parseText } from '../text/markup/parse-text.ts';

/** The form in which the transcript shows a text: without its markers, or as its source. */
export type ShownForm = 'visible' | 'source';

/**
 * Returns the indices of the entries that contain `searchText`, in a message, a nickname or the reason for a leave. Ignores case and Unicode
 * normalization. Empty if `searchText` is blank. Hidden messages of ignored members are not searched. `shows`: whether messages are shown
 * with their markers.
 */
export const searchEntries = (entries: readonly Entry[], searchText: string, shows: ShownForm): number[] => {
  const wanted = foldCase(searchText.trim());
  if (wanted === '') return [];
  return entries.flatMap((entry, index) =>
    lettersOf(entry).some((letter) => searchableText(letter, shows).includes(wanted)) ? index : [],
  );
};

/** Returns the start and end of each match of `searchText` in `text`, in UTF-16 units. A match consists of whole graphemes. */
export const matchRanges = (text: string, searchText: string): [start: number, end: number][] => {
  const wanted = foldGraphemes(searchText.trim()).join('');
  const folded = foldGraphemes(text);
  const graphemes = text.match(GRAPHEME) ?? [];
  if (wanted === '') return [];
  // For each unit of the folded text, the start and the end of its grapheme in the text: folding can change the length.
  const starts: number[] = [];
  const ends: number[] = [];
  let start = 0;
  for (const [index, grapheme] of folded.entries()) {
    const end = start + (graphemes[index]?.length ?? 0);
    for (let unit = 0; unit < grapheme.length; unit++) {
      starts.push(start);
      ends.push(end);
    }
    start = end;
  }
  const foldedText = folded.join('');
  const ranges: [number, number][] = [];
  for (let at = foldedText.indexOf(wanted); at !== -1; at = foldedText.indexOf(wanted, at + wanted.length)) {
    ranges.push([starts[at] ?? 0, ends[at + wanted.length - 1] ?? 0]);
  }
  return ranges;
};

/** A character with its combining marks: the unit that normalization may change. */
const GRAPHEME = /\P{M}\p{M}*|\p{M}+/gsu;

const foldGraphemes = (text: string) => (text.match(GRAPHEME) ?? []).map(foldCase);

const lettersOf = (entry: Entry): Letter[] => {
  if (entry.type === 'membership') return entry.rows.map(({ letter }) => letter);
  return entry.type === 'row' && entry.row.type === 'letter' ? [entry.row.letter] : [];
};

/** The folded text of a letter. Cached, because each key press searches up to ten thousand letters. */
const searchableText = (letter: Letter, shows: ShownForm): string => {
  const cached = cache[shows].get(letter);
  if (cached !== undefined) return cached;
  const text = foldCase(shownText(letter, shows));
  cache[shows].set(letter, text);
  return text;
};

const cache = { visible: new WeakMap<Letter, string>(), source: new WeakMap<Letter, string>() };

/** A line break between two parts keeps a match from spanning both. */
const shownText = ({ event }: Letter, shows: ShownForm): string => {
  switch (event.type) {
    case 'said': {
      const text = parseMeAction(event.text) ?? event.text;
      return `${event.member.nickname}\n${shows === 'source' ? text : toVisibleText(parseText(text))}`;
    }
    case 'left':
      return `${event.member.nickname}\n${event.reason ?? ''}`;
    case 'renamed':
      return `${event.formerNickname}\n${event.member.nickname}`;
    case 'joined':
    case 'role-changed':
      return event.member.nickname;
    case 'edited':
    case 'reacted':
    case 'deleted':
    case 'unknown':
      return '';
  }
};
