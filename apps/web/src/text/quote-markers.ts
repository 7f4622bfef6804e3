import type { TextPiece } from './parse-text.ts';

const MARK = /(?<=^|\n)> ?/g;

/** Quoted lines without the marks before them. */
export const withoutQuoteMarks = (text: string): string => text.replaceAll(MARK, '');

/** The pieces of quoted lines with the marks that stand in `text` put back before each of them. */
export const withQuoteMarks = (pieces: readonly TextPiece[], text: string): TextPiece[] => {
  const marks = (text.match(MARK) ?? []).values();
  const quoteMark = () => ({ type: 'quote-mark', text: marks.next().value ?? '' }) as const;
  const inLines = (words: string) =>
    (words.match(LINES) ?? []).flatMap((line) => (line.endsWith('\n') ? [wordsOf(line), quoteMark()] : wordsOf(line)));
  const first = quoteMark();
  const rest = pieces.flatMap((piece): TextPiece[] => {
    if (piece.type === 'words') return inLines(piece.text);
    if (piece.type === 'block') return [{ type: 'quoted-block', pieces: inLines(piece.text) }];
    return [piece];
  });
  return [first, ...rest];
};

const LINES = /[^\n]*\n|[^\n]+/g;
const wordsOf = (text: string) => ({ type: 'words', text }) as const;
