import { useEffect, useState } from 'react';
import { linesByOthers, type RoomView } from './room-view.ts';

/** The page's title, with the number of messages by others that came since it was last looked at. */
export const UnreadTitle = ({ view }: { view: RoomView }) => {
  const lines = linesByOthers(view);
  const [seen, setSeen] = useState(lines);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') setSeen(lines);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [lines]);
  const unread = lines - seen;
  return <title>{unread > 0 ? `(${unread}) Mailroom` : 'Mailroom'}</title>;
};
