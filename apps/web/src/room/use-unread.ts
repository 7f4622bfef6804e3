import { useEffect, useEffectEvent, useState } from 'react';
import type { ShownRow } from '../sync/ignored-rows.ts';
import { isLookedAt } from '../browser/page-visibility.ts';
import { isLineByOthers } from '../sync/room-view.ts';

/** What came while the page was not looked at. */
export interface Unread {
  /** How many lines of others; none while it is looked at. */
  readonly count: number;
  /** The key of the row at which they begin. It stays when one looks again. */
  readonly from: string | undefined;
  /** They are read. */
  readonly forget: () => void;
}

/** What came while the page was not looked at, until one looks away again or says that it is read. */
export const useUnread = (rows: readonly ShownRow[]): Unread => {
  /** While one looks away: how many rows had been there to see. After that: where what came in the meantime began. */
  const [{ seen, from }, setUnread] = useState<{ seen?: number; from?: string | undefined }>(() =>
    isLookedAt() ? {} : { seen: rows.length },
  );
  const look = useEffectEvent(() => {
    if (!isLookedAt()) setUnread({ seen: rows.length });
    else if (seen !== undefined) setUnread({ from: unreadSince(rows, seen)[0]?.key });
  });
  useEffect(() => {
    const listener = () => look();
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  }, []);
  const forget = () => setUnread(({ seen }) => (seen === undefined ? {} : { seen }));
  if (seen === undefined) return { count: 0, from, forget };
  const unread = unreadSince(rows, seen);
  return { count: unread.length, from: unread[0]?.key, forget };
};

const unreadSince = (rows: readonly ShownRow[], seen: number) => rows.slice(seen).filter(isLineByOthers);
