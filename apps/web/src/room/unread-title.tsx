import { useEffect, useState } from 'react';
import type { RoomView } from './room-view.ts';

/** The page's title, with the number of messages by others that came since it was last looked at. */
export const UnreadTitle = ({ view }: { view: RoomView }) => {
  const [seenUpTo, setSeenUpTo] = useState(view.next);
  const { next } = view;
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') setSeenUpTo(next);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [next]);
  const unread = unreadSince(view, seenUpTo);
  return <title>{unread > 0 ? `(${unread}) Mailroom` : 'Mailroom'}</title>;
};

const unreadSince = ({ rows, you }: RoomView, seenUpTo: number) =>
  rows.filter(
    (row) =>
      row.type === 'letter' &&
      row.letter.id >= seenUpTo &&
      row.letter.event.type === 'said' &&
      row.letter.event.member.id !== you.id,
  ).length;
