import type { Member } from '@mailroom/shared';
import { useWords } from '../../i18n/use-strings.ts';
import { CollapsedRows } from './collapsed-rows.tsx';
import { Message } from './message.tsx';
import type { LetterRow } from '../../sync/room-view.ts';

/** Lines in a row of people whom one ignores: one quiet line that unfolds. */
export const IgnoredMessages = ({ rows, ...rest }: IgnoredMessagesProps) => {
  const { transcript } = useWords();
  const draw = (row: LetterRow) => <Message row={row} isContinued={false} isEditing={false} pendingChange={undefined} {...rest} />;
  return <CollapsedRows kind="ignored" rows={rows} summary={transcript.ignored(rows.length)} renderRow={draw} />;
};

interface IgnoredMessagesProps {
  readonly rows: readonly LetterRow[];
  readonly you: Member;
  /** The ledger that letters are numbered by now. */
  readonly epoch: string;
  readonly isSelected: boolean;
}
