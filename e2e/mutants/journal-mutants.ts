import type { Mutant } from './mutant.ts';

const contract = { test: 'apps/server/src/journal/journal.contract.test.ts' };
const sqlite = { test: 'apps/server/src/journal/sqlite-journal.test.ts' };
const engine = 'apps/server/src/journal/sqlite-journal.ts';
const database = 'apps/server/src/journal/journal-database.ts';
const stateWriter = 'apps/server/src/journal/write-state.ts';

/** Defects in how the journal keeps entries and states in a file. */
export const journalMutants: readonly Mutant[] = [
  {
    name: 'sqlite: entries are followed before they are in the file',
    file: engine,
    original: '      this.#write(this.#open, (database) => database.append(text));',
    mutated: '      follower.follow(entries);\n      this.#write(this.#open, (database) => database.append(text));',
    killedBy: { ...sqlite, title: 'J2: an entry is in the file before it is followed' },
  },
  {
    name: 'sqlite: an append is answered before it is in the file',
    file: engine,
    original: 'this.#queue.push({ entry, resolve, reject });',
    mutated: 'this.#queue.push({ entry, resolve, reject });\n      resolve();',
    killedBy: contract,
  },
  {
    name: 'sqlite: each entry is a commit',
    file: engine,
    original: 'this.#flushed ??= nextTick().then(() => this.#flush());',
    mutated: 'this.#flush();',
    killedBy: { ...sqlite, title: 'entries of one tick are one commit' },
  },
  {
    name: 'sqlite: entries that were refused are followed',
    file: engine,
    original: '      for (const { reject } of batch) reject(notKept);\n      return;',
    mutated: '      for (const { reject } of batch) reject(notKept);',
    killedBy: {
      ...sqlite,
      title: 'J8: entries that cannot be written are refused and not followed; later ones may be kept',
    },
  },
  {
    name: 'sqlite: numbers begin again at 1 when a state has replaced all entries',
    file: database,
    original: 'this.#last = Math.max(Number(seq), this.#about.state?.n ?? 0);',
    mutated: 'this.#last = 0;',
    killedBy: contract,
  },
  {
    name: 'sqlite: entries at the end of a log may be missing',
    file: database,
    original: 'if (n !== this.#last) throw',
    mutated: 'if (n > this.#last) throw',
    killedBy: { ...sqlite, title: 'a missing row counts as damage, whichever it is' },
  },
  {
    name: 'sqlite: a state counts before all of it is in the file',
    file: stateWriter,
    original: '  writing.add(part);\n  writing.finish();',
    mutated: '  writing.finish();\n  writing.add(part);',
    killedBy: contract,
  },
  {
    name: 'sqlite: entries before a state are followed again',
    file: database,
    original: 'let n = this.#about.state?.n ?? 0;',
    mutated: 'let n = 0;',
    killedBy: contract,
  },
  {
    name: 'sqlite: entries before a state stay in the file',
    file: stateWriter,
    original: 'deleted !== undefined; deleted = database.deleteObsolete()',
    mutated: 'false;',
    killedBy: { ...sqlite, title: 'J10: a deleted text is in no file after a minute' },
  },
  {
    name: 'sqlite: on a busy machine, a state is written more slowly than entries are appended',
    file: stateWriter,
    original: 'if (isBehind || performance.now()',
    mutated: 'if (performance.now()',
    killedBy: { ...sqlite, title: 'on a slow machine, too, the files do not grow with the entries' },
  },
  {
    name: 'sqlite: a state that was not finished is believed',
    file: database,
    original: 'if (rows.length !== state.parts) throw',
    mutated: 'if (rows.length > state.parts) throw',
    killedBy: { ...sqlite, title: 'a missing row counts as damage, whichever it is' },
  },
  {
    name: 'sqlite: no checksum is compared',
    file: database,
    original: "if (typeof body !== 'string' || sumOf(position, body) !== sum)",
    mutated: "if (typeof body !== 'string')",
    killedBy: {
      ...sqlite,
      title: 'a changed byte anywhere in the file never changes a text, and unreadable parts are reported',
      onlyInLongRun: true,
    },
  },
  {
    name: 'sqlite: deleted rows are not overwritten',
    file: database,
    original: 'PRAGMA secure_delete = ON',
    mutated: 'PRAGMA secure_delete = OFF',
    killedBy: { ...sqlite, title: 'J10: a deleted text is in no file after a minute' },
  },
  {
    name: 'sqlite: deleted texts stay in the log of SQLite',
    file: stateWriter,
    original: '  database.checkpoint();\n}',
    mutated: '}',
    killedBy: { ...sqlite, title: 'J10: a deleted text is in no file after a minute' },
  },
  {
    name: 'sqlite: a deletion makes no state due',
    file: engine,
    original: "if (entries.some(({ command }) => command.type === 'delete')) this.#beginStateLater();",
    mutated: '',
    killedBy: { ...sqlite, title: 'J10: a deleted text is in no file after a minute' },
  },
  {
    name: 'sqlite: a deletion before a crash makes no state due',
    file: engine,
    original: '      follower.follow(entries);\n      this.#count(entries, text.length);',
    mutated: '      follower.follow(entries);',
    killedBy: {
      ...sqlite,
      title: 'J10: a text whose deletion preceded a crash is in no file a minute after the next start',
    },
  },
  {
    name: 'sqlite: after a power cut the epoch stays',
    file: engine,
    original: 'if (isClosed || isSameBoot(boot, this.#options.boot)) return undefined;',
    mutated: 'if (boot !== undefined) return undefined;',
    killedBy: {
      ...sqlite,
      title: 'J12: after a stop of the machine the room has a new epoch, unless the journal was closed',
    },
  },
  {
    name: 'sqlite: a clean stop counts as a power cut',
    file: engine,
    original: 'if (isClosed || isSameBoot(',
    mutated: 'if (isSameBoot(',
    killedBy: {
      ...sqlite,
      title: 'J12: after a stop of the machine the room has a new epoch, unless the journal was closed',
    },
  },
  {
    name: 'sqlite: the death of the process counts as a power cut',
    file: engine,
    original: 'if (isClosed || isSameBoot(boot, this.#options.boot)) return undefined;',
    mutated: 'if (isClosed) return undefined;',
    killedBy: {
      ...sqlite,
      title: 'J12: after a stop of the machine the room has a new epoch, unless the journal was closed',
    },
  },
  {
    name: 'sqlite: a damaged file is deleted',
    file: 'apps/server/src/journal/replace-damaged.ts',
    original: 'copyFileSync(file + suffix, aside + suffix);',
    mutated: 'rmSync(file + suffix);',
    killedBy: {
      ...sqlite,
      title: 'a changed byte anywhere in the file never changes a text, and unreadable parts are reported',
    },
  },
  {
    name: 'sqlite: after damage the epoch stays',
    file: engine,
    original: '      follower.renewEpoch();\n      const { opened, aside }',
    mutated: '      const { opened, aside }',
    killedBy: {
      ...sqlite,
      title: 'a changed byte anywhere in the file never changes a text, and unreadable parts are reported',
    },
  },
  {
    name: 'sqlite: damage that is met while writing refuses all changes',
    file: engine,
    original: '      open.database = this.#recreate(open, error);\n      write(open.database);',
    mutated: '      throw error;',
    killedBy: {
      ...sqlite,
      title: 'damage that shows only when an entry is written costs nothing: a new file takes its place',
    },
  },
  {
    name: 'sqlite: a replacement of a damaged file that failed is not tried again',
    file: engine,
    original: 'if (!isDamage(error) && open.database.isOpen) throw error;',
    mutated: 'if (!isDamage(error)) throw error;',
    killedBy: {
      ...sqlite,
      title: 'a replacement of a damaged file that fails after that file was closed is tried again',
    },
  },
  {
    name: 'sqlite: a restored backup keeps the epoch',
    file: engine,
    original: 'if (existsSync(path.join(this.#options.folder, RESTORED))) {',
    mutated: 'if (this.#options.folder === RESTORED) {',
    killedBy: {
      ...sqlite,
      title: 'a backup of a running journal has all entries, and begins a new epoch when it is restored',
    },
  },
  {
    name: 'sqlite: two processes open one file',
    file: database,
    original: "this.#database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL');",
    mutated: "this.#database.exec('PRAGMA journal_mode = WAL');",
    killedBy: {
      ...sqlite,
      title: 'a changed byte anywhere in the file never changes a text, and unreadable parts are reported',
    },
  },
  {
    name: 'sqlite: entries of a newer release are executed',
    file: engine,
    original: '  if (!(v >= 1 && v <= JOURNAL_VERSION)) throw',
    mutated: '  if (!(v >= 1)) throw',
    killedBy: { ...sqlite, title: 'J11: a database of a newer release stops the start and is not changed' },
  },
  {
    name: 'sqlite: others can read the database',
    file: database,
    original: "closeSync(openSync(path, 'a', 0o600));",
    mutated: "closeSync(openSync(path, 'a', 0o644));",
    killedBy: { ...sqlite, title: 'only this user can read the folder and its files' },
  },
  {
    name: 'key: two starts have two keys',
    file: 'apps/server/src/journal/data-folder.ts',
    original: 'const text = readIfExists(file) ?? createKey(file);',
    mutated: 'const text = createKey(`${file}-${performance.now()}`);',
    killedBy: { test: 'apps/server/src/journal/data-folder.test.ts' },
  },
  {
    name: 'reset: an epoch agrees forever as far as it did at first',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: 'return [each, Math.min(before, next)] as const;',
    mutated: 'return [each, before] as const;',
    killedBy: { test: 'apps/server/src/chat/ledger/ledger.test.ts' },
  },
  {
    name: 'reset: a restart forgets the former epochs',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: '      formerEpochs: [...this.#formerEpochs],\n',
    mutated: '',
    killedBy: { test: 'apps/server/src/journal/journaled-room.test.ts' },
  },
  {
    name: 'reset: a client of any epoch is told the agreement of the latest one',
    file: 'apps/server/src/chat/ledger/ledger.ts',
    original: 'const before = this.#formerEpochs.get(epoch);',
    mutated: 'const before = [...this.#formerEpochs.values()].at(-1);',
    killedBy: { test: 'apps/server/src/journal/lost-letters.test.ts' },
  },
];
