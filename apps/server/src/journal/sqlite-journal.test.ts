import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { suite, test, type TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createFolder } from '../testing/create-folder.ts';
import { JournalDatabase } from './journal-database.ts';
import { JOURNAL_VERSION, NotKeptError } from './journal.ts';
import { SqliteJournal, type SqliteJournalOptions } from './sqlite-journal.ts';
import { cannotMount, copyOfFolder, createSmallDisk, makeReadOnly } from './testing/journal-folder.ts';
import { deletion, entryOf, RecordingFollower } from './testing/recording-follower.ts';

/** How many bytes of the file are changed, one at a time. `npm run torture` takes more. */
const DAMAGED_OFFSETS = Number(process.env['DAMAGED_OFFSETS'] ?? 150);
/** To how many lengths SQLite's write-ahead log is cut. */
const WAL_CUTS = Number(process.env['WAL_CUTS'] ?? 300);

const openJournal = async (t: TestContext, folder: string, options: Partial<SqliteJournalOptions> = {}) => {
  const warnings: string[] = [];
  const warn = (sentence: string) => void warnings.push(sentence);
  const journal = new SqliteJournal({ folder, boot: 'boot', warn, ...options });
  const follower = new RecordingFollower();
  await journal.open(follower);
  t.after(() => journal.close());
  return { journal, follower, warnings };
};

const textsOf = (count: number) => Array.from({ length: count }, (_, index) => `text ${index}`);

const notWritable = (folder: string) => ({
  message: `The server cannot write in ${folder}. Grant it write permission, choose another DATA_DIR, or set \`DATA_DIR=\` to store nothing.`,
});

const filesOf = (folder: string) =>
  readdirSync(folder).map((name) => ({ name, content: readFileSync(path.join(folder, name), 'latin1') }));

const isIn = (folder: string, text: string) => filesOf(folder).some(({ content }) => content.includes(text));

test('only this user can read the folder and its files', async (t) => {
  const folder = path.join(createFolder(t), 'new/data');
  const { journal } = await openJournal(t, folder);
  await journal.append(entryOf('text'));
  const modes = ['.', 'room.db', 'room.db-wal'].map((file) => statSync(path.join(folder, file)).mode & 0o777);
  assert.deepEqual(modes, [0o700, 0o600, 0o600]);
});

test('entries of one tick are one commit', async (t) => {
  const { journal, follower } = await openJournal(t, createFolder(t));
  await Promise.all(textsOf(100).map((text) => journal.append(entryOf(text))));
  await journal.append(entryOf('another tick'));
  assert.deepEqual(follower.batches, [100, 1]);
});

test('J2: an entry is in the file before it is followed', async (t) => {
  const folder = createFolder(t);
  const { journal, follower } = await openJournal(t, folder);
  const copies: string[] = [];
  follower.follow = () => void copies.push(copyOfFolder(t, folder));
  await Promise.all(textsOf(3).map((text) => journal.append(entryOf(text))));
  const { follower: after } = await openJournal(t, copies[0] ?? '');
  assert.deepEqual(after.texts, textsOf(3));
});

/** What SQLite does when it meets damage: https://sqlite.org/rescode.html#corrupt */
const throwDamage = () => {
  throw Object.assign(new Error('database disk image is malformed'), { errcode: 11 });
};

/** Advances the timers by a minute, and lets the journal write what is due then. */
const passMinute = async (t: TestContext, isOver: () => boolean) => {
  t.mock.timers.tick(60_000);
  // The journal writes a part of a state in each turn.
  for (let turn = 0; turn < 100 && !isOver(); turn++) await nextTurn();
};

test('J10: a deleted text is in no file after a minute', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const folder = createFolder(t);
  // One secret is in a state, the other one in the log.
  const first = await openJournal(t, folder);
  await first.journal.append(entryOf('a secret in a state'));
  await first.journal.close();
  const { journal, follower } = await openJournal(t, folder);
  await journal.append(entryOf('a secret in the log'));
  const secrets = () => ['a secret in a state', 'a secret in the log'].filter((text) => isIn(folder, text));
  assert.equal(secrets().length, 2);
  follower.texts = [];
  await journal.append(deletion());
  await passMinute(t, () => secrets().length === 0);
  assert.deepEqual(secrets(), []);
  await journal.append(entryOf('text'));
  assert.deepEqual((await openJournal(t, copyOfFolder(t, folder))).follower.texts, ['delete', 'text']);
});

