import type { NotifiedTally, NotifierOptions } from './notifier.ts';

interface TalliesOptions {
  /** Updates the tally that all tabs share. Rejects if the browser does not store it, perhaps after it called `update`. */
  readonly updateStored: (epoch: string, update: (tally: NotifiedTally) => NotifiedTally) => Promise<void>;
}

const NOTHING: NotifiedTally = { next: 0, notifiedCount: 0 };

/**
 * Returns a function that updates the tally of a ledger and resolves with the previous one.
 *
 * A tally that the browser does not store lasts as long as the page, and counts until a later one is stored. Then each tab has its own and may
 * notify: their notifications have the same tag, so that one of them shows.
 */
export const createTallies = ({ updateStored }: TalliesOptions): NotifierOptions['updateTally'] => {
  const unstored = new Map<string, NotifiedTally>();
  return async (epoch, update) => {
    let before = NOTHING;
    const updateFrom = (tally: NotifiedTally) => {
      const own = unstored.get(epoch);
      before = own && own.next >= tally.next ? own : tally;
      return update(before);
    };
    try {
      await updateStored(epoch, updateFrom);
      unstored.delete(epoch);
    } catch {
      unstored.set(epoch, updateFrom(before));
    }
    return before;
  };
};
