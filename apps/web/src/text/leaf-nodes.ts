/**
 * A piece of a text that holds no other: words, code in a line or in a block, an address that can be opened, somebody's `@Nickname`, the
 * mark before a quoted line.
 */
export interface PlainPiece {
  readonly type: 'words' | 'code' | 'block' | 'link' | 'mention' | 'quote-mark';
  /** Without the marks around it. */
  readonly text: string;
}

/** What is typed on both sides of code. */
export const backticks = { code: '`', block: '```' } as const;

/** The text in plain pieces, with empty words here and there. Nothing in code means anything else, and nobody is mentioned in an address. */
export const plainPieces = (text: string): PlainPiece[] =>
  codeApart(text)
    .flatMap((piece) => (piece.type === 'words' ? apart(piece.text, 'link', addresses(piece.text)) : piece))
    .flatMap((piece) => (piece.type === 'words' ? apart(piece.text, 'mention', nicknames(piece.text)) : piece));

/** The text in words and code. */
export const codeApart = (text: string): PlainPiece[] => {
  // Words at even places, between them the backticks.
  const parts = text.split(BACKTICKS);
  const closing = closingBackticks(parts);
  const pieces: PlainPiece[] = [];
  let words = '';
  for (let place = 0; place < parts.length; place += 1) {
    const closedAt = closing[place];
    if (closedAt === undefined) {
      words += parts[place] ?? '';
    } else {
      const type = parts[place] === backticks.block ? 'block' : 'code';
      pieces.push({ type: 'words', text: words }, { type, text: parts.slice(place + 1, closedAt).join('') });
      words = '';
      place = closedAt;
    }
  }
  return [...pieces, { type: 'words', text: words }];
};

const BACKTICKS = /(?<!`)(`{3}|`)(?!`)/u;

/** For each place of backticks the next one with as many; one backtick reaches to the end of its line. */
const closingBackticks = (parts: readonly string[]) => {
  const closing: (number | undefined)[] = [];
  const next = new Map<string, number>();
  for (let place = parts.length - 2; place > 0; place -= 2) {
    const mark = parts[place] ?? '';
    if (parts[place + 1]?.includes('\n')) next.delete(backticks.code);
    closing[place] = next.get(mark);
    next.set(mark, place);
  }
  return closing;
};

interface Found {
  readonly at: number;
  readonly text: string;
}

const apart = (text: string, type: 'link' | 'mention', founds: readonly Found[]): PlainPiece[] => {
  const pieces: PlainPiece[] = [];
  let end = 0;
  for (const found of founds) {
    pieces.push({ type: 'words', text: text.slice(end, found.at) }, { type, text: found.text });
    end = found.at + found.text.length;
  }
  return [...pieces, { type: 'words', text: text.slice(end) }];
};

const addresses = (text: string): Found[] =>
  [...text.matchAll(ADDRESS)]
    .map(({ 0: found, index }) => ({ at: index, text: withoutTrailingMarks(found) }))
    .filter((found) => URL.canParse(found.text));

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/giu;

/** Marks at the end belong to the sentence; a closing bracket belongs to the address only if it was opened in it. */
const withoutTrailingMarks = (found: string): string => {
  const unopened = new Map(
    Object.entries(BRACKETS).map(([last, opening]) => [last, countOf(found, last) - countOf(found, opening)]),
  );
  let end = found.length;
  for (; end > 0; end -= 1) {
    const last = found.charAt(end - 1);
    const left = unopened.get(last);
    if (!MARKS.includes(last) || (left !== undefined && left <= 0)) break;
    if (left !== undefined) unopened.set(last, left - 1);
  }
  return found.slice(0, end);
};

const MARKS = '.,:;!?…)]}»”“’*_~。、，．！？：；）」』】》،؛؟';
const BRACKETS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
const countOf = (text: string, mark: string) => text.split(mark).length - 1;

const nicknames = (text: string): Found[] =>
  [...text.matchAll(MENTION)].map(({ 0: found, index }) => ({ at: index, text: found }));

// After a letter or a digit it is a mail address.
const MENTION = /(?<![\p{L}\p{Nd}]\p{M}*)@[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}]*/gu;
