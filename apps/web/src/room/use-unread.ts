import { useEffect, useEffectEvent, useState } from 'react';
import { isPageVisible } from '../browser/page-visibility.ts';
import { isMessageFromOthers, lastKeyOf, rowsAfter } from '../sync/view/ignored-rows.ts';
import type { VisibleRow } from '../sync/view/row.ts';

/** The messages from others that arrived while the page was hidden. */
export interface Unread {
  /** Their number while the page is hidden; 0 while it is visible. */
  readonly count: number;
  /** The key of the first one. Stays when the page is visible again, until it is hidden again or `markRead` is called. */
  readonly from: string | undefined;
  readonly markRead: () => void;
}

/** Counts the messages from others that `rows` gains at the end while the page is hidden. */
export const useUnread = (rows: readonly VisibleRow[]): Unread => {
  /** `lastRead`: the key of the last row when the page was hidden, empty without rows; undefined while the page is visible. */
  const [{ lastRead, from }, setState] = useState<{ lastRead?: string; from?: string | undefined }>(() =>
    isPageVisible() ? {} : { lastRead: lastKeyOf(rows) },
  );
  const updateVisibility = useEffectEvent(() => {
    if (!isPageVisible()) setState({ lastRead: lastKeyOf(rows) });
    else if (lastRead !== undefined) setState({ from: unreadRows(rows, lastRead)[0]?.key });
  });
  useEffect(() => {
    const listener = () => updateVisibility();
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  }, []);
  const markRead = () => setState(({ lastRead: before }) => (before === undefined ? {} : { lastRead: before }));
  if (lastRead === undefined) return { count: 0, from, markRead };
  const unread = unreadRows(rows, lastRead);
  return { count: unread.length, from: unread[0]?.key, markRead };
};

const unreadRows = (rows: readonly VisibleRow[], lastRead: string) =>
  rowsAfter(rows, lastRead).filter(isMessageFromOthers);
