import { useWords } from '../words/use-words.ts';
import { Nickname } from './nickname.tsx';
import { Postmarked } from './postmarked.tsx';
import type { LetterRow, Row } from './room-view.ts';

/** A row of the transcript that nobody said: someone came or went, letters are gone, or the page has something to tell. */
export const Remark = ({ row }: { row: Row }) => {
  const { transcript } = useWords();
  switch (row.type) {
    case 'letter':
      return <Happening row={row} />;
    case 'missed':
      return <p className="remark missed">{transcript.missed(row.count)}</p>;
    case 'remark':
      return <p className="remark">{transcript.remarks[row.remark]}</p>;
  }
};

const Happening = ({ row }: { row: LetterRow }) => {
  const sentence = useSentence(row);
  return (
    sentence && (
      <p className="remark">
        {sentence} <Postmarked at={row.letter.at} />
      </p>
    )
  );
};

const useSentence = ({ letter: { event }, isYours }: LetterRow) => {
  const { transcript } = useWords();
  switch (event.type) {
    case 'joined':
      return transcript.cameIn(<Nickname member={event.member} isYou={isYours} />);
    case 'left': {
      const who = <Nickname member={event.member} isYou={isYours} />;
      const reasons = new Map([
        ['timeout', transcript.lostConnection],
        ['closed', transcript.closedThePage],
      ]);
      const reason = reasons.get(event.reason) ?? event.reason;
      return reason === '' ? transcript.left(who) : transcript.leftBecause(who, reason);
    }
    case 'renamed': {
      const before = { ...event.member, nickname: event.before };
      return transcript.renamed(
        <Nickname member={before} isYou={isYours} />,
        <Nickname member={event.member} isYou={false} />,
      );
    }
    case 'said':
    case 'edited':
    case 'deleted':
      return undefined;
    case 'unknown':
      return transcript.unknown;
  }
};
