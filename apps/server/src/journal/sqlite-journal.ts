import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { Command } from '../chat/command.ts';
import { replaceDamaged } from './replace-damaged.ts';
import { createDataFolder, folderErrorMessage } from './data-folder.ts';
import { isDamage, JournalDatabase, NewerDatabaseError } from './journal-database.ts';
import { JOURNAL_VERSION, NotKeptError, type Entry, type Follower, type Journal, type State } from './journal.ts';
import { isSameBoot } from './machine-boot.ts';
import { writeState, writeStateInSlices } from './write-state.ts';

export interface SqliteJournalOptions {
  /** The folder of the database. It is created if it is missing. */
  readonly folder: string;
  /** Identifies the current boot of the machine, see `machineBoot`. */
  readonly boot: string;
  /** Receives a sentence for the operator about a problem that does not stop the journal. */
  readonly warn: (sentence: string, error?: unknown) => void;
}

/** The journal writes a state after this many entries, or this many bytes of entries. */
const MAX_ENTRIES = 20_000;
const MAX_BYTES = 16 * 1024 * 1024;
/** The delay in ms before a state without the text of a deleted message is written, or a failed one is tried again. */
const REDACTION_MS = 30_000;
interface Appending {
  readonly entry: Entry;
  readonly resolve: () => void;
  readonly reject: (error: NotKeptError) => void;
}

interface OpenJournal {
  database: JournalDatabase;
  readonly follower: Follower;
}

/**
 * A journal in an SQLite file. An entry that was followed survives a crash of the process at any moment. When the machine stops, the last
 * entries may be lost, and the next start begins a new epoch. The entries of one tick are one row.
 *
 * A state replaces the entries before it. It is written in slices while entries are appended.
 */
export class SqliteJournal implements Journal {
  readonly isDurable = true;
  readonly isShared = false;
  readonly isInTouch = true;
  readonly #options: SqliteJournalOptions;
  #open: OpenJournal | undefined;
  #queue: Appending[] = [];
  /** Resolves when the queue is empty. `undefined` if it is. */
  #flushed: Promise<void> | undefined;
  /** The number of entries since the last state, and of their bytes. */
  #entries = 0;
  #bytes = 0;
  #redactionTimer: NodeJS.Timeout | undefined;
  #keeping: Promise<void> | undefined;
  #backup: Promise<string> | undefined;
  #isClosing = false;
  /** Whether the last attempt to write entries failed. */
  #isFailing = false;

  constructor(options: SqliteJournalOptions) {
    this.#options = options;
  }

