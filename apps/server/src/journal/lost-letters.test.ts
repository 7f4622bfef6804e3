import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { defaultRoomSettings, digest, type Letter } from '@mailroom/shared';
import { createFolder } from '../testing/create-folder.ts';
import { JournaledRoom } from './journaled-room.ts';
import { SqliteJournal } from './sqlite-journal.ts';
import { copyOfFolder } from './testing/journal-folder.ts';

let ids = 0;

/** Opens the room of a folder, as a process that starts there does. */
const openRoom = async (t: TestContext, folder: string, boot = 'first boot') => {
  const journal = new SqliteJournal({ folder, boot, warn: () => {} });
  const room = new JournaledRoom({
    settings: { ...defaultRoomSettings, messagesPerWindow: 0, messagesPerNetwork: 0, idleMs: 0 },
    environment: {
      now: () => 0,
      monotonicNow: () => 0,
      newId: () => `id-${++ids}`,
      digest,
      scheduleDelivery: (deliver) => deliver(),
    },
    journal,
    runId: `run ${++ids}`,
    onUnexpectedError: (error) => assert.fail(String(error)),
  });
  await room.open();
  t.after(() => journal.close());
  return { room, journal };
};

type Room = Awaited<ReturnType<typeof openRoom>>['room'];

const join = async (room: Room) => (await room.join({ nickname: 'Ann', clientNetwork: 'home' })).sessionId;

const send = async (room: Room, sessionId: string, count: number) => {
  for (let i = 0; i < count; i++) await room.send(sessionId, { text: `text ${++ids}`, clientMsgId: `${ids}` });
};

/** All letters of the room. */
const lettersOf = (room: Room, sessionId: string): readonly Letter[] => {
  const mail = room.read(sessionId, { since: 0 });
  return mail.type === 'mail' ? mail.letters : [];
};

/** A room with 10 messages, what a client of it has seen, and a copy of its folder as a power cut leaves it. */
const roomThatIsCut = async (t: TestContext) => {
  const folder = createFolder(t);
  const { room, journal } = await openRoom(t, folder);
  const sessionId = await join(room);
  await send(room, sessionId, 5);
  const backup = await journal.backup();
  await send(room, sessionId, 5);
  const { epoch, next } = room.position();
  const seen = { sessionId, epoch, letters: lettersOf(room, sessionId), cursor: { since: next, epoch } };
  return { folder: copyOfFolder(t, folder), backup, seen };
};

type Seen = Awaited<ReturnType<typeof roomThatIsCut>>['seen'];

/** Asserts that the client learns how far its letters are those of the room, and that no letter before that differs. */
const assertAgreement = (room: Room, { sessionId, epoch, letters, cursor }: Seen, before: number) => {
  const reset = room.read(sessionId, cursor);
  assert(reset.type === 'reset' && reset.why === 'epoch');
  assert.deepEqual(reset.agreement, { epoch, before });
  const expected = letters.slice(0, before);
  assert.deepEqual(lettersOf(room, sessionId).slice(0, before), expected);
};

const alter = (folder: string, statement: string) => {
  const database = new DatabaseSync(path.join(folder, 'room.db'));
  database.exec(statement);
  database.close();
};

test('J12 L9: after a power cut that lost nothing, all letters are the same', async (t) => {
  const { folder, seen } = await roomThatIsCut(t);
  const { room } = await openRoom(t, folder, 'second boot');
  assert.equal(room.position().next, 11);
  assertAgreement(room, seen, 11);
});

test('J12 L9: after a power cut that took the last commits, the letters before them are the same', async (t) => {
  const { folder, seen } = await roomThatIsCut(t);
  // SQLite's log ends before them, and so does the sequence.
  alter(folder, 'DELETE FROM log WHERE n > (SELECT max(n) - 3 FROM log)');
  alter(folder, "UPDATE sqlite_sequence SET seq = (SELECT max(n) FROM log) WHERE name = 'log'");
  const { room } = await openRoom(t, folder, 'second boot');
  await send(room, seen.sessionId, 6);
  assertAgreement(room, seen, 8);
});

test('J12 L9: after damage, the letters before it are the same', async (t) => {
  const { folder, seen } = await roomThatIsCut(t);
  alter(folder, "UPDATE log SET body = replace(body, 'text', 'forged') WHERE n = 5");
  const { room } = await openRoom(t, folder);
  await send(room, seen.sessionId, 12);
  assertAgreement(room, seen, 4);
});

test('J12 L9: after damage of everything, no letter is the same', async (t) => {
  const { folder, seen } = await roomThatIsCut(t);
  writeFileSync(path.join(folder, 'room.db'), 'no database');
  const { room } = await openRoom(t, folder);
  const reset = room.read(seen.sessionId, seen.cursor);
  assert(reset.type === 'reset' && reset.why === 'epoch');
  assert.equal(reset.agreement, undefined);
});

test('J12 L9: after the restoring of a backup, the letters in it are the same; then after more losses, fewer', async (t) => {
  const { folder, backup, seen } = await roomThatIsCut(t);
  const restore = () => {
    copyFileSync(backup, path.join(folder, 'room.db'));
    writeFileSync(path.join(folder, 'room.db-wal'), '');
    writeFileSync(path.join(folder, 'restored'), '');
  };
  restore();
  const second = await openRoom(t, folder);
  await send(second.room, seen.sessionId, 2);
  assertAgreement(second.room, seen, 6);
  const { epoch, next } = second.room.position();
  const seenInSecond = {
    ...seen,
    epoch,
    letters: lettersOf(second.room, seen.sessionId),
    cursor: { since: next, epoch },
  };

  const cut = copyOfFolder(t, folder);
  const third = await openRoom(t, cut, 'second boot');
  assertAgreement(third.room, seen, 6);
  assertAgreement(third.room, seenInSecond, 8);

  const damaged = copyOfFolder(t, cut);
  await third.journal.close();
  await second.journal.close();
  restore();
  const fourth = await openRoom(t, folder);
  assertAgreement(fourth.room, seen, 6);
  const unknown = fourth.room.read(seen.sessionId, seenInSecond.cursor);
  assert(unknown.type === 'reset' && unknown.why === 'epoch');
  assert.equal(unknown.agreement, undefined, 'the backup knows nothing of the epoch after it');
  assertAgreement((await openRoom(t, damaged, 'third boot')).room, seenInSecond, 8);
});
