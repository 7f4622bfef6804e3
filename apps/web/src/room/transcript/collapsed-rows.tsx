import type { ReactNode, ToggleEvent } from 'react';
import type { LetterRow } from '../../sync/view/row.ts';
import { RowBoundary } from './row-boundary.tsx';

/** Rows behind a summary that expands to show them. */
export const CollapsedRows = ({ kind, rows, summary, renderRow }: CollapsedRowsProps) => {
  const [first] = rows;
  const onToggle = ({ currentTarget }: ToggleEvent<HTMLDetailsElement>) => {
    if (!first) return;
    if (currentTarget.open) expanded.add(first);
    else expanded.delete(first);
  };
  return (
    <details className={kind} open={first && expanded.has(first)} onToggle={onToggle}>
      <summary>{summary}</summary>
      <ol>
        {rows.map((row) => (
          <li key={row.key}>
            <RowBoundary resetKey={row}>{renderRow(row)}</RowBoundary>
          </li>
        ))}
      </ol>
    </details>
  );
};

/** Whether these rows are expanded. */
export const isExpanded = ([first]: readonly LetterRow[]): boolean => first !== undefined && expanded.has(first);

/** The first rows of all expanded groups. Kept outside the component, which unmounts when it is scrolled out of the rendered range. */
const expanded = new WeakSet<LetterRow>();

interface CollapsedRowsProps {
  readonly kind: 'membership' | 'ignored';
  readonly rows: readonly LetterRow[];
  readonly summary: ReactNode;
  readonly renderRow: (row: LetterRow) => ReactNode;
}
