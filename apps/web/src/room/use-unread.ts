import { useEffect, useEffectEvent, useState } from 'react';
import type { VisibleRow } from '../sync/ignored-rows.ts';
import { isPageVisible } from '../browser/page-visibility.ts';
import { isMessageFromOthers } from '../sync/room-view.ts';

/** What came while the page was not looked at. */
export interface Unread {
  /** How many lines of others; none while it is looked at. */
  readonly count: number;
  /** The key of the row at which they begin. It stays when one looks again. */
  readonly from: string | undefined;
  /** They are read. */
  readonly markRead: () => void;
}

/** What came while the page was not looked at, until one looks away again or says that it is read. */
export const useUnread = (rows: readonly VisibleRow[]): Unread => {
  /** While one looks away: how many rows had been there to see. After that: where what came in the meantime began. */
  const [{ seen, from }, setUnread] = useState<{ seen?: number; from?: string | undefined }>(() =>
    isPageVisible() ? {} : { seen: rows.length },
  );
  const look = useEffectEvent(() => {
    if (!isPageVisible()) setUnread({ seen: rows.length });
    else if (seen !== undefined) setUnread({ from: unreadSince(rows, seen)[0]?.key });
  });
  useEffect(() => {
    const listener = () => look();
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  }, []);
  const markRead = () => setUnread(({ seen }) => (seen === undefined ? {} : { seen }));
  if (seen === undefined) return { count: 0, from, markRead };
  const unread = unreadSince(rows, seen);
  return { count: unread.length, from: unread[0]?.key, markRead };
};

const unreadSince = (rows: readonly VisibleRow[], seen: number) => rows.slice(seen).filter(isMessageFromOthers);
