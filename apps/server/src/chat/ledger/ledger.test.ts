import assert from 'node:assert/strict';
import test from 'node:test';
import type { RoomEvent } from '@mailroom/shared';
import { Ledger, withRenewedEpoch } from './ledger.ts';
import type { QueueBounds } from './letter-queue.ts';

const ann = { id: 'ann', nickname: 'Ann' };
const said = (text: string, mutationId = text): RoomEvent => ({ type: 'said', member: ann, text, mutationId });
const reacted = (letterId: number, emoji: string): RoomEvent => ({
  type: 'reacted',
  member: ann,
  letterId,
  reactions: [{ emoji, member: ann }],
  mutationId: emoji,
});
const edited = (letterId: number, text: string): RoomEvent => ({
  type: 'edited',
  member: ann,
  letterId,
  text,
  mutationId: text,
});
const deleted = (letterId: number): RoomEvent => ({ type: 'deleted', member: ann, letterId, mutationId: 'deletion' });
const joined: RoomEvent = { type: 'joined', member: ann };
const left: RoomEvent = { type: 'left', member: ann, why: 'left' };
const renamed: RoomEvent = { type: 'renamed', member: ann, formerNickname: 'Anna', mutationId: 'rename' };
const BOUNDLESS = { epoch: 'first', messages: { letters: 0, bytes: 0 }, memberships: { letters: 0, bytes: 0 } };
const createLedger = (messages: Partial<QueueBounds> = {}, memberships: Partial<QueueBounds> = {}) =>
  new Ledger({
    epoch: 'first',
    messages: { letters: 0, bytes: 0, ...messages },
    memberships: { letters: 0, bytes: 0, ...memberships },
  });
const anyone = { address: 'anyone', firstLetterId: 0 };
const idsFor = (ledger: Ledger, address: string) =>
  ledger.mailFor({ address, firstLetterId: 0 }, 0)?.letters.map((letter) => letter.id) ?? [];

test('L1: letters are numbered from 0 without gaps', () => {
  const ledger = createLedger();
  assert.deepEqual(
    ['a', 'b', 'c'].map((text) => ledger.append(said(text), 7)),
    [
      { id: 0, at: 7, event: said('a') },
      { id: 1, at: 7, event: said('b') },
      { id: 2, at: 7, event: said('c') },
    ],
  );
  assert.equal(ledger.next, 3);
});

test('L2: the oldest letters are dropped when there are too many', () => {
  const ledger = createLedger({ letters: 3 });
  for (const text of 'abcdefg') ledger.append(said(text), 0);
  assert.deepEqual(
    { oldest: ledger.oldest, next: ledger.next, held: idsFor(ledger, 'anyone') },
    { oldest: 4, next: 7, held: [4, 5, 6] },
  );
});

test('L2: the size of the ledger is counted in UTF-8 bytes, not in characters', () => {
  const sizeOf = (text: string) => Buffer.byteLength(JSON.stringify({ id: 0, at: 0, event: said(text) }));
  for (const text of ['plain', 'ünï', '漢字', '🦉🦉']) {
    const ledger = createLedger({ bytes: 2 * sizeOf(text) });
    for (let i = 0; i < 3; i++) ledger.append(said(text), 0);
    assert.deepEqual(idsFor(ledger, 'anyone'), [1, 2], text);
    const smaller = createLedger({ bytes: 2 * sizeOf(text) - 1 });
    for (let i = 0; i < 3; i++) smaller.append(said(text), 0);
    assert.deepEqual(idsFor(smaller, 'anyone'), [2], text);
  }
});

test('L3: a letter larger than the whole ledger is held until the next one', () => {
  const ledger = createLedger({ bytes: 10 });
  ledger.append(said('much too large'), 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [0]);
  ledger.append(said('and the next'), 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [1]);
});

