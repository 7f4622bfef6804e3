import { useEffect, useMemo, useState } from 'react';
import type { Entry } from '../timeline/entries.ts';
import type { ShownView } from '../../sync/ignored-rows.ts';
import { letterIn, onLetterWanted } from '../../browser/permalinks.ts';
import type { Row } from '../../sync/room-view.ts';
import type { FoundRow } from './use-scroll-to-row.ts';

/**
 * The row that the address leads to, when the page opens and each time the address names another one, until it is forgotten. Tells also
 * whether it is not to be had: it was said before what the page was given to show, or before the room was started anew.
 */
export const useArrival = (view: ShownView, entries: readonly Entry[]) => {
  const [wanted, setWanted] = useState(() => wish(letterIn(location.hash)));
  useEffect(() => onLetterWanted((id) => setWanted(wish(id))), []);
  const key = wanted && entryWith(wanted.id, entries, view)?.key;
  // Before the page heard of the room, the letter may still come. Later it is another one of that number, and nobody waits for it.
  const isMissing = wanted !== undefined && (wanted.isGivenUp || (!key && view.connection.state !== 'connecting'));
  if (isMissing && !wanted.isGivenUp) setWanted({ ...wanted, isGivenUp: true });
  // A new one for each wish: who wants to go to the same letter once more is brought there once more.
  const arrival = useMemo(
    (): FoundRow | undefined => (wanted && key && !wanted.isGivenUp ? { key, by: 'link' } : undefined),
    [wanted, key],
  );
  return { arrival, isMissing, forget: () => setWanted(undefined) };
};

const wish = (id: number | undefined) => (id === undefined ? undefined : { id, isGivenUp: false });

/** Where a letter of this ledger stands, maybe folded together with others; it may repeat a line that stood here before. */
const entryWith = (id: number, entries: readonly Entry[], { epoch, echoes }: ShownView): Entry | undefined => {
  const echoed = echoes.get(id);
  const isIt = (row: Row) =>
    echoed === undefined ? row.type === 'letter' && row.epoch === epoch && row.letter.id === id : row.key === echoed;
  return entries.findLast((entry) =>
    entry.type === 'row' ? isIt(entry.row) : 'rows' in entry && entry.rows.some(isIt),
  );
};
