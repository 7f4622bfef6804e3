import { useEffect, useMemo, useState } from 'react';
import type { ShownRow, ShownView } from './ignored-rows.ts';
import { letterIn, onLetterWanted } from './letter-links.ts';
import type { FoundRow } from './use-bringing.ts';

/**
 * The row that the address leads to, when the page opens and each time the address names another one, until it is forgotten. Tells also
 * whether it is not to be had: it was said before what the page was given to show, or before the room was started anew.
 */
export const useArrival = (view: ShownView) => {
  const [wanted, setWanted] = useState(() => wish(letterIn(location.hash)));
  useEffect(() => onLetterWanted((id) => setWanted(wish(id))), []);
  const key = wanted && rowOf(wanted.id, view)?.key;
  // A new one for each wish: who wants to go to the same letter once more is brought there once more.
  const arrival = useMemo((): FoundRow | undefined => (wanted && key ? { key, by: 'link' } : undefined), [wanted, key]);
  // Before the page heard of the room, the letter may still come.
  const isMissing = wanted !== undefined && key === undefined && view.connection.state !== 'connecting';
  return { arrival, isMissing, forget: () => setWanted(undefined) };
};

const wish = (id: number | undefined) => (id === undefined ? undefined : { id });

/** The line that a letter of this ledger is; it may repeat one that stood here before. */
const rowOf = (id: number, { rows, epoch, echoes }: ShownView): ShownRow | undefined => {
  const echoed = echoes.get(id);
  return rows.findLast((row) =>
    echoed === undefined ? row.type === 'letter' && row.epoch === epoch && row.letter.id === id : row.key === echoed,
  );
};
