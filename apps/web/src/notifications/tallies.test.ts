import assert from 'node:assert/strict';
import test from 'node:test';
import type { NotifiedTally } from './notifier.ts';
import { createTallies } from './tallies.ts';

/** A storage in which writing can be made to fail, before or after it was read. */
const createStorage = () => {
  const tallies = new Map<string, NotifiedTally>();
  const storage = {
    fails: 'never' as 'never' | 'to-read' | 'to-write',
    read: (epoch: string) => tallies.get(epoch),
    updateStored: async (epoch: string, update: (tally: NotifiedTally) => NotifiedTally) => {
      await Promise.resolve();
      if (storage.fails === 'to-read') throw new Error('The storage is blocked.');
      const updated = update(tallies.get(epoch) ?? { next: 0, notifiedCount: 0 });
      if (storage.fails === 'to-write') throw new Error('The storage is full.');
      tallies.set(epoch, updated);
    },
  };
  return storage;
};

const claimed = (next: number) => (tally: NotifiedTally) => ({
  next: Math.max(tally.next, next),
  notifiedCount: tally.notifiedCount + 1,
});

for (const fails of ['to-read', 'to-write'] as const) {
  test(`a tally that is not stored counts for this page, and is stored with the next one: the storage fails ${fails}`, async () => {
    const storage = createStorage();
    const updateTally = createTallies(storage);
    await updateTally('first', claimed(5));
    storage.fails = fails;
    const [one, other] = await Promise.all([updateTally('first', claimed(6)), updateTally('first', claimed(7))]);
    const known = fails === 'to-write' ? 1 : 0;
    assert.deepEqual([one, other.next, other.notifiedCount], [{ next: 5 * known, notifiedCount: known }, 6, known + 1]);
    storage.fails = 'never';
    assert.deepEqual(await updateTally('first', (tally) => tally), { next: 7, notifiedCount: known + 2 });
    assert.equal(storage.read('first')?.next, 7);
    assert.equal((await updateTally('second', claimed(1))).next, 0, 'another ledger has its own tally');
  });
}

test('a later tally of another tab replaces the one that was not stored', async () => {
  const storage = createStorage();
  const [one, other] = [createTallies(storage), createTallies(storage)];
  storage.fails = 'to-write';
  await one('first', claimed(5));
  storage.fails = 'never';
  await other('first', claimed(9));
  assert.deepEqual(await one('first', claimed(10)), { next: 9, notifiedCount: 1 });
});
