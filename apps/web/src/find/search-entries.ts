import type { Letter } from '@mailroom/shared';
import { parseMeAction } from '../text/me-action.ts';
import type { Entry } from '../room/timeline/entries.ts';
import { foldCase } from '../text/fold-case.ts';

/** The places of the rows in which a text stands, in what was said or in a nickname; capitals and spelling do not matter. None for no text. */
export const searchEntries = (entries: readonly Entry[], sought: string): number[] => {
  const text = foldCase(sought.trim());
  if (text === '') return [];
  return entries.flatMap((entry, place) =>
    lettersIn(entry).some((letter) => searchableText(letter).includes(text)) ? place : [],
  );
};

/** Where a text stands in another, each as where it begins and where it ends, in UTF-16 units. */
export const matchRanges = (text: string, sought: string): [number, number][] => {
  const wanted = inPieces(sought.trim()).join('');
  const pieces = inPieces(text);
  const shown = text.match(GRAPHEME) ?? [];
  if (wanted === '') return [];
  // From each unit of the folded text to where its piece begins and ends in the text.
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    const end = at + (shown[index]?.length ?? 0);
    for (let unit = 0; unit < piece.length; unit++) {
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  const whole = pieces.join('');
  const places: [number, number][] = [];
  for (let from = whole.indexOf(wanted); from !== -1; from = whole.indexOf(wanted, from + wanted.length)) {
    places.push([starts[from] ?? 0, ends[from + wanted.length - 1] ?? 0]);
  }
  return places;
};

/** A sign with the marks on it: what is spelt differently in the same way. */
const GRAPHEME = /\P{M}\p{M}*|\p{M}+/gsu;

const inPieces = (text: string) => (text.match(GRAPHEME) ?? []).map(foldCase);

const lettersIn = (entry: Entry): Letter[] => {
  if (entry.type === 'goings') return entry.rows.map(({ letter }) => letter);
  return entry.type === 'row' && entry.row.type === 'letter' ? [entry.row.letter] : [];
};

/** What can be found of a letter, folded. Kept as long as the letter is: there may be ten thousand, and a key pressed looks at all. */
const searchableText = (letter: Letter): string => {
  const before = kept.get(letter);
  if (before !== undefined) return before;
  const text = foldCase(wordsOf(letter));
  kept.set(letter, text);
  return text;
};

const kept = new WeakMap<Letter, string>();

const wordsOf = ({ event }: Letter): string => {
  switch (event.type) {
    case 'said':
      return `${event.member.nickname}\n${parseMeAction(event.text) ?? event.text}`;
    case 'left':
      return `${event.member.nickname}\n${event.reason}`;
    case 'renamed':
      return `${event.before}\n${event.member.nickname}`;
    case 'joined':
      return event.member.nickname;
    case 'edited':
    case 'deleted':
    case 'unknown':
      return '';
  }
};
