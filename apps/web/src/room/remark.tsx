import type { ReactNode } from 'react';
import type { Words } from '../words/english.ts';
import { useWords } from '../words/use-words.ts';
import { Nickname } from './nickname.tsx';
import { Postmarked } from './postmarked.tsx';
import type { LetterRow, Row } from './room-view.ts';

/** A row of the transcript that nobody said: someone came or went, letters are gone, or the page has something to tell. */
export const Remark = ({ row }: { row: Row }) => {
  const sentence = useSentence(row);
  if (sentence === undefined) return null;
  return (
    <p className={row.type === 'missed' ? 'remark missed' : 'remark'}>
      {sentence}
      {row.type === 'letter' && (
        <>
          {' '}
          <Postmarked at={row.letter.at} />
        </>
      )}
    </p>
  );
};

/** What there is to tell of a row that nobody said. */
export const useSentence = (row: Row): ReactNode => {
  const { transcript } = useWords();
  switch (row.type) {
    case 'letter':
      return sentenceOf(row, transcript);
    case 'missed':
      return transcript.missed(row.count);
    case 'remark':
      return transcript.remarks[row.remark];
  }
};

const sentenceOf = ({ letter: { event }, isYours }: LetterRow, transcript: Words['transcript']): ReactNode => {
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
      return reason === '' ? transcript.left(who) : transcript.leftBecause(who, <bdi>{reason}</bdi>);
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
