import assert from 'node:assert/strict';
import test from 'node:test';
import { fixedLimits, type Letter, type WaitAnswer } from '@mailroom/shared';
import { createTestRoom, summarize, type TestMember, type TestRoom } from '../testing/test-room.ts';

const MEMBERS = 40;
const ROUNDS = 100;
const MESSAGES = 16;

/** Reads from `since` to the end, as a client does. */
const readAll = (member: TestMember, since: number) => {
  const mails: Extract<WaitAnswer, { type: 'mail' }>[] = [];
  for (let answer = member.read(since); answer?.type === 'mail'; answer = member.read(answer.next)) mails.push(answer);
  const sum = (count: (mail: (typeof mails)[number]) => number | undefined) =>
    mails.reduce((total, mail) => total + (count(mail) ?? 0), 0);
  const letters = mails.flatMap((mail) => mail.letters);
  return {
    letters,
    missed: sum((mail) => mail.missed),
    missedMemberships: sum((mail) => mail.missedMemberships),
    supersededChanges: sum((mail) => mail.supersededChanges),
    next: mails.at(-1)?.next,
  };
};
const messagesIn = (letters: readonly Letter[]) =>
  letters.flatMap(({ event }) => (event.type === 'said' ? event.text : []));
const isMembership = ({ event: { type } }: Letter) => type === 'joined' || type === 'left' || type === 'renamed';
const texts = Array.from({ length: MESSAGES }, (_, index) => `message ${index}`);

/** Each of `MEMBERS` visitors joins, is renamed and leaves `ROUNDS` times; Ann's messages come in between. */
const flood = ({ join, environment }: TestRoom, ann: TestMember) => {
  for (let round = 0; round < ROUNDS; round++) {
    const visitors = Array.from({ length: MEMBERS }, (_, index) => join(`visitor${index}`));
    for (const [index, visitor] of visitors.entries()) visitor.rename(`guest${index}`);
    if (round < MESSAGES) ann.send(`message ${round}`);
    environment.monotonicTime += 1_000;
    for (const visitor of visitors) visitor.leave({ reason: 'bye' });
  }
};

test('L1 L7 M3 M15: a flood of joins, renames and leaves costs a reader far behind no message', () => {
  const room = createTestRoom();
  const [ann, ben] = [room.join('Ann'), room.join('Ben')];
  const { next } = ben.joined;
  flood(room, ann);
  const read = readAll(ben, next);
  assert.deepEqual(messagesIn(read.letters), texts);
  assert.equal(read.next, next + MEMBERS * ROUNDS * 3 + MESSAGES, 'every letter has an id');
  const memberships = read.letters.filter(isMembership).length;
  assert(memberships > 0);
  assert.equal(read.missed, MEMBERS * ROUNDS * 3 - memberships);
  assert.deepEqual([read.missedMemberships, read.supersededChanges], [read.missed, 0]);
});

test('R14 R15: after a flood of joins, renames and leaves, a new member sees all messages and few of these letters', () => {
  const room = createTestRoom({ historyOnJoin: 20 });
  flood(room, room.join('Ann'));
  const cleo = room.join('Cleo');
  assert.deepEqual(messagesIn(cleo.joined.letters), texts);
  assert.equal(cleo.joined.letters.filter(isMembership).length, 20);
});

test('L8 M15: edits of one message, one after the other, displace no other message', () => {
  const { join } = createTestRoom({ messagesPerWindow: 0, ledgerLetters: MESSAGES + 4 });
  const [ann, ben, eve] = [join('Ann'), join('Ben'), join('Eve')];
  const { next } = eve.joined;
  for (const text of texts) ann.send(text);
  eve.send('draft', 'draft');
  for (let version = 1; version <= 500; version++) eve.edit('draft', `version ${version}`);
  const { letters, ...counts } = readAll(ben, next);
  const draft = next + MESSAGES;
  assert.deepEqual(
    letters.map(({ id }) => id).slice(0, -3),
    [...texts.keys(), MESSAGES].map((index) => next + index),
  );
  assert.deepEqual(summarize(ben.read(draft)), [
    'Eve: draft',
    `${draft} edited: version 498`,
    `${draft} edited: version 499`,
    `${draft} edited: version 500`,
  ]);
  assert.deepEqual(counts, { missed: 497, missedMemberships: 0, supersededChanges: 497, next: draft + 501 });
});

