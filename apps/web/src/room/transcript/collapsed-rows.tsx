import type { ReactNode, ToggleEvent } from 'react';
import type { LetterRow } from '../../sync/room-view.ts';

/** Rows that stand behind one line, which unfolds to each of them. */
export const CollapsedRows = ({ kind, rows, summary, renderRow }: CollapsedRowsProps) => {
  const [first] = rows;
  const onToggle = ({ currentTarget }: ToggleEvent<HTMLDetailsElement>) => {
    if (!first) return;
    if (currentTarget.open) unfolded.add(first);
    else unfolded.delete(first);
  };
  return (
    <details className={kind} open={first && unfolded.has(first)} onToggle={onToggle}>
      <summary>{summary}</summary>
      <ol>
        {rows.map((row) => (
          <li key={row.key}>{renderRow(row)}</li>
        ))}
      </ol>
    </details>
  );
};

/** Those that were unfolded, by the first of their rows: what is not drawn while it is out of sight looks the same when it is back. */
const unfolded = new WeakSet<LetterRow>();

interface CollapsedRowsProps {
  readonly kind: 'membership' | 'ignored';
  readonly rows: readonly LetterRow[];
  readonly summary: ReactNode;
  readonly renderRow: (row: LetterRow) => ReactNode;
}
