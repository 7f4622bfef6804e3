import { useEffect, useMemo, useState } from 'react';
import type { Entry } from '../timeline/entries.ts';
import type { VisibleView } from '../../sync/ignored-rows.ts';
import { letterIdFromHash, onPermalink } from '../../browser/permalinks.ts';
import type { Row } from '../../sync/room-view.ts';
import type { ScrollTarget } from './use-scroll-to-row.ts';

/**
 * The row that the address leads to, when the page opens and each time the address names another one, until it is forgotten. Tells also
 * whether it is not to be had: it was said before what the page was given to show, or before the room was started anew.
 */
export const usePermalink = (view: VisibleView, entries: readonly Entry[]) => {
  const [wanted, setWanted] = useState(() => permalinkTarget(letterIdFromHash(location.hash)));
  useEffect(() => onPermalink((id) => setWanted(permalinkTarget(id))), []);
  const key = wanted && entryWith(wanted.id, entries, view)?.key;
  // Before the page heard of the room, the letter may still come. Later it is another one of that number, and nobody waits for it.
  const isMissing = wanted !== undefined && (wanted.isGivenUp || (!key && view.connection.state !== 'connecting'));
  if (isMissing && !wanted.isGivenUp) setWanted({ ...wanted, isGivenUp: true });
  // A new one for each wish: who wants to go to the same letter once more is brought there once more.
  const arrival = useMemo(
    (): ScrollTarget | undefined => (wanted && key && !wanted.isGivenUp ? { key, by: 'link' } : undefined),
    [wanted, key],
  );
  return { arrival, isMissing, forget: () => setWanted(undefined) };
};

const permalinkTarget = (id: number | undefined) => (id === undefined ? undefined : { id, isGivenUp: false });

/** Where a letter of this ledger stands, maybe folded together with others; it may repeat a line that stood here before. */
const entryWith = (id: number, entries: readonly Entry[], { epoch, replayedRows }: VisibleView): Entry | undefined => {
  const echoed = replayedRows.get(id);
  const isIt = (row: Row) =>
    echoed === undefined ? row.type === 'letter' && row.epoch === epoch && row.letter.id === id : row.key === echoed;
  return entries.findLast((entry) =>
    entry.type === 'row' ? isIt(entry.row) : 'rows' in entry && entry.rows.some(isIt),
  );
};
