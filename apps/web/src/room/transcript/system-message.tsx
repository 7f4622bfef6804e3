import { useStrings } from '../../i18n/use-strings.ts';
import type { Row } from '../../sync/view/row.ts';
import { Nickname } from '../../ui/member/nickname.tsx';
import { Space } from '../../ui/space.tsx';
import { Timestamp } from '../../ui/timestamp.tsx';
import { systemMessageText } from '../timeline/system-message-text.ts';

/** A row that is not a message: a join, leave or rename, a gap, or a notice of the page. */
export const SystemMessage = ({ row }: { row: Row }) => (
  <p className={row.type === 'missed' || row.type === 'lost' ? 'system-message missed' : 'system-message'}>
    <SystemMessageText row={row} />
    {row.type === 'letter' && (
      <>
        <Space />
        <Timestamp at={row.letter.at} />
      </>
    )}
  </p>
);

/** The text of a system message, without its time. */
export const SystemMessageText = ({ row }: { row: Row }) => {
  const { transcript } = useStrings();
  return (
    <span>
      {systemMessageText(row, transcript, (ref) => (
        <Nickname {...ref} />
      ))}
    </span>
  );
};
