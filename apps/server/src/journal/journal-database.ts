import { closeSync, openSync, readSync } from 'node:fs';
import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';

/** The version of the tables. */
const SCHEMA_VERSION = 1;

/** How long opening waits for another process that has the file open, in ms: until the server before it has stopped. */
const LOCK_TIMEOUT_MS = 5_000;

/** Rows of each table that one transaction deletes. More would take too long, because SQLite overwrites what it deletes. */
const DELETED_ROWS = { log: 8, state: 4 };

/** The row that describes the file. */
interface About {
  readonly schema: number;
  /** The boot of the machine during which the file was last opened, see `machineBoot`. */
  readonly boot: string;
  readonly isClosed: boolean;
  /** The state to start from: its generation, its number of rows, and the number of the last text that it replaces. */
  readonly state: { readonly generation: number; readonly parts: number; readonly n: number } | undefined;
}

/** The file is not an intact database of this server. */
export class DamagedDatabaseError extends Error {
  override readonly name = 'DamagedDatabaseError';
}

/** A newer release of the server wrote the file. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';
}

/**
 * The file of a journal: a log of numbered texts, and a state that replaces all texts up to a number. A committed text survives a crash of
 * the process at any moment. Each row has a checksum, because SQLite detects only some damage.
 *
 * Only one process can have the file open.
 *
 * @throws SQLite's errors, from every method; `isDamage` recognizes those that mean that the file is damaged
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
   * @param boot identifies the boot of the machine
   * @throws {DamagedDatabaseError}
   * @throws {NewerDatabaseError}
   */
  constructor(path: string, boot: string) {
    // SQLite would create it readable by everybody. It gives its other files the mode of this one.
    closeSync(openSync(path, 'a', 0o600));
    assertFormatVersions(path);
    this.#database = new DatabaseSync(path, { timeout: LOCK_TIMEOUT_MS });
    try {
      // In this order: with an exclusive lock, WAL mode needs no shared memory. The lock is held until the file is closed.
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

  get isOpen(): boolean {
    return this.#database.isOpen;
  }

  /** The number of the last text, 0 if there was none. */
  get last() {
    return this.#last;
  }

  /** The boot of the machine during which the file was last opened, and whether it was closed cleanly since. */
  get run(): { boot: string; isClosed: boolean } {
    return this.#about;
  }

  /**
   * Returns the text of the state, or `undefined` if none was ever written.
   *
   * @throws {DamagedDatabaseError}
   */
  state(): string | undefined {
    const { state } = this.#about;
    if (!state) return undefined;
    const select = this.#database.prepare('SELECT part, body, sum FROM state WHERE generation = ? ORDER BY part');
    const rows = select.all(state.generation);
    if (rows.length !== state.parts) throw new DamagedDatabaseError('a part of the state is missing');
    return rows.map((row, part) => checkedBody(row, `state ${state.generation} ${part}`)).join('');
  }

  /**
   * Yields the texts after the state, in order.
   *
   * @throws {DamagedDatabaseError} after the last text before the first damaged or missing one
   */
  *texts(): Generator<string> {
    let n = this.#about.state?.n ?? 0;
    const select = this.#database.prepare('SELECT n, body, sum FROM log WHERE n > ? ORDER BY n');
    for (const row of select.iterate(n)) yield checkedBody(row, `log ${++n}`);
    if (n !== this.#last) throw new DamagedDatabaseError(`${this.#last - n} rows at the end of the log are missing`);
  }

  /** Records that the file is in use during this boot of the machine. */
  markOpened(boot: string) {
    this.#writeAbout({ ...this.#about, boot, isClosed: false });
  }

  /** Appends a text. If it throws, nothing was appended. */
  append(text: string) {
    const n = this.#last + 1;
    this.#insertText.run(n, text, sumOf(`log ${n}`, text));
    this.#last = n;
  }

  /**
   * Begins to write a state that replaces all texts so far. It takes effect with the call of `finish`; then `deleteObsolete` may be called.
   * Texts can be appended meanwhile.
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

  /**
   * Deletes some of the texts that the state replaces, and of former and unfinished states. Returns their bytes; `undefined` if there were
   * none.
   */
  deleteObsolete(): number | undefined {
    const { n, generation } = this.#about.state ?? { n: 0, generation: 0 };
    const texts =
      'DELETE FROM log WHERE n IN (SELECT n FROM log WHERE n <= ? ORDER BY n LIMIT ?) RETURNING octet_length(body) AS bytes';
    const parts =
      'DELETE FROM state WHERE rowid IN (SELECT rowid FROM state WHERE generation <> ? LIMIT ?) RETURNING octet_length(body) AS bytes';
    const deletedTexts = this.#database.prepare(texts).all(n, DELETED_ROWS.log);
    const rows =
      deletedTexts.length > 0 ? deletedTexts : this.#database.prepare(parts).all(generation, DELETED_ROWS.state);
    return rows.length === 0 ? undefined : rows.reduce((sum, { bytes }) => sum + Number(bytes), 0);
  }

  /** Empties SQLite's write-ahead log, which still contains deleted texts. */
  checkpoint() {
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** Writes a copy of the file as it is at the end of this call. Texts can be appended meanwhile. */
  async backup(path: string) {
    closeSync(openSync(path, 'w', 0o600));
    await backup(this.#database, path);
  }

  /** Closes the file. With `isClean`, everything that was appended is on the disk afterwards, even if the machine stops. */
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
    const about: About = JSON.parse(checkedBody(row, 'about'));
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
 * Whether an error means that the file is damaged. Other errors have other causes: a full disk, a missing right, another process.
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

/**
 * SQLite opens a file with an unknown write version for reading only, as if the server had no right to write.
 *
 * @throws {DamagedDatabaseError} unless the file is empty or has the versions of a file that SQLite writes: https://sqlite.org/fileformat.html#file_format_version_numbers
 */
const assertFormatVersions = (path: string) => {
  const header = Buffer.alloc(20);
  const file = openSync(path, 'r');
  const length = readSync(file, header);
  closeSync(file);
  const versions = header.subarray(18);
  if (length === header.length && !versions.every((version) => version === 1 || version === 2))
    throw new DamagedDatabaseError('the format versions of the file are damaged');
};

// AUTOINCREMENT remembers the last number, also when the log is empty or has lost its end.
const TABLES = `
CREATE TABLE log (n INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;
CREATE TABLE state (generation INTEGER NOT NULL, part INTEGER NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;
CREATE TABLE about (id INTEGER PRIMARY KEY, body TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;`;

/** Returns the checksum of a row. It covers the position of the row, so that a row in a wrong position is detected as well. */
const sumOf = (position: string, body: string) => crc32(`${position}\n${body}`);

/** Returns the body of a row. @throws {DamagedDatabaseError} if its checksum is wrong */
const checkedBody = (row: Record<string, unknown>, position: string): string => {
  const { body, sum } = row;
  if (typeof body !== 'string' || sumOf(position, body) !== sum)
    throw new DamagedDatabaseError(`the row ${position} is damaged`);
  return body;
};