test('J10: a text whose deletion preceded a crash is in no file a minute after the next start', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const folder = createFolder(t);
  const { journal } = await openJournal(t, folder);
  await journal.append(entryOf('a secret'));
  await journal.append(deletion());
  const copy = copyOfFolder(t, folder);
  const { follower } = await openJournal(t, copy);
  follower.texts = [];
  await passMinute(t, () => !isIn(copy, 'a secret'));
  assert.ok(!isIn(copy, 'a secret'));
});

test('on a slow machine, too, the files do not grow with the entries', { timeout: 300_000 }, async (t) => {
  // Each step of writing a state takes longer than its time in a tick.
  let now = 0;
  t.mock.method(performance, 'now', () => (now += 1_000));
  const folder = createFolder(t);
  const { journal, follower } = await openJournal(t, folder);
  const sizes: number[] = [];
  const text = 'x'.repeat(1_000);
  for (let round = 0; round < 5; round++) {
    for (let tick = 0; tick < 40; tick++) {
      await Promise.all(Array.from({ length: 250 }, () => journal.append(entryOf(text))));
    }
    // As the ledger drops letters.
    follower.texts.splice(0, follower.texts.length - 1_000);
    sizes.push(filesOf(folder).reduce((sum, { content }) => sum + content.length, 0));
  }
  assert.ok(Math.max(...sizes) < 64 * 1024 * 1024, `bytes: ${sizes.join(', ')}`);
});

test('a backup of a running journal has all entries, and begins a new epoch when it is restored', async (t) => {
  const folder = createFolder(t);
  const { journal } = await openJournal(t, folder);
  for (const text of textsOf(100)) await journal.append(entryOf(text));
  const backup = journal.backup();
  const during = ['during', 'the', 'backup'];
  for (const text of during) await journal.append(entryOf(text));
  assert.equal(await backup, path.join(folder, 'backup.db'));
  await journal.append(entryOf('after the backup'));
  assert.equal(statSync(path.join(folder, 'backup.db')).mode & 0o777, 0o600);
  await journal.close();

  copyFileSync(path.join(folder, 'backup.db'), path.join(folder, 'room.db'));
  writeFileSync(path.join(folder, 'restored'), '');
  const { follower, warnings, journal: restored } = await openJournal(t, folder);
  assert.deepEqual(follower.texts, [...textsOf(100), ...during].slice(0, follower.texts.length));
  assert.ok(follower.texts.length >= 100);
  assert.equal(follower.epoch, 1);
  assert.deepEqual(warnings, [
    'The database was restored: the messages after the backup are missing. The room has a new epoch.',
  ]);
  await restored.close();
  assert.equal((await openJournal(t, folder)).follower.epoch, 1, 'once');
});

test('a backup is requested by a file, which is removed also when the backup fails', async (t) => {
  const folder = createFolder(t);
  const { journal } = await openJournal(t, folder);
  const request = () => writeFileSync(path.join(folder, 'backup-now'), '');
  assert.equal(journal.isBackupRequested, false);
  request();
  assert.equal(journal.isBackupRequested, true);
  const backups = [journal.backup(), journal.backup()];
  assert.equal(journal.isBackupRequested, false, 'it is being written');
  assert.deepEqual(new Set(await Promise.all(backups)), new Set([path.join(folder, 'backup.db')]));
  assert.deepEqual([journal.isBackupRequested, readdirSync(folder).includes('backup-now')], [false, false]);
  request();
  t.mock.method(JournalDatabase.prototype, 'backup', () => Promise.reject(new Error('planted')));
  await assert.rejects(journal.backup(), /planted/);
  assert.equal(journal.isBackupRequested, false);
});

