import { useEffect, useState } from 'react';
import { MessageAgeClock } from '../sync/view/message-age.ts';
import type { RoomStore } from '../sync/room-store.ts';

/** Returns a function that estimates the age of a letter in ms, from its date in ms since 1970. */
export const useMessageAge = (store: RoomStore): ((at: number) => number) => {
  const [clock] = useState(() => new MessageAgeClock(() => performance.now()));
  useEffect(() => {
    const observeNewest = () => {
      const newest = store.view().rows.findLast((row) => row.type === 'letter');
      if (newest) clock.observe(newest.letter.at);
    };
    observeNewest();
    return store.subscribe(observeNewest);
  }, [clock, store]);
  return clock.ageOf;
};