  async open(follower: Follower): Promise<void> {
    const { folder, boot } = this.#options;
    const file = path.join(folder, FILE);
    try {
      createDataFolder(folder);
      this.#open = { database: this.#recover(file, follower), follower };
      this.#write(this.#open, (database) => database.markOpened(boot));
    } catch (error) {
      throw new Error(openErrorMessage(error, folder), { cause: error });
    }
    if (this.#isStateDue) this.#beginState();
  }

  append(entry: Entry): Promise<void> {
    if (!this.#open || this.#isClosing) {
      return Promise.reject(new NotKeptError('the journal is closed', { isUncertain: false }));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ entry, resolve, reject });
      this.#flushed ??= nextTick().then(() => this.#flush());
    });
  }

  async caughtUp(): Promise<void> {
    await this.#flushed;
  }

  /**
   * Whether someone has created the file that asks for a backup. The next `backup` removes it. Unlike a signal, it works on every system, and
   * from other containers.
   */
  get isBackupRequested(): boolean {
    return this.#backup === undefined && existsSync(path.join(this.#options.folder, BACKUP_REQUEST));
  }

  /**
   * Writes a copy of the database, in place of an earlier one. Returns its path. Entries can be appended meanwhile. A call before the end of
   * another one has the same result.
   */
  backup(): Promise<string> {
    this.#backup ??= this.#writeBackup().finally(() => (this.#backup = undefined));
    return this.#backup;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#flushed;
    await this.#keeping;
    clearTimeout(this.#redactionTimer);
    if (!this.#open) return;
    const { database, follower } = this.#open;
    this.#open = undefined;
    try {
      writeState(database, follower.state());
      database.close({ isClean: true });
    } catch (error) {
      // All entries are in the file, so nothing is lost.
      this.#options.warn('The state of the room could not be written at the end. The next start takes longer.', error);
      database.close({ isClean: false });
    }
  }

  async #writeBackup(): Promise<string> {
    if (!this.#open) throw new Error('the journal is not open');
    const file = path.join(this.#options.folder, 'backup.db');
    try {
      await this.#open.database.backup(`${file}.new`);
      renameSync(`${file}.new`, file);
      return file;
    } finally {
      // Also after a failure, which would be repeated forever.
      rmSync(path.join(this.#options.folder, BACKUP_REQUEST), { force: true });
    }
  }

  /** Commits all entries of this tick in one transaction, and follows them. */
  #flush() {
    this.#flushed = undefined;
    const batch = this.#queue;
    this.#queue = [];
    if (!this.#open) return;
    const { follower } = this.#open;
    const entries = batch.map(({ entry }) => entry);
    const text = JSON.stringify(entries);
    try {
      this.#write(this.#open, (database) => database.append(text));
    } catch (error) {
      if (!this.#isFailing)
        this.#options.warn('The journal could not be written. Changes are refused until it can be.', error);
      this.#isFailing = true;
      // SQLite has undone the failed statement.
      const notKept = new NotKeptError('the journal could not be written', { cause: error, isUncertain: false });
      for (const { reject } of batch) reject(notKept);
      return;
    }
    if (this.#isFailing) this.#options.warn('The journal can be written again.');
    this.#isFailing = false;
    follower.follow(entries);
    this.#count(entries, text.length);
    for (const { resolve } of batch) resolve();
    if (this.#isStateDue) this.#beginState();
  }

  /** Writes into the file. If only now it turns out to be damaged, a new one takes its place first. */
  #write(open: OpenJournal, write: (database: JournalDatabase) => void) {
    try {
      write(open.database);
    } catch (error) {
      // A replacement that failed may have closed the file.
      if (!isDamage(error) && open.database.isOpen) throw error;
      open.database = this.#recreate(open, error);
      write(open.database);
    }
  }

  /**
   * Replaces a damaged file by one with the state of the follower, which has followed all that was in it. If that fails, the next write tries it
   * again.
   */
  #recreate({ database, follower }: OpenJournal, error: unknown): JournalDatabase {
    const close = () => {
      if (database.isOpen) database.close({ isClean: false });
    };
    const { opened, aside } = this.#replaceFile(follower, close);
    this.#entries = 0;
    this.#bytes = 0;
    this.#options.warn(
      `The database turned out to be damaged. A new one has taken its place, and nothing is lost. The damaged file is ${aside}`,
      error,
    );
    return opened;
  }

  /** Replaces a damaged file by one with the state of the follower. Returns the new one, and the path of the damaged one. */
  #replaceFile(follower: Follower, close: () => void): { opened: JournalDatabase; aside: string } {
    const { folder, boot } = this.#options;
    const file = path.join(folder, FILE);
    const create = (newFile: string) => {
      const created = new JournalDatabase(newFile, boot);
      try {
        writeState(created, follower.state());
      } finally {
        created.close({ isClean: false });
      }
    };
    const aside = replaceDamaged(file, { create, close });
    return { opened: new JournalDatabase(file, boot), aside };
  }

  #count(entries: readonly Entry[], bytes: number) {
    this.#entries += entries.length;
    this.#bytes += bytes;
    if (entries.some(({ command }) => command.type === 'delete')) this.#beginStateLater();
  }

  get #isStateDue() {
    return this.#entries >= MAX_ENTRIES || this.#bytes >= MAX_BYTES;
  }

  #beginStateLater() {
    this.#redactionTimer ??= setTimeout(() => {
      this.#redactionTimer = undefined;
      if (this.#keeping) this.#beginStateLater();
      else this.#beginState();
    }, REDACTION_MS).unref();
  }

  /** Begins to write a state, unless one is being written. */
  #beginState() {
    if (this.#keeping || !this.#open || this.#isClosing) return;
    this.#keeping = this.#keepState(this.#open);
    void this.#keeping.then(() => (this.#keeping = undefined));
  }

  async #keepState(open: OpenJournal) {
    clearTimeout(this.#redactionTimer);
    this.#redactionTimer = undefined;
    this.#entries = 0;
    this.#bytes = 0;
    const { database, follower } = open;
    try {
      await writeStateInSlices(database, follower.state(), () => this.#bytes);
    } catch (error) {
      // The new file has a state already.
      if (open.database !== database) return;
      try {
        if (!isDamage(error)) throw error;
        open.database = this.#recreate(open, error);
      } catch (lastError) {
        this.#options.warn('The state of the room could not be written. It will be tried again.', lastError);
        this.#beginStateLater();
      }
    }
  }

  /** Opens the file and replays it. If it is damaged, a new file gets everything that can be read. */
  #recover(file: string, follower: Follower): JournalDatabase {
    let database: JournalDatabase | undefined;
    try {
      database = new JournalDatabase(file, this.#options.boot);
      const isNew = !this.#follow(database, follower);
      const lossReason = isNew ? undefined : this.#lossReason(database);
      if (lossReason !== undefined) {
        this.#options.warn(lossReason);
        follower.renewEpoch();
      }
      if (isNew || lossReason !== undefined) writeState(database, follower.state());
      rmSync(path.join(this.#options.folder, RESTORED), { force: true });
      return database;
    } catch (error) {
      database?.close({ isClean: false });
      if (!isDamage(error)) throw error;
      // The follower has all that could be read.
      follower.renewEpoch();
      const { opened, aside } = this.#replaceFile(follower, () => {});
      this.#options.warn(
        `The database was damaged: the room has a new epoch, and only what could be read. The damaged file is ${aside}`,
        error,
      );
      return opened;
    }
  }

  /** Returns a sentence that says why the file may lack entries that were followed; `undefined` if it has them all. */
  #lossReason(database: JournalDatabase): string | undefined {
    const { boot, isClosed } = database.run;
    if (existsSync(path.join(this.#options.folder, RESTORED))) {
      return 'The database was restored: the messages after the backup are missing. The room has a new epoch.';
    }
    if (isClosed || isSameBoot(boot, this.#options.boot)) return undefined;
    return 'The machine stopped while the server ran: the last messages may be lost. The room has a new epoch.';
  }

  /** Replays the state and the entries in the file. Returns whether there were any. */
  #follow(database: JournalDatabase, follower: Follower): boolean {
    const text = database.state();
    if (text === undefined && database.last === 0) return false;
    if (text !== undefined) {
      const state: State = JSON.parse(text);
      assertVersion(state);
      follower.adopt(state);
    }
    for (const text of database.texts()) {
      const entries: Entry[] = JSON.parse(text);
      for (const entry of entries) assertKnown(entry);
      follower.follow(entries);
      this.#count(entries, text.length);
    }
    return true;
  }
}

const FILE = 'room.db';
/** The operator creates this file when restoring a backup, because the server cannot tell. */
const RESTORED = 'restored';
/** The operator creates this file to ask for a backup. */
const BACKUP_REQUEST = 'backup-now';

/** A newer release appended the entry. This one cannot execute it (J11). */
class NewerEntryError extends Error {
  override readonly name = 'NewerEntryError';
}

const assertVersion = ({ v }: { v: number }) => {
  if (!(v >= 1 && v <= JOURNAL_VERSION)) throw new NewerEntryError(`entries of version ${v}`);
};

const assertKnown = (entry: Entry) => {
  assertVersion(entry);
  if (!Object.hasOwn(KNOWN_COMMANDS, entry.command.type))
    throw new NewerEntryError(`a command of type ${entry.command.type}`);
};

const KNOWN_COMMANDS: Record<Command['type'], true> = {
  join: true,
  send: true,
  edit: true,
  delete: true,
  react: true,
  rename: true,
  leave: true,
  sweep: true,
  settings: true,
  invite: true,
  claim: true,
  revoke: true,
  resign: true,
  'revoke-all': true,
};

/** Returns a sentence for the operator about why the journal cannot be opened. */
const openErrorMessage = (error: unknown, folder: string): string => {
  const sqliteCode = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  if (error instanceof NewerDatabaseError || error instanceof NewerEntryError) {
    return `A newer release wrote the database in ${folder} (${error.message}). Start that release, or choose another DATA_DIR.`;
  }
  // https://sqlite.org/rescode.html: BUSY, READONLY, FULL, CANTOPEN.
  if (sqliteCode === 5) return `Another process uses ${folder}. Stop it, or choose another DATA_DIR.`;
  if (sqliteCode === 8 || sqliteCode === 14) return folderErrorMessage({ code: 'EACCES' }, folder);
  if (sqliteCode === 13) return folderErrorMessage({ code: 'ENOSPC' }, folder);
  return folderErrorMessage(error, folder);
};
