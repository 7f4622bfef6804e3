import { useEffect, useState } from 'react';
import { RoomClock } from '../sync/message-age.ts';
import type { RoomStore } from '../sync/room-store.ts';

/** Tells how old letters are, in ms, by what came in so far. */
export const useRoomClock = (store: RoomStore): ((at: number) => number) => {
  const [clock] = useState(() => new RoomClock(() => performance.now()));
  useEffect(() => {
    const hear = () => {
      const newest = store.view().rows.findLast((row) => row.type === 'letter');
      if (newest) clock.hear(newest.letter.at);
    };
    hear();
    return store.subscribe(hear);
  }, [clock, store]);
  return clock.ageOf;
};