test('L6: a redacted letter keeps its id and position, and counts with its smaller size', () => {
  const message = (id: string): RoomEvent => ({ type: 'said', member: ann, text: id.repeat(200), mutationId: id });
  const edit = (letterId: number, text = 'e'.repeat(200)): RoomEvent => ({
    type: 'edited',
    member: ann,
    letterId,
    text,
    mutationId: 'e',
  });
  const bytes = 2 * Buffer.byteLength(JSON.stringify({ id: 0, at: 0, event: edit(0) }));
  const ledger = createLedger({ bytes });
  ledger.append(message('a'), 0);
  ledger.append(edit(0), 0);
  const before = ledger.mailFor(anyone, 0);
  ledger.redactMessage(0);
  assert.deepEqual(
    ledger.mailFor(anyone, 0)?.letters.map(({ id, event }) => [id, event]),
    [
      [0, { ...message('a'), text: '' }],
      [1, edit(0, '')],
    ],
  );
  assert.deepEqual(before?.letters[1]?.event, edit(0), 'mail returned before does not change');
  ledger.append(message('c'), 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [0, 1, 2], 'one more letter fits in place of two texts');
  ledger.append(message('d'), 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [2, 3], 'two more do not');
});

test('L6: redaction invalidates shared mail, skips letters that are no longer held, and spares other messages', () => {
  const ledger = createLedger({ letters: 4 });
  for (const event of [said('a'), said('b'), edited(1, 'b2'), edited(0, 'a2'), said('c')]) ledger.append(event, 0);
  const texts = () => ledger.mailFor(anyone, 1)?.letters.map(({ event }) => 'text' in event && event.text);
  assert.deepEqual(texts(), ['b', 'b2', 'a2', 'c']);
  ledger.redactMessage(0);
  assert.deepEqual(texts(), ['b', 'b2', '', 'c']);
  ledger.redactMessage(1);
  assert.deepEqual(texts(), ['', '', '', 'c']);
});

test('L7: membership letters and letters about messages do not displace each other', () => {
  const ledger = createLedger({ letters: 3 }, { letters: 2 });
  for (let round = 0; round < 4; round++) {
    for (const event of [said('hello'), joined, left]) ledger.append(event, 0);
  }
  assert.deepEqual(
    { held: idsFor(ledger, 'anyone'), oldest: ledger.oldest, next: ledger.next },
    { held: [3, 6, 9, 10, 11], oldest: 3, next: 12 },
  );
  for (let count = 0; count < 5; count++) ledger.append(joined, 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [3, 6, 9, 15, 16]);
  for (let count = 0; count < 5; count++) ledger.append(said('hello'), 0);
  assert.deepEqual([idsFor(ledger, 'anyone'), ledger.oldest], [[15, 16, 19, 20, 21], 15]);
});

test('L7: membership letters are limited by their bytes, and the newest is held', () => {
  const size = Buffer.byteLength(JSON.stringify({ id: 0, at: 0, event: renamed }));
  const ledger = createLedger({ letters: 1 }, { bytes: 2 * size });
  ledger.append(said('hello'), 0);
  for (let count = 0; count < 3; count++) ledger.append(renamed, 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [0, 2, 3]);
  const small = createLedger({ letters: 1 }, { bytes: 1 });
  for (let count = 0; count < 3; count++) small.append(renamed, 0);
  assert.deepEqual(idsFor(small, 'anyone'), [2]);
});

test('L8: superseded edits are dropped first, in the order in which they were superseded', () => {
  const ledger = createLedger({ letters: 6 });
  const events = [said('a'), said('b'), edited(0, 'a1'), edited(1, 'b1'), edited(1, 'b2'), edited(0, 'a2')];
  for (const event of events) ledger.append(event, 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [0, 1, 2, 3, 4, 5], 'all fit');
  ledger.append(said('c'), 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [0, 1, 2, 4, 5, 6]);
  ledger.append(said('d'), 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [0, 1, 4, 5, 6, 7]);
  ledger.append(said('e'), 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [1, 4, 5, 6, 7, 8], 'then the oldest');
});

