import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import type { TestContext } from 'node:test';
import type { Journal } from '../../journal/journal.ts';
import type { JournaledRoom } from '../../journal/journaled-room.ts';
import { MemoryJournal } from '../../journal/memory-journal.ts';
import { SqliteJournal } from '../../journal/sqlite-journal.ts';
import { copyOfFolder } from '../../journal/testing/journal-folder.ts';
import { replay, ReplayableJournal } from '../../journal/testing/replayable-journal.ts';
import { createFolder } from '../../testing/create-folder.ts';
import { flushAnswers } from './model-browser.ts';

/** What keeps the room of a history from one process to the next. */
export interface ModelStorage {
  /** The journal of the present process. */
  readonly journal: Journal;
  /** Resolves when the room has followed what it appended, and all answers have reached their callers. */
  readonly flush: () => Promise<void>;
  /** Keeps a state in place of the entries before it, if this storage does not choose the time itself. */
  readonly keepState: () => void;
  /** Ends the process: after `closeJournal`, or suddenly. Then `journal` is the one of the next process. */
  readonly endProcess: (how: 'close' | 'kill', room: JournaledRoom) => Promise<void>;
  /** Ends the last process. */
  readonly close: () => Promise<void>;
}

/** Keeps the room in memory. At each end of a process it compares the room with copies that are made from the entries and from the state. */
export const createMemoryStorage = (createRoom: (journal: Journal) => JournaledRoom): ModelStorage => {
  let journal = new ReplayableJournal();
  return {
    get journal() {
      return journal;
    },
    flush: flushAnswers,
    keepState: () => journal.keepState(),
    endProcess: (_how, room) => {
      for (const content of [journal.all, journal.latest]) {
        const copy = createRoom(new MemoryJournal());
        if (content) replay(content, copy);
        assert.deepEqual(JSON.stringify(copy.state()), JSON.stringify(room.state()));
      }
      journal = new ReplayableJournal(journal);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
};

/** Keeps the room in an SQLite database. The next process of a killed one finds the files as they are at that moment. */
export const createSqliteStorage = (t: TestContext): ModelStorage => {
  const openJournal = () => new SqliteJournal({ folder, boot: 'boot', warn: (sentence) => assert.fail(sentence) });
  let folder = createFolder(t);
  let journal = openJournal();
  return {
    get journal() {
      return journal;
    },
    flush: async () => {
      await flushAnswers();
      await journal.caughtUp();
      await flushAnswers();
    },
    keepState: () => {},
    endProcess: async (how) => {
      if (how === 'kill') {
        const [former, copy] = [folder, copyOfFolder(t, folder)];
        await journal.close();
        rmSync(former, { recursive: true });
        folder = copy;
      }
      journal = openJournal();
    },
    close: () => journal.close(),
  };
};
