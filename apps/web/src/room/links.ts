/** A piece of a text: words as they stand, or an address that can be opened. */
export type TextPiece =
  | { readonly type: 'words'; readonly text: string }
  | { readonly type: 'link'; readonly text: string };

/** The text in pieces, web addresses apart from the rest. The pieces put together again are the text, letter for letter. */
export const textPieces = (text: string): TextPiece[] => {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutTrailingMarks(found);
    if (!canBeOpened(address)) continue;
    if (index > end) pieces.push({ type: 'words', text: text.slice(end, index) });
    pieces.push({ type: 'link', text: address });
    end = index + address.length;
  }
  if (end < text.length) pieces.push({ type: 'words', text: text.slice(end) });
  return pieces;
};

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/giu;

/** Marks at the end belong to the sentence; a closing bracket belongs to the address only if it was opened in it. */
const withoutTrailingMarks = (found: string): string => {
  let address = found;
  for (;;) {
    const last = address.at(-1) ?? '';
    const opening = BRACKETS[last];
    const isOpened = opening !== undefined && countOf(address, opening) >= countOf(address, last);
    if (!MARKS.includes(last) || isOpened) return address;
    address = address.slice(0, -1);
  }
};

const MARKS = '.,:;!?…)]}»”“’*_~。、，．！？：；）」』】》،؛؟';
const BRACKETS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
const countOf = (text: string, mark: string) => text.split(mark).length - 1;
const canBeOpened = (address: string) => URL.canParse(address) && new URL(address).hostname !== '';
