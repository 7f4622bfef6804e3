import { textPieces } from './links.ts';

/** What someone wrote, as they wrote it, with web addresses that can be opened. */
export const LinkedText = ({ text }: { text: string }) =>
  textPieces(text).map((piece, index) =>
    piece.type === 'link' ? (
      // oxlint-disable-next-line react/no-array-index-key -- the pieces of one text never change places
      <a key={index} href={piece.text} target="_blank" rel="noopener noreferrer nofollow">
        {piece.text}
      </a>
    ) : (
      piece.text
    ),
  );
