import { useWords } from '../../i18n/use-strings.ts';
import { Nickname } from '../../ui/nickname.tsx';
import { Postmarked } from '../../ui/timestamp.tsx';
import type { Row } from '../../sync/room-view.ts';
import { sentenceOf } from '../timeline/system-message-text.ts';

/** A row of the transcript that nobody said: someone came or went, letters are gone, or the page has something to tell. */
export const Remark = ({ row }: { row: Row }) => (
  <p className={row.type === 'missed' ? 'system-message missed' : 'system-message'}>
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