test('L8 C5: the edits of a deleted message are dropped before other letters, its deletion is not', () => {
  const { join } = createTestRoom({ messagesPerWindow: 0, ledgerLetters: 4 });
  const [ann, ben] = [join('Ann'), join('Ben')];
  ann.send('secret', 'secret');
  ann.edit('secret', 'more');
  ann.edit('secret', 'most');
  ann.delete('secret');
  assert.deepEqual(summarize(ben.read()), ['Ann: ', '2 edited: ', '2 edited: ', '2 deleted']);
  ann.send('one');
  ann.send('two');
  assert.deepEqual(summarize(ben.read()), ['Ann: ', '2 deleted', 'Ann: one', 'Ann: two']);
  assert.deepEqual(readAll(ben, 2), { ...readAll(ben, 2), missed: 2, missedMemberships: 0, supersededChanges: 2 });
  ann.send('three');
  assert.deepEqual(summarize(ben.read()), ['2 deleted', 'Ann: one', 'Ann: two', 'Ann: three']);
  assert.deepEqual(readAll(ben, 2), { ...readAll(ben, 2), missed: 3, missedMemberships: 0, supersededChanges: 2 });
});

test('R14: the history has the last messages, their last changes, and the last membership letters since the oldest of them', () => {
  const { join } = createTestRoom({ messagesPerWindow: 0, historyOnJoin: 3 });
  const ann = join('Ann');
  ann.send('old', 'old');
  ann.send('one', 'one');
  ann.send('two', 'two');
  ann.edit('old', 'older');
  for (let version = 1; version <= 3; version++) ann.edit('one', `one ${version}`);
  for (let round = 0; round < 3; round++) join('Ben').leave();
  ann.edit('two', 'zwei');
  ann.send('three');
  ann.delete('two');
  const cleo = join('Cleo');
  assert.deepEqual(summarize({ type: 'mail', epoch: '', from: 0, next: 0, missed: 0, letters: cleo.joined.letters }), [
    'Ann: one',
    'Ann: ',
    '2 edited: one 3',
    'Ben joined',
    'Ben left (left)',
    'Ann: three',
    '3 deleted',
    'Cleo joined',
  ]);
});

test('R14: without a message, the history has the last membership letters', () => {
  const { join } = createTestRoom({ historyOnJoin: 2 });
  join('Ann');
  join('Ben');
  const cleo = join('Cleo');
  assert.deepEqual(
    cleo.joined.letters.map(({ id, event }) => [id, event.type]),
    [
      [1, 'joined'],
      [2, 'joined'],
    ],
  );
});

test('R14 M4: the mailbox of a new member begins with the first letter of the history', () => {
  const { join } = createTestRoom({ historyOnJoin: 2, ledgerMemberships: 1 });
  const ann = join('Ann');
  for (const text of ['one', 'two', 'three']) {
    ann.send(text);
    join('Ben').leave();
  }
  const cleo = join('Cleo');
  assert.equal(cleo.joined.letters[0]?.id, 4);
  const { letters, missed, missedMemberships } = readAll(cleo, 0);
  assert.deepEqual(letters, cleo.joined.letters);
  assert.deepEqual([missed, missedMemberships], [4, 4], 'earlier letters do not count as missed');
});

test('R15: the letters of a history have at most 256 KiB, the newest messages first, but at least one message', () => {
  const { join } = createTestRoom({
    messagesPerWindow: 0,
    messageLength: 0,
    historyOnJoin: 1_000,
    ledgerBytes: 0,
  });
  const ann = join('Ann');
  const bytesOf = (letters: readonly Letter[]) =>
    letters.reduce((sum, letter) => sum + Buffer.byteLength(JSON.stringify(letter)), 0);
  for (let index = 0; index < 100; index++) {
    ann.send(`${index} ${'🦉'.repeat(1_000)}`, `${index}`);
    ann.edit(`${index}`, `${index} ${'🐛'.repeat(1_000)}`);
    join('Ben').leave();
  }
  const { letters } = join('Cleo').joined;
  const bytes = bytesOf(letters);
  assert(bytes <= fixedLimits.historyBytes && bytes > 0.9 * fixedLimits.historyBytes, `${bytes}`);
  const messages = letters.filter((letter) => !isMembership(letter));
  assert.equal(messages.at(-1)?.event.type, 'edited');
  assert.equal(messages.length % 2, 0, 'each message has its edit');
  assert.equal(messagesIn(messages)[0]?.split(' ')[0], `${100 - messages.length / 2}`);
  assert(messages[0] && letters[0] && letters[0].id >= messages[0].id);

  ann.send('🦉'.repeat(fixedLimits.historyBytes / 4), 'huge');
  assert.deepEqual(
    join('Dora').joined.letters.map(({ event }) => event.type),
    ['said'],
  );
});

test('R14: a member who repeats the join gets the history from the first letter of their mailbox on', () => {
  const { join } = createTestRoom({ historyOnJoin: 2, messagesPerWindow: 0 });
  const ann = join('Ann');
  ann.send('one');
  const ben = join('Ben');
  const again = () => join('Ben', { sessionId: ben.sessionId }).joined.letters;
  assert.deepEqual(again(), ben.joined.letters);
  ann.send('two');
  ann.send('three');
  assert.deepEqual(messagesIn(again()), ['two', 'three']);
});
