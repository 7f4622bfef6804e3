import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { letterIdFromHash, onPermalink } from '../../browser/permalinks.ts';
import type { VisibleView } from '../../sync/view/ignored-rows.ts';
import { mayHaveOlder } from '../../sync/view/older-letters.ts';
import type { Row } from '../../sync/view/row.ts';
import type { Entry } from '../timeline/entries.ts';
import type { ScrollTarget } from './use-scroll-to-row.ts';

/**
 * Follows permalinks: the one in the address when the page opens, and each one opened later, until `clear` is called. Loads older messages
 * until the page has the letter. `notice` says if that is pending, or why the page does not have the letter: it failed to load, or it is
 * missing because the room no longer has it, or because it belongs to an earlier ledger.
 */
export const usePermalink = (view: VisibleView, entries: readonly Entry[], onLoadOlder: () => void) => {
  const [link, setLink] = useState(() => linkTargetOf(letterIdFromHash(location.hash)));
  useEffect(() => onPermalink((id) => setLink(linkTargetOf(id))), []);
  const key = link && entryWithLetter(link.id, entries, view)?.key;
  // The letter may still arrive until the page is connected. Later, a letter with this number is another one.
  const { older } = view;
  const isOlder = link !== undefined && !key && link.id < older.before && mayHaveOlder(older);
  const isToLoad = isOlder && older.state === 'available';
  const loadOlder = useEffectEvent(onLoadOlder);
  useEffect(() => {
    if (isToLoad) loadOlder();
  }, [isToLoad]);
  const isMissing =
    link !== undefined && (link.isGivenUp || (!key && !isOlder && view.connection.state !== 'connecting'));
  if (isMissing && !link.isGivenUp) setLink({ ...link, isGivenUp: true });
  // A new object for each link, so that opening the same one again scrolls again.
  const target = useMemo(
    (): ScrollTarget | undefined => (link && key && !link.isGivenUp ? { key, source: 'permalink' } : undefined),
    [link, key],
  );
  const notice = isMissing ? 'missing' : isOlder ? (older.state === 'failed' ? 'failed' : 'loading') : undefined;
  return { target, notice, clear: () => setLink(undefined) } as const;
};

const linkTargetOf = (id: number | undefined) => (id === undefined ? undefined : { id, isGivenUp: false });

/** The entry that shows a letter of the current ledger, alone or grouped; if the letter is a replay, the entry of its original. */
const entryWithLetter = (
  id: number,
  entries: readonly Entry[],
  { epoch, replayedRows }: VisibleView,
): Entry | undefined => {
  const original = replayedRows.get(id);
  const showsLetter = (row: Row) =>
    original === undefined
      ? row.type === 'letter' && row.epoch === epoch && row.letter.id === id
      : row.key === original;
  return entries.findLast((entry) =>
    entry.type === 'row' ? showsLetter(entry.row) : 'rows' in entry && entry.rows.some(showsLetter),
  );
};
