import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import {
  letterLinkFromHash,
  onPermalink,
  removePermalink,
  type LetterLink,
} from '../../browser/addresses/permalinks.ts';
import type { VisibleView } from '../../sync/view/ignored-rows.ts';
import { mayHaveOlder, type OlderLetters } from '../../sync/view/older-letters.ts';
import type { Row } from '../../sync/view/row.ts';
import type { Entry } from '../timeline/entries.ts';
import type { ScrollTarget } from './use-scroll-to-row.ts';

interface PermalinkOptions {
  readonly view: VisibleView;
  readonly entries: readonly Entry[];
  /** Loads some of the older messages. */
  readonly onLoadOlder: () => void;
  /** Resolves with whether the room's ledger has the same letter as the one that the link names. Rejects if the room cannot be reached. */
  readonly isSameLetter: (letter: { id: number; epoch: string }) => Promise<boolean>;
}

/** A link with what is known of its ledger. */
interface FollowedLink extends LetterLink {
  /**
   * `unknown`: not yet checked against the current ledger. `failed`: the room did not answer the check. `foreign`: the current ledger does not
   * contain the letter. `missing`: the link belongs to the current ledger, which no longer has the letter.
   */
  readonly state: 'unknown' | 'current' | 'failed' | 'foreign' | 'missing';
}

/**
 * Follows permalinks: the one in the address when the page opens, and each one opened later, until `clear` is called. Loads older messages
 * until the page has the letter. `notice` says if that is pending, or why the page does not have the letter: it failed to load, it is missing
 * because the room no longer has it, or it is foreign because the link belongs to another ledger. Then the link leaves the address.
 */
export const usePermalink = ({ view, entries, onLoadOlder, isSameLetter }: PermalinkOptions) => {
  const { epoch, older, connection } = view;
  const [link, setLink] = useState(() => followedLink(letterLinkFromHash(location.hash)));
  useEffect(() => onPermalink((opened) => setLink(followedLink(opened))), []);
  const key = link && link.state !== 'missing' ? entryWithLetter(link, entries, view)?.key : undefined;
  const isOfFormerLedger = link?.epoch !== undefined && link.epoch !== epoch;

  // A link to the ledger of this page needs no question. Before the page is connected, its ledger may be a former one.
  const isConnected = connection.state === 'live';
  if (link?.state === 'unknown' && !isOfFormerLedger) setLink({ ...link, state: 'current' });
  const toCheck = link?.state === 'unknown' && isOfFormerLedger && !key && isConnected ? link : undefined;
  const ask = useEffectEvent(isSameLetter);
  useEffect(() => {
    if (toCheck?.epoch === undefined) return;
    const { id, epoch } = toCheck;
    const update = (checked: FollowedLink) => setLink((current) => (current === toCheck ? checked : current));
    ask({ id, epoch }).then(
      (isSame) => update(isSame ? { id, state: 'current' } : { id, epoch, state: 'foreign' }),
      () => update({ id, epoch, state: 'failed' }),
    );
  }, [toCheck]);

  const isOlder = link?.state === 'current' && !key && link.id < older.before && mayHaveOlder(older);
  const isToLoad = isOlder && older.state === 'available';
  const loadOlder = useEffectEvent(onLoadOlder);
  useEffect(() => {
    if (isToLoad) loadOlder();
  }, [isToLoad]);
  // The letter may still arrive until the page is connected. Later, a letter with this number is another one.
  if (link?.state === 'current' && !key && !isOlder && connection.state !== 'connecting') {
    setLink({ ...link, state: 'missing' });
  }

  // A new object for each link, so that opening the same one again scrolls again.
  const target = useMemo(
    (): ScrollTarget | undefined => (link && key ? { key, source: 'permalink' } : undefined),
    [link, key],
  );
  const followed = target || link?.state === 'missing' || link?.state === 'foreign' ? link : undefined;
  useEffect(() => {
    if (followed) removePermalink();
  }, [followed]);
  return {
    target,
    notice: key ? undefined : noticeOf(link, isOlder ? older.state : undefined),
    clear: () => setLink(undefined),
    /** Tries again what failed. */
    retry: () => {
      if (link?.state === 'failed') setLink({ ...link, state: 'unknown' });
      else onLoadOlder();
    },
  } as const;
};

/** What the page says of a link whose letter it does not have. */
export type PermalinkNotice = 'loading' | 'failed' | 'missing' | 'foreign';

/** @param older the state of the older letters, if the letter is one of them */
const noticeOf = (link: FollowedLink | undefined, older: OlderLetters['state'] | undefined) => {
  switch (link?.state) {
    case undefined:
      return undefined;
    case 'unknown':
      return 'loading';
    case 'current':
      return older && (older === 'failed' ? 'failed' : 'loading');
    case 'failed':
    case 'missing':
    case 'foreign':
      return link.state;
  }
};

const followedLink = (link: LetterLink | undefined): FollowedLink | undefined =>
  link && { ...link, state: link.epoch === undefined ? 'current' : 'unknown' };

/** The entry that shows a letter, alone or grouped; if the letter is a replay, the entry of its original. */
const entryWithLetter = (
  { id, epoch }: LetterLink,
  entries: readonly Entry[],
  view: VisibleView,
): Entry | undefined => {
  const isCurrent = epoch === undefined || epoch === view.epoch;
  const original = isCurrent ? view.replayedRows.get(id) : undefined;
  const showsLetter = (row: Row) =>
    original === undefined
      ? row.type === 'letter' && row.epoch === (epoch ?? view.epoch) && row.letter.id === id
      : row.key === original;
  return entries.findLast((entry) =>
    entry.type === 'row' ? showsLetter(entry.row) : 'rows' in entry && entry.rows.some(showsLetter),
  );
};
