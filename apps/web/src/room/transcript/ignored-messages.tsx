import type { Member } from '@mailroom/shared';
import { useWords } from '../../i18n/use-strings.ts';
import { FoldedRows } from './collapsed-rows.tsx';
import { Line } from './message.tsx';
import type { LetterRow } from '../../sync/room-view.ts';

/** Lines in a row of people whom one ignores: one quiet line that unfolds. */
export const IgnoredLines = ({ rows, ...rest }: IgnoredLinesProps) => {
  const { transcript } = useWords();
  const draw = (row: LetterRow) => <Line row={row} isContinued={false} isInHand={false} change={undefined} {...rest} />;
  return <FoldedRows kind="ignored" rows={rows} summary={transcript.ignored(rows.length)} draw={draw} />;
};

interface IgnoredLinesProps {
  readonly rows: readonly LetterRow[];
  readonly you: Member;
  /** The ledger that letters are numbered by now. */
  readonly epoch: string;
  readonly isSelected: boolean;
}
