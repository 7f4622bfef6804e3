import type { LetterRow, Row } from '../sync/view/row.ts';

/**
 * Exports a transcript in a machine-readable form: one JSON object a line for each letter, as the server sent it, with the epoch of its
 * ledger. An edited message has its last text, a deleted one an empty text. `reactions` are those of the message now. Other rows are left out.
 */
export const toJsonLines = (rows: readonly Row[]): string =>
  rows.map((row) => (row.type === 'letter' ? `${JSON.stringify(toRecord(row))}\n` : '')).join('');

const toRecord = ({ epoch, letter, status, reactions }: LetterRow) => {
  const shown = status === 'deleted' ? [] : (reactions?.list ?? []);
  return { epoch, ...letter, ...(shown.length > 0 && { reactions: shown }) };
};
