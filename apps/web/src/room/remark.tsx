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
        <li className="remark missed">
          {row.count === 1 ? 'One message could not be kept.' : `${row.count} messages could not be kept.`}
        </li>
      );
    case 'remark':
      return <li className="remark">{remarkWords[row.remark]}</li>;
  }
};

const Happening = ({ row: { letter, isYours } }: { row: LetterRow }) => {
  const { at, event } = letter;
  switch (event.type) {
    case 'joined':
      return (
        <li className="remark">
          <Nickname member={event.member} isYou={isYours} /> came in. <Postmarked at={at} />
        </li>
      );
    case 'left':
      return (
        <li className="remark">
          <Nickname member={event.member} isYou={isYours} /> left{leftWords(event.reason)}. <Postmarked at={at} />
        </li>
      );
    case 'said':
      return null;
    case 'unknown':
      return (
        <li className="remark">
          Something happened that this page is too old to show. <Postmarked at={at} />
        </li>
      );
  }
};
