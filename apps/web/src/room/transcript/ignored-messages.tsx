import type { Member } from '@mailroom/shared';
import { useStrings } from '../../i18n/use-strings.ts';
import type { LetterRow } from '../../sync/view/row.ts';
import { CollapsedRows } from './collapsed-rows.tsx';
import { Message } from './message.tsx';

/** Consecutive messages of ignored members, behind a summary that expands to show them. */
export const IgnoredMessages = ({ rows, ...rest }: IgnoredMessagesProps) => {
  const { transcript } = useStrings();
  const renderMessage = (row: LetterRow) => (
    <Message row={row} isContinued={false} isEditing={false} pendingChange={undefined} {...rest} />
  );
  const summary = transcript.ignoredMessages(rows.length);
  return <CollapsedRows kind="ignored" rows={rows} summary={summary} renderRow={renderMessage} />;
};

interface IgnoredMessagesProps {
  readonly rows: readonly LetterRow[];
  readonly you: Member;
  /** The epoch of the current ledger. */
  readonly epoch: string;
  readonly isSelected: boolean;
}
