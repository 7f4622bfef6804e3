import type { NotifiedTally } from './notifier.ts';

const STORE = 'tallies';

/** The stored form. Its names are those of version 0.1, so that tabs of different versions share it. */
interface StoredTally {
  readonly next: number;
  readonly told: number;
}

/**
 * Updates the tally of a ledger in one transaction. Rejects if the browser does not store it. IndexedDB is the only storage with atomic updates
 * across tabs that also works over plain HTTP; Web Locks need HTTPS.
 */
export const updateStoredTally = async (
  epoch: string,
  update: (tally: NotifiedTally) => NotifiedTally,
): Promise<void> => {
  const database = await openDatabase();
  try {
    const transaction = database.transaction(STORE, 'readwrite');
    const store = transaction.objectStore(STORE);
    const request: IDBRequest<StoredTally | undefined> = store.get(epoch);
    request.addEventListener('success', () => {
      const { next: before = 0, told = 0 } = request.result ?? {};
      const { next, notifiedCount } = update({ next: before, notifiedCount: told });
      const stored: StoredTally = { next, told: notifiedCount };
      store.put(stored, epoch);
    });
    await new Promise<unknown>((resolve, reject) => {
      transaction.addEventListener('complete', resolve);
      transaction.addEventListener('abort', () =>
        reject(transaction.error ?? new Error('The transaction was aborted.')),
      );
    });
  } finally {
    database.close();
  }
};

const openDatabase = () =>
  new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('mailroom', 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The database could not be opened.')));
  });
