import type { ReactNode } from 'react';
import { marks, means, textPieces, type TextPiece } from '../../text/parse-text.ts';

/**
 * What someone wrote, as they wrote it, dressed: addresses can be opened, code and emphasis look it, a mention of `you` stands out. The
 * marks that were typed stay, so what is copied is what was typed.
 */
export const WrittenText = ({ text, you }: { text: string; you: string }) => (
  <Pieces pieces={textPieces(text)} you={you} />
);

const Pieces = ({ pieces, you }: { pieces: readonly TextPiece[]; you: string }) =>
  // oxlint-disable-next-line react/no-array-index-key -- the pieces of one text never change places
  pieces.map((piece, index) => <Piece key={index} piece={piece} you={you} />);

const Piece = ({ piece, you }: { piece: TextPiece; you: string }) => {
  switch (piece.type) {
    case 'words':
      return piece.text;
    case 'link':
      return (
        <a href={piece.text} target="_blank" rel="noopener noreferrer nofollow">
          {piece.text}
        </a>
      );
    case 'mention':
      return means(piece.text, you) ? (
        <mark className="mention">{piece.text}</mark>
      ) : (
        <span className="mention">{piece.text}</span>
      );
    case 'code':
      return (
        <code dir="ltr">
          <Marked type="code">{piece.text}</Marked>
        </code>
      );
    case 'block':
    case 'quoted-block':
      return (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what can be scrolled has to be reached by keyboard
        <code className="block" dir="ltr" tabIndex={0}>
          <Marked type="block">{'pieces' in piece ? <Pieces pieces={piece.pieces} you={you} /> : piece.text}</Marked>
        </code>
      );
    case 'quote-mark':
      return <span className="markers">{piece.text}</span>;
    case 'quote':
      return (
        <q>
          {/* Nobody is meant by what is repeated. */}
          <Pieces pieces={piece.pieces} you="" />
        </q>
      );
    case 'emphasis':
    case 'strong': {
      const Emphasis = ELEMENTS[piece.type];
      return (
        <Emphasis>
          <Marked type={piece.type}>
            <Pieces pieces={piece.pieces} you={you} />
          </Marked>
        </Emphasis>
      );
    }
  }
};

const ELEMENTS = { emphasis: 'em', strong: 'strong' } as const;

const Marked = ({ type, children }: { type: keyof typeof marks; children: ReactNode }) => (
  <>
    <span className="markers">{marks[type]}</span>
    {children}
    <span className="markers">{marks[type]}</span>
  </>
);