test('L8: a deletion supersedes the last edit, and no other edit', () => {
  const ledger = createLedger({ letters: 4 });
  for (const event of [said('a'), said('b'), edited(0, 'a1'), edited(1, 'b1'), deleted(0)]) ledger.append(event, 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [0, 1, 3, 4]);
  ledger.append(edited(0, 'b2'), 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [1, 3, 4, 5]);
});

test('L8: new reactions supersede those before, edits and reactions not each other, and a deletion both', () => {
  const ledger = createLedger({ letters: 4 });
  for (const event of [said('a'), reacted(0, '👍'), edited(0, 'a1'), reacted(0, '❤️')]) ledger.append(event, 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [0, 1, 2, 3]);
  ledger.append(said('b'), 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [0, 2, 3, 4]);
  ledger.append(deleted(0), 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [0, 3, 4, 5], 'the edit before the reactions, because it is older');
  ledger.append(said('c'), 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [0, 4, 5, 6]);
});

test('L8: an edit supersedes no reactions, and reactions no edit', () => {
  for (const changes of [
    [reacted(0, '👍'), edited(0, 'a1')],
    [edited(0, 'a1'), reacted(0, '👍')],
  ]) {
    const ledger = createLedger({ letters: 3 });
    for (const event of [said('a'), ...changes, said('b')]) ledger.append(event, 0);
    assert.deepEqual(idsFor(ledger, 'anyone'), [1, 2, 3], 'the oldest letter was dropped');
  }
});

test('E2 L8: a restored ledger finds messages and their reactions as before', () => {
  const ledger = createLedger();
  for (const event of [said('a', 'one'), said('b', 'two'), reacted(0, '👍'), reacted(0, '❤️')]) ledger.append(event, 0);
  ledger.append(deleted(1), 0);
  const restored = new Ledger(BOUNDLESS, ledger.state());
  for (const each of [ledger, restored]) {
    assert.equal(each.messageLetterId('one'), 0);
    assert.equal(each.messageLetterId('two'), undefined);
    assert.deepEqual(each.reactionsTo(0), [{ emoji: '❤️', member: ann }]);
  }
  restored.append(reacted(0, '🎉'), 0);
  assert.deepEqual(restored.state().messages.superseded, [2, 3]);
});

test('L8: an edit for one recipient supersedes nothing', () => {
  const ledger = createLedger({ letters: 3 });
  ledger.append(said('a'), 0);
  ledger.append(edited(0, 'for all'), 0);
  ledger.append(edited(0, 'for ben'), 0, 'ben');
  ledger.append(said('b'), 0);
  assert.deepEqual(idsFor(ledger, 'ben'), [1, 2, 3]);
});

test('L7 L8 P4: long histories of all kinds keep the newest of each kind, in order', () => {
  const ledger = createLedger({ letters: 100 }, { letters: 50 });
  for (let round = 0; round < 5_000; round++) {
    const id = ledger.append(said('a'), 0).id;
    for (const event of [joined, edited(id, 'b'), edited(id, 'c'), left]) ledger.append(event, 0);
  }
  const letters: number[] = [];
  for (let since = 0; since < ledger.next;) {
    const mail = ledger.mailFor(anyone, since);
    assert(mail);
    letters.push(...mail.letters.map(({ id }) => id));
    since = mail.next;
  }
  const messages = Array.from({ length: 50 }, (_, index) => (5_000 - 50 + index) * 5).flatMap((id) => [id, id + 3]);
  const memberships = Array.from({ length: 25 }, (_, index) => (5_000 - 25 + index) * 5).flatMap((id) => [
    id + 1,
    id + 4,
  ]);
  assert.deepEqual(
    letters,
    [...messages, ...memberships].toSorted((one, other) => one - other),
  );
});

/** What a mail says about missed letters. */
const missedIn = (ledger: Ledger, since: number, address = 'anyone') => {
  const {
    missed,
    missedMemberships = 0,
    supersededChanges = 0,
  } = ledger.mailFor({ address, firstLetterId: 0 }, since) ?? assert.fail();
  return [missed, missedMemberships, supersededChanges];
};

