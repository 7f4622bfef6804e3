import { useWords } from '../../i18n/use-strings.ts';
import { Nickname } from '../../ui/nickname.tsx';
import { Timestamp } from '../../ui/timestamp.tsx';
import type { Row } from '../../sync/room-view.ts';
import { systemMessageText } from '../timeline/system-message-text.ts';

/** A row of the transcript that nobody said: someone came or went, letters are gone, or the page has something to tell. */
export const SystemMessage = ({ row }: { row: Row }) => (
  <p className={row.type === 'missed' ? 'system-message missed' : 'system-message'}>
    <SystemMessageText row={row} />
    {row.type === 'letter' && (
      <>
        {' '}
        <Timestamp at={row.letter.at} />
      </>
    )}
  </p>
);

/** What such a row tells. */
export const SystemMessageText = ({ row }: { row: Row }) => {
  const { transcript } = useWords();
  return systemMessageText(row, transcript, (somebody) => <Nickname {...somebody} />);
};
