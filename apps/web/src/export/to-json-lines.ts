import type { Row } from '../sync/room-view.ts';

/**
 * A transcript for programs: one letter a line, as it came over the wire, with the epoch of the ledger by which it is numbered. A line that
 * was edited has its last text, one that was deleted has none.
 */
export const toJsonLines = (rows: readonly Row[]): string =>
  rows.map((row) => (row.type === 'letter' ? `${JSON.stringify({ epoch: row.epoch, ...row.letter })}\n` : '')).join('');
