import { leftWords, remarkWords } from '../words.ts';
import { Nickname } from './nickname.tsx';
import { Postmarked } from './postmarked.tsx';
import type { LetterRow, Row } from './room-view.ts';

/** A row of the transcript that nobody said: someone came or went, letters are gone, or the page has something to tell. */
export const Remark = ({ row }: { row: Row }) => {
  switch (row.type) {
    case 'letter':
      return <Happening row={row} />;
    case 'missed':
      return (
        <p className="remark missed">
          {row.count === 1 ? 'One message could not be kept.' : `${row.count} messages could not be kept.`}
        </p>
      );
    case 'remark':
      return <p className="remark">{remarkWords[row.remark]}</p>;
  }
};

const Happening = ({ row: { letter, isYours } }: { row: LetterRow }) => {
  const { at, event } = letter;
  switch (event.type) {
    case 'joined':
      return (
        <p className="remark">
          <Nickname member={event.member} isYou={isYours} /> came in. <Postmarked at={at} />
        </p>
      );
    case 'left':
      return (
        <p className="remark">
          <Nickname member={event.member} isYou={isYours} /> left{leftWords(event.reason)}. <Postmarked at={at} />
        </p>
      );
    case 'said':
      return null;
    case 'unknown':
      return (
        <p className="remark">
          Something happened that this page is too old to show. <Postmarked at={at} />
        </p>
      );
  }
};