suite('failures', () => {
  test('J8: entries that cannot be written are refused and not followed; later ones may be kept', async (t) => {
    const { journal, follower, warnings } = await openJournal(t, createFolder(t));
    const writing = t.mock.method(JournalDatabase.prototype, 'append', () => {
      throw new Error('planted');
    });
    for (const text of textsOf(3)) {
      const refusal = (error: unknown) => error instanceof NotKeptError && !error.isUncertain;
      await assert.rejects(journal.append(entryOf(text)), refusal);
    }
    assert.deepEqual(follower.texts, []);
    writing.mock.restore();
    await journal.append(entryOf('after'));
    assert.deepEqual(follower.texts, ['after']);
    assert.deepEqual(warnings, [
      'The journal could not be written. Changes are refused until it can be.',
      'The journal can be written again.',
    ]);
  });

  test('J12: after a stop of the machine the room has a new epoch, unless the journal was closed', async (t) => {
    const folder = createFolder(t);
    const before = await openJournal(t, folder);
    await before.journal.append(entryOf('text'));
    const killed = copyOfFolder(t, folder);
    const { follower, warnings, journal } = await openJournal(t, killed, { boot: 'another boot' });
    assert.deepEqual([follower.texts, follower.epoch], [['text'], 1]);
    assert.deepEqual(warnings, [
      'The machine stopped while the server ran: the last messages may be lost. The room has a new epoch.',
    ]);
    await journal.append(entryOf('more'));
    const again = await openJournal(t, copyOfFolder(t, killed), { boot: 'another boot' });
    assert.deepEqual([again.follower.texts, again.follower.epoch], [['text', 'more'], 1]);
    await before.journal.close();
    const closed = await openJournal(t, folder, { boot: 'another boot' });
    assert.deepEqual([closed.follower.texts, closed.follower.epoch, closed.warnings], [['text'], 0, []]);
  });

  test('a changed byte anywhere in the file never changes a text, and unreadable parts are reported', async (t) => {
    const folder = createFolder(t);
    const { journal } = await openJournal(t, folder);
    for (const text of textsOf(60)) await journal.append(entryOf(text));
    await journal.close();
    const reopened = await openJournal(t, folder);
    for (const text of textsOf(120).slice(60)) await reopened.journal.append(entryOf(text));
    const intact = textsOf(120);
    const file = (copy: string) => path.join(copy, 'room.db');
    // Moves the content of SQLite's write-ahead log into the file.
    const original = copyOfFolder(t, folder);
    const database = new DatabaseSync(file(original));
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    const bytes = readFileSync(file(original));
    const outcomes = { intact: 0, cut: 0, empty: 0, refused: 0, later: 0 };
    for (let index = 0; index < DAMAGED_OFFSETS; index++) {
      const offset = Math.floor((index * bytes.length) / DAMAGED_OFFSETS);
      const copy = createFolder(t);
      writeFileSync(file(copy), bytes.with(offset, (bytes[offset] ?? 0) ^ (1 << (index & 7))));
      const { follower, warnings, journal } = await openJournal(t, copy).catch((error: unknown) => {
        assert.ok(error instanceof Error);
        assert.match(error.message, /^A newer release wrote the database in /);
        outcomes.refused++;
        return { follower: undefined, warnings: [], journal: undefined };
      });
      if (!follower) continue;
      const { epoch } = follower;
      const texts = [...follower.texts];
      assert.deepEqual(texts, intact.slice(0, texts.length), `byte ${offset}`);
      const isDamaged = warnings.length > 0;
      if (warnings.join().startsWith('The database turned out to be damaged.')) {
        // SQLite did not meet the byte before it noted the start.
        outcomes.later++;
        assert.deepEqual([texts, epoch], [intact, 0], `byte ${offset}`);
      } else {
        assert.deepEqual([isDamaged, readdirSync(copy).length], epoch > 0 ? [true, 3] : [false, 2], `byte ${offset}`);
        if (isDamaged)
          assert.match(warnings.join(), /^The database was damaged: .* The damaged file is .*room\.db\.damaged-/);
        else assert.equal(texts.length, intact.length, `byte ${offset}`);
      }
      outcomes[texts.length === intact.length ? 'intact' : texts.length > 0 ? 'cut' : 'empty']++;
      // The journal accepts entries, and keeps what it accepts.
      await journal
        ?.append(entryOf('after'))
        .catch((error: unknown) => assert.fail(`byte ${offset}: ${String(error)}`));
      const next = await openJournal(t, copyOfFolder(t, copy));
      const kept = [...texts, 'after'];
      if (next.warnings.length === 0) {
        assert.deepEqual([next.follower.texts, next.follower.epoch], [kept, epoch], `byte ${offset}`);
      } else {
        // SQLite did not meet the byte before it wrote.
        outcomes.later++;
        assert.deepEqual(next.follower.texts, kept.slice(0, next.follower.texts.length), `byte ${offset}`);
        assert.match(next.warnings.join(), /^The database was damaged: /);
        assert.equal(next.follower.epoch, epoch + 1, `byte ${offset}`);
      }
      await Promise.all([journal?.close(), next.journal.close()]);
    }
    t.diagnostic(JSON.stringify(outcomes));
    assert.ok(outcomes.cut > 0 && outcomes.empty > 0 && outcomes.intact > 0, JSON.stringify(outcomes));
  });

  for (const [title, method] of [
    ['damage that shows only when an entry is written costs nothing: a new file takes its place', 'append'],
    ['damage that shows only when a state is written costs nothing: a new file takes its place', 'beginState'],
    ['damage that shows only when the start is noted costs nothing: a new file takes its place', 'markOpened'],
  ] as const) {
    test(title, async (t) => {
      t.mock.timers.enable({ apis: ['setTimeout'] });
      const folder = createFolder(t);
      const before = await openJournal(t, folder);
      for (const text of textsOf(3)) await before.journal.append(entryOf(text));
      await before.journal.close();
      t.mock.method(JournalDatabase.prototype, method, throwDamage, { times: 1 });
      const { journal, follower, warnings } = await openJournal(t, folder);
      await assert.doesNotReject(journal.append(deletion()));
      await passMinute(t, () => warnings.length > 0);
      await journal.append(entryOf('after'));
      assert.match(
        warnings.join(),
        /^The database turned out to be damaged\. .*, and nothing is lost\. The damaged file is /,
      );
      assert.ok(readdirSync(folder).some((name) => name.startsWith('room.db.damaged-')));
      await journal.close();
      const again = await openJournal(t, folder);
      assert.deepEqual([again.follower.texts, again.follower.epoch, again.warnings], [follower.texts, 0, []]);
    });
  }

  test('a replacement of a damaged file that fails after that file was closed is tried again', async (t) => {
    const folder = createFolder(t);
    const { journal, follower, warnings } = await openJournal(t, folder);
    await journal.append(entryOf('before'));
    t.mock.method(JournalDatabase.prototype, 'append', throwDamage, { times: 1 });
    // The first call is for the new file.
    const closing = t.mock.method(JournalDatabase.prototype, 'close');
    closing.mock.mockImplementationOnce(function (this: JournalDatabase, how: { isClean: boolean }) {
      this.close(how);
      throw new Error('after the close');
    }, 1);
    await assert.rejects(journal.append(entryOf('refused')), NotKeptError);
    await assert.doesNotReject(journal.append(entryOf('after')));
    assert.match(warnings.join(), /turned out to be damaged/);
    await journal.close();
    const again = await openJournal(t, folder);
    assert.deepEqual(
      [again.follower.texts, follower.texts],
      [
        ['before', 'after'],
        ['before', 'after'],
      ],
    );
    assert.deepEqual([again.follower.epoch, again.warnings], [0, []]);
  });

  test('a missing row counts as damage, whichever it is', async (t) => {
    const folder = createFolder(t);
    const first = await openJournal(t, folder);
    first.follower.texts.push('x'.repeat(200_000));
    await first.journal.close();
    const { journal } = await openJournal(t, folder);
    for (const text of textsOf(3)) await journal.append(entryOf(text));
    const outcomes: [rows: string, texts: number][] = [
      ['log WHERE n = (SELECT max(n) FROM log)', 3],
      ['log WHERE n = (SELECT max(n) - 1 FROM log)', 2],
      ['log', 1],
      ['state WHERE part = 0', 0],
      ['state WHERE part = (SELECT max(part) FROM state)', 0],
      ['state', 0],
      ['about', 0],
    ];
    for (const [rows, texts] of outcomes) {
      const copy = copyOfFolder(t, folder);
      const database = new DatabaseSync(path.join(copy, 'room.db'));
      database.exec(`DELETE FROM ${rows}`);
      database.close();
      const opening = openJournal(t, copy);
      await assert.doesNotReject(opening, rows);
      const { follower, warnings } = await opening;
      assert.deepEqual([follower.texts.length, follower.epoch, warnings.length], [texts, 1, 1], rows);
    }
  });

  test("SQLite's write-ahead log cut at any byte leaves the entries before the cut", async (t) => {
    const folder = createFolder(t);
    const { journal } = await openJournal(t, folder);
    for (const text of textsOf(20)) await journal.append(entryOf(text));
    const { size } = statSync(path.join(folder, 'room.db-wal'));
    let longest = 0;
    for (let index = 0; index <= WAL_CUTS; index++) {
      const copy = copyOfFolder(t, folder);
      truncateSync(path.join(copy, 'room.db-wal'), Math.floor((index * size) / WAL_CUTS));
      const { follower, journal } = await openJournal(t, copy, { boot: 'another boot' });
      assert.deepEqual(follower.texts, textsOf(follower.texts.length));
      assert.ok(follower.texts.length >= longest);
      longest = follower.texts.length;
      await journal.close();
    }
    assert.equal(longest, 20);
  });

  test(
    'a disk that is full: entries are refused and not followed, and pass again when there is room',
    { skip: cannotMount },
    async (t) => {
      const folder = createSmallDisk(t, 2_097_152);
      const { journal, follower, warnings } = await openJournal(t, folder);
      await journal.append(entryOf('before'));
      const ballast = path.join(folder, 'ballast');
      let room = 2 * 1024 * 1024;
      for (; room > 0; room -= 4_096) {
        try {
          writeFileSync(ballast, Buffer.alloc(room));
          break;
        } catch {
          continue;
        }
      }
      const outcomes = await Promise.allSettled(
        textsOf(2_000).map((text) => journal.append(entryOf(text.padEnd(1_000)))),
      );
      for (const outcome of outcomes) {
        assert.ok(
          outcome.status === 'rejected' && outcome.reason instanceof NotKeptError && !outcome.reason.isUncertain,
        );
      }
      await assert.rejects(journal.append(entryOf('x'.repeat(100_000))), NotKeptError);
      assert.equal(follower.texts.join(), 'before');
      assert.deepEqual(warnings, ['The journal could not be written. Changes are refused until it can be.']);
      writeFileSync(ballast, '');
      await journal.append(entryOf('after'));
      assert.deepEqual(follower.texts, ['before', 'after']);
      assert.deepEqual((await openJournal(t, copyOfFolder(t, folder))).follower.texts, ['before', 'after']);
    },
  );

  test(
    'a disk that is full when the state is due: the entries stay, and the state is written later',
    { skip: cannotMount },
    async (t) => {
      const folder = createSmallDisk(t, 4_194_304);
      const { journal, follower, warnings } = await openJournal(t, folder);
      t.mock.timers.enable({ apis: ['setTimeout'] });
      await journal.append(entryOf('text'));
      follower.texts.push('x'.repeat(5_000_000));
      await assert.doesNotReject(journal.append(deletion()));
      await passMinute(t, () => warnings.length > 0);
      assert.equal(warnings[0], 'The state of the room could not be written. It will be tried again.');
      const killed = await openJournal(t, copyOfFolder(t, folder));
      assert.deepEqual(killed.follower.texts, ['text', 'delete']);
      follower.texts = ['a small state'];
      await passMinute(t, () => isIn(folder, 'a small state'));
      assert.ok(isIn(folder, 'a small state'));
      await journal.append(entryOf('more'));
      await journal.close();
      assert.deepEqual((await openJournal(t, folder)).follower.texts, ['a small state', 'more']);
    },
  );

  test(
    'two processes: the second waits for the first one, and says whose folder it is',
    { timeout: 300_000 },
    async (t) => {
      const folder = createFolder(t);
      const program = `
      const { JournalDatabase } = await import(${JSON.stringify(import.meta.resolve('./journal-database.ts'))});
      const database = new JournalDatabase(${JSON.stringify(path.join(folder, 'room.db'))}, 'boot');
      database.append('[]');
      process.once('SIGUSR1', () => setTimeout(() => database.close({ isClean: true }), 1_000));
      setInterval(() => {}, 1_000).unref();
      process.stdin.resume();
      process.send('open');`;
      const first = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
      });
      t.after(() => first.kill('SIGKILL'));
      await once(first, 'message');
      const startedAt = performance.now();
      await assert.rejects(openJournal(t, folder), {
        message: `Another process uses ${folder}. Stop it, or choose another DATA_DIR.`,
      });
      assert.ok(performance.now() - startedAt > 4_000, 'it waits');
      first.kill('SIGUSR1');
      const { warnings } = await openJournal(t, folder);
      assert.deepEqual(warnings, []);
    },
  );

  test('J11: a database of a newer release stops the start and is not changed', async (t) => {
    const newer = (what: string, folder: string) => ({
      message: `A newer release wrote the database in ${folder} (${what}). Start that release, or choose another DATA_DIR.`,
    });
    const NEWER = JOURNAL_VERSION + 1;
    const cases: [what: string, change: (database: JournalDatabase) => void][] = [
      [`entries of version ${NEWER}`, (database) => database.append(JSON.stringify([{ ...entryOf(''), v: NEWER }]))],
      [
        'a command of type ban',
        (database) => database.append(JSON.stringify([{ ...entryOf(''), command: { type: 'ban' } }])),
      ],
      [
        `entries of version ${NEWER}`,
        (database) => {
          const state = database.beginState();
          state.add(JSON.stringify({ ...new RecordingFollower().state(), v: NEWER }));
          state.finish();
        },
      ],
    ];
    for (const [what, change] of cases) {
      const folder = createFolder(t);
      const { journal } = await openJournal(t, folder);
      await journal.append(entryOf('text'));
      await journal.close();
      const database = new JournalDatabase(path.join(folder, 'room.db'), 'boot');
      change(database);
      database.close({ isClean: true });
      const before = filesOf(folder);
      await assert.rejects(openJournal(t, folder), newer(what, folder));
      assert.deepEqual(filesOf(folder), before);
    }
  });

  test('entries and states of an earlier release are read', async (t) => {
    const folder = createFolder(t);
    const { journal } = await openJournal(t, folder);
    await journal.append({ ...entryOf('one'), v: 1 });
    await journal.close();
    const database = new JournalDatabase(path.join(folder, 'room.db'), 'boot');
    const state = database.beginState();
    state.add(JSON.stringify({ ...new RecordingFollower().state(), v: 1 }));
    state.finish();
    database.append(JSON.stringify([{ ...entryOf('two'), v: 1 }]));
    database.close({ isClean: true });
    const { warnings, follower } = await openJournal(t, folder);
    assert.deepEqual(warnings, []);
    assert.deepEqual(follower.texts.at(-1), 'two');
  });

  test('a folder that cannot be written is an error that names it', async (t) => {
    const parent = createFolder(t);
    const file = path.join(parent, 'file');
    writeFileSync(file, '');
    await assert.rejects(openJournal(t, file), notWritable(file));
    await assert.rejects(openJournal(t, path.join(file, 'data')), notWritable(path.join(file, 'data')));
  });

  test('a read-only disk is an error that names the folder', { skip: cannotMount }, async (t) => {
    const folder = createSmallDisk(t, 2_097_152);
    await (await openJournal(t, folder)).journal.close();
    makeReadOnly(folder);
    await assert.rejects(openJournal(t, folder), notWritable(folder));
  });

  test('a file that is not a database is moved aside', async (t) => {
    const folder = createFolder(t);
    writeFileSync(path.join(folder, 'room.db'), 'This is not a database. '.repeat(1_000));
    const { follower, warnings } = await openJournal(t, folder);
    assert.deepEqual([follower.texts, warnings.length], [[], 1]);
  });
});
