import { withEmphasis } from './emphasis.ts';
import { folded } from './fold-case.ts';
import { backticks, plainPieces, type PlainPiece } from './leaf-nodes.ts';
import { withoutQuoteMarks, withQuoteMarks } from './quote-markers.ts';
import { quotedParts } from './quote-blocks.ts';

/** A piece of what someone wrote: one that stands for itself, or one that lifts out others. */
export type TextPiece = PlainPiece | LiftedPiece;
interface LiftedPiece {
  readonly type: 'emphasis' | 'strong' | 'quote' | 'quoted-block';
  readonly pieces: readonly TextPiece[];
}

/** What is typed on both sides of a piece that has marks. */
export const marks = { ...backticks, 'quoted-block': backticks.block, emphasis: '*', strong: '**' } as const;

/** The text in pieces. Put together again as they were typed they are the text, letter for letter. Takes time in line with its length. */
export const textPieces = (text: string): TextPiece[] =>
  quotedParts(text).flatMap((part) => (part.isQuoted ? quote(part.text) : dressed(part.text)));

const dressed = (text: string) => withEmphasis(text, plainPieces(text));

/** What is quoted is read without the marks before its lines, which then stand where they stood. */
const quote = (text: string): TextPiece => ({
  type: 'quote',
  pieces: withQuoteMarks(dressed(withoutQuoteMarks(text)), text),
});

/** A piece letter for letter, with its marks. */
export const asTyped = (piece: TextPiece): string => {
  switch (piece.type) {
    case 'words':
    case 'link':
    case 'mention':
    case 'quote-mark':
      return piece.text;
    case 'code':
    case 'block':
      return marks[piece.type] + piece.text + marks[piece.type];
    case 'emphasis':
    case 'strong':
    case 'quoted-block':
      return marks[piece.type] + piece.pieces.map(asTyped).join('') + marks[piece.type];
    case 'quote':
      return piece.pieces.map(asTyped).join('');
  }
};

/** Whether a text speaks to somebody. What stands in code, in an address or in a quotation does not. */
export const mentions = (text: string, nickname: string): boolean =>
  text.includes('@') && textPieces(text).some((piece) => speaksTo(piece, nickname));

/** Whether a mention, typed `@Nickname`, means this nickname, however it is spelt in capitals. */
export const means = (mention: string, nickname: string): boolean => folded(mention) === folded(`@${nickname}`);

const speaksTo = (piece: TextPiece, nickname: string): boolean =>
  'pieces' in piece
    ? piece.type !== 'quote' && piece.pieces.some((inner) => speaksTo(inner, nickname))
    : piece.type === 'mention' && means(piece.text, nickname);
