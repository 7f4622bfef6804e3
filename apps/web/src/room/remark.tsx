import { useWords } from '../words/use-words.ts';
import { Nickname } from './nickname.tsx';
import { Postmarked } from './postmarked.tsx';
import type { Row } from './room-view.ts';
import { sentenceOf } from './row-sentence.ts';

/** A row of the transcript that nobody said: someone came or went, letters are gone, or the page has something to tell. */
export const Remark = ({ row }: { row: Row }) => (
  <p className={row.type === 'missed' ? 'remark missed' : 'remark'}>
    <RemarkWords row={row} />
    {row.type === 'letter' && (
      <>
        {' '}
        <Postmarked at={row.letter.at} />
      </>
    )}
  </p>
);

/** What such a row tells. */
export const RemarkWords = ({ row }: { row: Row }) => {
  const { transcript } = useWords();
  return sentenceOf(row, transcript, (somebody) => <Nickname {...somebody} />);
};
