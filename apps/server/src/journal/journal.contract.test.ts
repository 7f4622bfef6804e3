import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { NotKeptError, type Journal } from './journal.ts';
import { MemoryJournal } from './memory-journal.ts';
import { SqliteJournal } from './sqlite-journal.ts';
import { createFolder } from '../testing/create-folder.ts';
import { copyOfFolder } from './testing/journal-folder.ts';
import { entryOf, RecordingFollower } from './testing/recording-follower.ts';

/** Storage that several journals use, one after the other. */
interface Storage {
  /** Creates a journal that is not open yet. */
  readonly create: () => Journal;
  /** Ends the journal as a crash of its process would. */
  readonly crash: () => void;
}

interface Engine {
  readonly name: string;
  readonly createStorage: (t: TestContext) => Storage;
  /** Whether the entries outlive the process. */
  readonly isDurable: boolean;
}

const engines: readonly Engine[] = [
  {
    name: 'memory',
    isDurable: false,
    createStorage: () => ({ create: () => new MemoryJournal(), crash: () => {} }),
  },
  {
    name: 'sqlite',
    isDurable: true,
    createStorage: (t) => {
      let folder = createFolder(t);
      const open: Journal[] = [];
      t.after(() => Promise.all(open.map((journal) => journal.close())));
      return {
        create: () => {
          const journal = new SqliteJournal({ folder, boot: 'boot', warn: (sentence) => assert.fail(sentence) });
          open.push(journal);
          return journal;
        },
        crash: () => void (folder = copyOfFolder(t, folder)),
      };
    },
  },
];

const textsFrom = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `text ${from + index}`);

const openJournal = async ({ create }: Storage) => {
  const journal = create();
  const follower = new RecordingFollower();
  await journal.open(follower);
  return { journal, follower };
};

for (const { name, createStorage } of engines) {
  suite(`contract of the journal: ${name}`, () => {
    test('follows each entry once, in the order of the calls, before the call resolves', async (t) => {
      const { journal, follower } = await openJournal(createStorage(t));
      const texts = textsFrom(0, 100);
      await Promise.all(
        texts.map(async (text, index) => {
          await journal.append(entryOf(text));
          assert.equal(follower.texts[index], text);
        }),
      );
      for (const text of textsFrom(100, 110)) await journal.append(entryOf(text));
      assert.deepEqual(follower.texts, textsFrom(0, 110));
      assert.equal(follower.adopted, 0);
    });

    test('has caught up when it has followed everything that was appended', async (t) => {
      const { journal, follower } = await openJournal(createStorage(t));
      await journal.caughtUp();
      const appended = textsFrom(0, 3).map((text) => journal.append(entryOf(text)));
      await journal.caughtUp();
      assert.deepEqual(follower.texts, textsFrom(0, 3));
      await Promise.all(appended);
    });

    test('refuses entries before it is open and after it was closed', async (t) => {
      const { create } = createStorage(t);
      const journal = create();
      const notKept = (error: unknown) => error instanceof NotKeptError && !error.isUncertain;
      await assert.rejects(journal.append(entryOf('too early')), notKept);
      const follower = new RecordingFollower();
      await journal.open(follower);
      const last = journal.append(entryOf('last'));
      const closed = journal.close();
      await assert.rejects(journal.append(entryOf('too late')), notKept);
      await Promise.all([last, closed]);
      assert.deepEqual(follower.texts, ['last']);
      await journal.close();
    });
  });
}

for (const { name, createStorage } of engines.filter(({ isDurable }) => isDurable)) {
  suite(`contract of a journal that outlives the process: ${name}`, () => {
    test('a new journal keeps the first state of its follower', async (t) => {
      const storage = createStorage(t);
      const founder = new RecordingFollower();
      founder.texts = ['founded'];
      await storage.create().open(founder);
      storage.crash();
      const { follower } = await openJournal(storage);
      assert.deepEqual([follower.texts, follower.adopted, follower.epoch], [['founded'], 1, 0]);
    });

    for (const end of ['closed', 'killed'] as const) {
      test(`a journal that was ${end} continues where it ended, in the same epoch`, async (t) => {
        const storage = createStorage(t);
        for (let run = 0; run < 5; run++) {
          const { journal, follower } = await openJournal(storage);
          assert.deepEqual([follower.texts, follower.epoch], [textsFrom(0, run * 10), 0]);
          await Promise.all(textsFrom(run * 10, run * 10 + 5).map((text) => journal.append(entryOf(text))));
          for (const text of textsFrom(run * 10 + 5, run * 10 + 10)) await journal.append(entryOf(text));
          if (end === 'closed') await journal.close();
          else storage.crash();
        }
      });
    }

    test('an entry that is being appended when the process dies is kept whole or not at all', async (t) => {
      const storage = createStorage(t);
      const { journal } = await openJournal(storage);
      await journal.append(entryOf('text 0'));
      const appending = textsFrom(1, 4).map((text) => journal.append(entryOf(text)));
      storage.crash();
      const { follower } = await openJournal(storage);
      assert.ok([1, 4].includes(follower.texts.length));
      assert.deepEqual(follower.texts, textsFrom(0, follower.texts.length));
      await Promise.all(appending);
    });

    test('any text is read as it was written', async (t) => {
      const storage = createStorage(t);
      const { journal } = await openJournal(storage);
      const texts = [
        '',
        '\0',
        'a\nb',
        '🦉',
        '\u2028',
        "'; DROP TABLE log; --",
        '\\u0000',
        '{"a":1}',
        'ß'.repeat(4_000),
      ];
      for (const text of texts) await journal.append(entryOf(text));
      storage.crash();
      assert.deepEqual((await openJournal(storage)).follower.texts, texts);
    });

    test('a state replaces the entries before it, which are deleted', { timeout: 300_000 }, async (t) => {
      const storage = createStorage(t);
      const { journal, follower } = await openJournal(storage);
      const count = 50_000;
      for (const text of textsFrom(0, count)) void journal.append(entryOf(text));
      // Lets the journal write its states meanwhile.
      for (const text of textsFrom(count, count + 200)) await journal.append(entryOf(text));
      assert.deepEqual(follower.texts, textsFrom(0, count + 200));
      storage.crash();
      const { follower: next } = await openJournal(storage);
      assert.deepEqual(next.texts, follower.texts);
      assert.equal(next.adopted, 1);
      assert.ok(next.batches.reduce((sum, size) => sum + size, 0) < count, 'most entries are in the state');
    });
  });
}