test('M3 M15: a mail says how many missed letters were membership letters or superseded edits', () => {
  const ledger = createLedger({ letters: 2 }, { letters: 1 });
  const events = [said('a'), joined, edited(0, 'a1'), left, edited(0, 'a2'), said('b'), joined, said('c')];
  for (const event of events) ledger.append(event, 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [5, 6, 7]);
  assert.deepEqual(
    Array.from({ length: 8 }, (_, since) => missedIn(ledger, since)),
    [
      [5, 2, 1],
      [4, 2, 1],
      [3, 1, 1],
      [2, 1, 0],
      [1, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
  );
  assert.deepEqual(Object.keys(ledger.mailFor(anyone, 5) ?? {}).includes('missedMemberships'), false);
});

test('M3 M15: letters for other recipients are neither missed messages nor missed membership letters', () => {
  const ledger = createLedger({ letters: 1 }, { letters: 1 });
  ledger.append(said('for ben'), 0, 'ben');
  ledger.append(joined, 0, 'ben');
  for (const event of [said('a'), joined, said('b'), joined]) ledger.append(event, 0);
  assert.deepEqual(
    [missedIn(ledger, 0), missedIn(ledger, 0, 'ben'), missedIn(ledger, 1, 'ben')],
    [
      [2, 1, 0],
      [4, 2, 0],
      [3, 2, 0],
    ],
  );
});

test('M3 M5: each missed letter is counted in one mail', () => {
  const ledger = createLedger({}, { letters: 150 });
  for (let round = 0; round < 300; round++) for (const event of [joined, said('hello')]) ledger.append(event, 0);
  const mails: (number | undefined)[][] = [];
  for (let since = 0; since < ledger.next;) {
    const mail = ledger.mailFor(anyone, since);
    assert(mail);
    mails.push([mail.from, mail.next, mail.letters.length, mail.missed, mail.missedMemberships]);
    since = mail.next;
  }
  assert.deepEqual(mails, [
    [0, 201, 100, 101, 101],
    [201, 350, 100, 49, 49],
    [350, 450, 100, 0, undefined],
    [450, 550, 100, 0, undefined],
    [550, 600, 50, 0, undefined],
  ]);
});

test('M15: after more dropped messages than are remembered, the rest counts as membership letters', () => {
  const ledger = createLedger({ letters: 1 });
  for (let count = 0; count < 30_001; count++) ledger.append(said('a'), 0);
  const [missed = 0, memberships = 0] = missedIn(ledger, 0);
  assert.equal(missed, 30_000);
  assert(missed - memberships >= 5_000);
  assert.deepEqual(missedIn(ledger, 25_000), [5_000, 0, 0]);
});

test('L9: a ledger that lost letters says how far it agrees with each of its former epochs', () => {
  const bounds = { letters: 3, bytes: 0 };
  const options = { epoch: 'A', messages: bounds, memberships: bounds };
  /** A ledger that has the first letters of another one, and continues under another epoch. */
  const renewed = (ledger: Ledger, next: number, epoch: string) => {
    const { messages, ...state } = ledger.state();
    const letters = messages.letters.filter(({ id }) => id < next);
    return new Ledger(options, withRenewedEpoch({ ...state, next, messages: { ...messages, letters } }, epoch));
  };
  const agreements = (ledger: Ledger) =>
    ['A', 'B', 'C', 'D'].map((epoch) => ledger.resetFor({ since: 0, epoch })?.agreement?.before);
  const ledgerA = new Ledger(options);
  for (let i = 0; i < 10; i++) ledgerA.append(said(`${i}`), 0);
  const ledgerB = renewed(ledgerA, 8, 'B');
  assert.deepEqual(ledgerB.resetFor({ since: 9, epoch: 'A' }), {
    type: 'reset',
    why: 'epoch',
    epoch: 'B',
    oldest: 7,
    next: 8,
    agreement: { epoch: 'A', before: 8 },
  });
  assert.deepEqual(agreements(ledgerB), [8, undefined, undefined, undefined]);
  ledgerB.append(said('other'), 0);
  const ledgerC = renewed(ledgerB, 9, 'C');
  assert.deepEqual(agreements(ledgerC), [8, 9, undefined, undefined], 'A and C differ where A and B do');
  const ledgerD = renewed(ledgerC, 5, 'D');
  assert.deepEqual(agreements(ledgerD), [5, 5, 5, undefined]);
  assert.equal(ledgerD.resetFor({ since: 6 })?.agreement, undefined, 'a cursor beyond the next letter');
  assert.deepEqual(agreements(renewed(ledgerD, 0, 'E')), [undefined, undefined, undefined, undefined], 'all was lost');
});

test('L9: the last 16 former epochs are remembered', () => {
  let ledger = createLedger();
  ledger.append(said('kept'), 0);
  for (let i = 1; i <= 17; i++) ledger = new Ledger(BOUNDLESS, withRenewedEpoch(ledger.state(), `epoch ${i}`));
  const agreementWith = (epoch: string) => ledger.resetFor({ since: 0, epoch })?.agreement;
  assert.deepEqual([agreementWith('first'), agreementWith('epoch 1')], [undefined, { epoch: 'epoch 1', before: 1 }]);
});

test('L4: a letter with a recipient is read only by that recipient', () => {
  const ledger = createLedger();
  ledger.append(said('for all'), 0);
  ledger.append(said('for ben'), 0, 'ben');
  assert.deepEqual({ ben: idsFor(ledger, 'ben'), cleo: idsFor(ledger, 'cleo') }, { ben: [0, 1], cleo: [0] });
});

test('L5: readers at the same letter share one mail object, unless a letter from there on has a recipient', () => {
  const ledger = createLedger();
  const mailFor = (address: string, since: number) => ledger.mailFor({ address, firstLetterId: 0 }, since);
  ledger.append(said('for ben'), 0, 'ben');
  ledger.append(said('for all'), 0);
  assert.equal(mailFor('ben', 1), mailFor('cleo', 1));
  assert.notDeepEqual(mailFor('ben', 0), mailFor('cleo', 0));
  const before = mailFor('ben', 1);
  ledger.append(said('more'), 0);
  assert.deepEqual(mailFor('ben', 1)?.letters.length, 2, 'shared mail includes the new letter');
  assert.equal(before?.letters.length, 1, 'mail returned before does not change');
});

test('L5: mail from the last 1,000 letters that were read from is shared, so that reading from each letter takes no more memory', () => {
  const ledger = createLedger();
  for (let id = 0; id <= 1_000; id++) ledger.append(said('x'), 0);
  const [oldest, second] = [ledger.mailFor(anyone, 0), ledger.mailFor(anyone, 1)];
  for (let since = 2; since <= 1_000; since++) ledger.mailFor(anyone, since);
  assert.equal(ledger.mailFor(anyone, 1), second);
  const again = ledger.mailFor(anyone, 0);
  assert.notEqual(again, oldest);
  assert.deepEqual(again, oldest);
});

test('L5: a reader who may not read all of the shared mail gets mail of its own', () => {
  const ledger = createLedger();
  for (const text of 'abc') ledger.append(said(text), 0);
  assert.equal(ledger.mailFor(anyone, 0)?.letters.length, 3);
  const late = { address: 'late', firstLetterId: 2 };
  assert.equal(ledger.mailFor(late, 0)?.letters.length, 1);
  assert.equal(
    ledger.mailFor({ ...late, address: 'as late' }, 0),
    ledger.mailFor(late, 0),
    'those who may read the same share it',
  );
  assert.equal(ledger.mailFor({ ...late, firstLetterId: 1 }, 0)?.letters.length, 2);
});
