import { useEffect, useEffectEvent, useState } from 'react';
import { isPageVisible } from '../browser/page-visibility.ts';
import { isMessageFromOthers, type VisibleRow } from '../sync/view/ignored-rows.ts';

/** The messages from others that arrived while the page was hidden. */
export interface Unread {
  /** Their number while the page is hidden; 0 while it is visible. */
  readonly count: number;
  /** The key of the first one. Stays when the page is visible again, until it is hidden again or `markRead` is called. */
  readonly from: string | undefined;
  readonly markRead: () => void;
}

/** Counts the messages from others that `rows` gains while the page is hidden. */
export const useUnread = (rows: readonly VisibleRow[]): Unread => {
  /** `readCount`: the number of rows when the page was hidden; undefined while it is visible. */
  const [{ readCount, from }, setState] = useState<{ readCount?: number; from?: string | undefined }>(() =>
    isPageVisible() ? {} : { readCount: rows.length },
  );
  const updateVisibility = useEffectEvent(() => {
    if (!isPageVisible()) setState({ readCount: rows.length });
    else if (readCount !== undefined) setState({ from: unreadRows(rows, readCount)[0]?.key });
  });
  useEffect(() => {
    const listener = () => updateVisibility();
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  }, []);
  const markRead = () => setState(({ readCount }) => (readCount === undefined ? {} : { readCount }));
  if (readCount === undefined) return { count: 0, from, markRead };
  const unread = unreadRows(rows, readCount);
  return { count: unread.length, from: unread[0]?.key, markRead };
};

const unreadRows = (rows: readonly VisibleRow[], readCount: number) =>
  rows.slice(readCount).filter(isMessageFromOthers);
