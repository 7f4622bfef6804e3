import type { Tally } from './notifier.ts';

const STORE = 'tallies';

/**
 * Changes what this browser's tabs keep together about a ledger, in one step, and brings what it was before. In IndexedDB, because it is
 * the one storage where no other tab comes between reading and writing; and it is there on plain http too, where Web Locks are not.
 */
export const changeKeptTally = async (epoch: string, change: (tally: Tally) => Tally): Promise<Tally> => {
  const tallies = await opened();
  try {
    const transaction = tallies.transaction(STORE, 'readwrite');
    const store = transaction.objectStore(STORE);
    const asked: IDBRequest<Tally | undefined> = store.get(epoch);
    let before: Tally = { next: 0, told: 0 };
    asked.addEventListener('success', () => {
      before = asked.result ?? before;
      store.put(change(before), epoch);
    });
    await new Promise<unknown>((resolve, reject) => {
      transaction.addEventListener('complete', resolve);
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')));
    });
    return before;
  } finally {
    tallies.close();
  }
};

const opened = () =>
  new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('mailroom', 1);
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE));
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(opening.error ?? new Error('not opened')));
  });
