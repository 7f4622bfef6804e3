import { useEffect, useState } from 'react';
import { MessageAgeClock } from '../sync/message-age.ts';
import type { RoomStore } from '../sync/room-store.ts';

/** Tells how old letters are, in ms, by what came in so far. */
export const useMessageAge = (store: RoomStore): ((at: number) => number) => {
  const [clock] = useState(() => new MessageAgeClock(() => performance.now()));
  useEffect(() => {
    const hear = () => {
      const newest = store.view().rows.findLast((row) => row.type === 'letter');
      if (newest) clock.observe(newest.letter.at);
    };
    hear();
    return store.subscribe(hear);
  }, [clock, store]);
  return clock.ageOf;
};
