import { closeSync, openSync } from 'node:fs';
import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';

/** The version of the tables. */
const SCHEMA_VERSION = 1;

/** How long opening waits for another process that has the file open, in ms: until the server before it has stopped. */
const LOCK_TIMEOUT_MS = 5_000;

/** Rows of each table that are deleted in one transaction: deletion overwrites them, which takes time. */
const DELETED_ROWS = { log: 8, state: 4 };

/** What the file says about itself. */
interface About {
  readonly schema: number;
  /** The start of the machine at which the file was opened last. */
  readonly boot: string;
  readonly isClosed: boolean;
  /** The state to start from: its rows, and the number of the last log row before it. */
  readonly state: { readonly generation: number; readonly parts: number; readonly n: number } | undefined;
}

/** The file is no intact database of this server. */
export class DamagedDatabaseError extends Error {
  override readonly name = 'DamagedDatabaseError';
}

/** A newer release of the server wrote the file. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';
}

/**
 * The file of a journal: a log of numbered texts, and a state that stands for all texts up to a number. Keeps every committed text when the
 * process dies at any moment. Each row has a checksum, because SQLite notices only some damage.
 *
 * Only one process can have the file open.
 *
 * @throws SQLite's errors, from every method; `isDamage` tells which of them mean that the file is damaged
 */
export class JournalDatabase {
  readonly #database: DatabaseSync;
  readonly #insertText: StatementSync;
  readonly #insertPart: StatementSync;
  #about: About;
  /** The number of the last text. */
  #last: number;

