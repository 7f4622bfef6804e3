import { withEmphasis } from './emphasis.ts';
import { folded } from './folded.ts';
import { backticks, plainPieces, type PlainPiece } from './plain-pieces.ts';

/** A piece of what someone wrote: one that stands for itself, or one that lifts out others. */
export type TextPiece = PlainPiece | EmphasisPiece;
interface EmphasisPiece {
  readonly type: 'emphasis' | 'strong';
  readonly pieces: readonly TextPiece[];
}

/** What is typed on both sides of a piece that has marks. */
export const marks = { ...backticks, emphasis: '*', strong: '**' } as const;

/** The text in pieces. Put together again as they were typed they are the text, letter for letter. Takes time in line with its length. */
export const textPieces = (text: string): TextPiece[] => withEmphasis(text, plainPieces(text));

/** A piece letter for letter, with its marks. */
export const asTyped = (piece: TextPiece): string => {
  switch (piece.type) {
    case 'words':
    case 'link':
    case 'mention':
      return piece.text;
    case 'code':
    case 'block':
      return marks[piece.type] + piece.text + marks[piece.type];
    case 'emphasis':
    case 'strong':
      return marks[piece.type] + piece.pieces.map(asTyped).join('') + marks[piece.type];
  }
};

/** Whether a text speaks to somebody. What stands in code or in an address does not. */
export const mentions = (text: string, nickname: string): boolean =>
  text.includes('@') && textPieces(text).some((piece) => speaksTo(piece, nickname));

/** Whether a mention, typed `@Nickname`, means this nickname, however it is spelt in capitals. */
export const means = (mention: string, nickname: string): boolean => folded(mention) === folded(`@${nickname}`);

const speaksTo = (piece: TextPiece, nickname: string): boolean =>
  'pieces' in piece
    ? piece.pieces.some((inner) => speaksTo(inner, nickname))
    : piece.type === 'mention' && means(piece.text, nickname);