  /**
   * Opens the file, and creates it if there is none. Waits up to 5 s for another process to close it.
   *
   * @param boot identifies the start of the machine
   * @throws {DamagedDatabaseError}
   * @throws {NewerDatabaseError}
   */
  constructor(path: string, boot: string) {
    // SQLite would let everybody read the file. It gives the others the mode of this one.
    closeSync(openSync(path, 'a', 0o600));
    this.#database = new DatabaseSync(path, { timeout: LOCK_TIMEOUT_MS });
    try {
      // Exclusive before WAL: then there is no shared memory, and the file is locked until it is closed.
      this.#database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL');
      this.#database.exec('PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON');
      this.#about = this.#readAbout() ?? this.#create(boot);
      this.#insertText = this.#database.prepare('INSERT INTO log (n, body, sum) VALUES (?, ?, ?)');
      this.#insertPart = this.#database.prepare('INSERT INTO state (generation, part, body, sum) VALUES (?, ?, ?, ?)');
      const { seq = 0 } = this.#database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'log'").get() ?? {};
      this.#last = Math.max(Number(seq), this.#about.state?.n ?? 0);
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** The number of the last text, 0 if there was none. */
  get last() {
    return this.#last;
  }

  /** The start of the machine at which the file was opened last, and whether it was closed since. */
  get run(): { boot: string; isClosed: boolean } {
    return this.#about;
  }

  /**
   * Returns the text of the state, or `undefined` if there was never one.
   *
   * @throws {DamagedDatabaseError}
   */
  state(): string | undefined {
    const { state } = this.#about;
    if (!state) return undefined;
    const select = this.#database.prepare('SELECT part, body, sum FROM state WHERE generation = ? ORDER BY part');
    const rows = select.all(state.generation);
    if (rows.length !== state.parts) throw new DamagedDatabaseError('a part of the state is missing');
    return rows.map((row, part) => checked(row, `state ${state.generation} ${part}`)).join('');
  }

  /**
   * Yields the texts after the state, in order.
   *
   * @throws {DamagedDatabaseError} after the last text before the first damaged or missing one
   */
  *texts(): Generator<string> {
    let n = this.#about.state?.n ?? 0;
    const select = this.#database.prepare('SELECT n, body, sum FROM log WHERE n > ? ORDER BY n');
    for (const row of select.iterate(n)) yield checked(row, `log ${++n}`);
    if (n !== this.#last) throw new DamagedDatabaseError(`${this.#last - n} rows at the end of the log are missing`);
  }

  /** Records that the file is in use since this start of the machine. */
  markOpened(boot: string) {
    this.#writeAbout({ ...this.#about, boot, isClosed: false });
  }

  /** Appends a text, or nothing if it throws. */
  append(text: string) {
    const n = this.#last + 1;
    this.#insertText.run(n, text, sumOf(`log ${n}`, text));
    this.#last = n;
  }

  /**
   * Writes a state that stands for all texts so far. It counts from the call of `finish` on; then it is safe to call `deleteObsolete`. Texts
   * can be appended meanwhile.
   */
  beginState(): { add: (part: string) => void; finish: () => void } {
    const n = this.#last;
    const { max = 0 } = this.#database.prepare('SELECT max(generation) AS max FROM state').get() ?? {};
    const generation = Number(max) + 1;
    let parts = 0;
    return {
      add: (part) => {
        this.#insertPart.run(generation, parts, part, sumOf(`state ${generation} ${parts}`, part));
        parts++;
      },
      finish: () => this.#writeAbout({ ...this.#about, state: { generation, parts, n } }),
    };
  }

  /** Deletes some of what the state stands for, and of states that do not count. Returns whether there was any. */
  deleteObsolete(): boolean {
    const { n, generation } = this.#about.state ?? { n: 0, generation: 0 };
    const texts = 'DELETE FROM log WHERE n IN (SELECT n FROM log WHERE n <= ? ORDER BY n LIMIT ?)';
    const parts = 'DELETE FROM state WHERE rowid IN (SELECT rowid FROM state WHERE generation <> ? LIMIT ?)';
    const { changes } = this.#database.prepare(texts).run(n, DELETED_ROWS.log);
    if (changes > 0) return true;
    return this.#database.prepare(parts).run(generation, DELETED_ROWS.state).changes > 0;
  }

  /** Empties SQLite's own log, in which deleted texts still are. */
  checkpoint() {
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** Writes a copy of the file as it is at the end of this call. Texts can be appended meanwhile. */
  async backup(path: string) {
    closeSync(openSync(path, 'w', 0o600));
    await backup(this.#database, path);
  }

  /** Closes the file. `isClean`: the next start finds all that was appended, even if the machine stops. */
  close({ isClean }: { isClean: boolean }) {
    try {
      if (isClean) this.#writeAbout({ ...this.#about, isClosed: true });
      if (isClean) this.checkpoint();
    } finally {
      this.#database.close();
    }
  }

  #readAbout(): About | undefined {
    const { count } = this.#database.prepare('SELECT count(*) AS count FROM sqlite_schema').get() ?? {};
    if (count === 0) return undefined;
    const row = this.#database.prepare('SELECT body, sum FROM about').get();
    if (!row) throw new DamagedDatabaseError('the row about the file is missing');
    const about: About = JSON.parse(checked(row, 'about'));
    if (about.schema > SCHEMA_VERSION) throw new NewerDatabaseError(`tables of version ${about.schema}`);
    return about;
  }

  #create(boot: string): About {
    const about = { schema: SCHEMA_VERSION, boot, isClosed: false, state: undefined };
    this.#database.exec('BEGIN');
    try {
      this.#database.exec(TABLES);
      this.#writeAbout(about);
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
    return about;
  }

  #writeAbout(about: About) {
    const body = JSON.stringify(about);
    this.#database
      .prepare('INSERT OR REPLACE INTO about (id, body, sum) VALUES (1, ?, ?)')
      .run(body, sumOf('about', body));
    this.#about = about;
  }
}

/**
 * Whether an error means that a file is damaged. Other errors have other causes: a full disk, a missing right, another process.
 */
export const isDamage = (error: unknown): boolean => {
  if (error instanceof DamagedDatabaseError) return true;
  if (!(error instanceof Error)) return false;
  // An integer that is too large for a number: this server writes none.
  if ('code' in error && error.code === 'ERR_OUT_OF_RANGE') return true;
  return 'errcode' in error && DAMAGE.has(Number(error.errcode) & 0xff);
};

/** https://sqlite.org/rescode.html: ERROR (a table is missing), CORRUPT, CONSTRAINT, MISMATCH, NOTADB. */
const DAMAGE = new Set([1, 11, 19, 20, 26]);

// AUTOINCREMENT remembers the last number when the log is empty, or has lost its end.
const TABLES = `
CREATE TABLE log (n INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;
CREATE TABLE state (generation INTEGER NOT NULL, part INTEGER NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;
CREATE TABLE about (id INTEGER PRIMARY KEY, body TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;`;

/** The sum includes the place, so that a row in another place is noticed as well. */
const sumOf = (place: string, body: string) => crc32(`${place}\n${body}`);

const checked = (row: Record<string, unknown>, place: string): string => {
  const { body, sum } = row;
  if (typeof body !== 'string' || sumOf(place, body) !== sum)
    throw new DamagedDatabaseError(`the row ${place} is damaged`);
  return body;
};
