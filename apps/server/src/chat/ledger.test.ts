import assert from 'node:assert/strict';
import test from 'node:test';
import type { RoomEvent } from '@mailroom/shared';
import { Ledger } from './ledger.ts';

const ann = { id: 'ann', nickname: 'Ann' };
const said = (text: string): RoomEvent => ({ type: 'said', member: ann, text, mutationId: text });
const editOf = (letterId: number, text: string): RoomEvent => ({
  type: 'edited',
  member: ann,
  letterId,
  text,
  mutationId: `edit of ${letterId}`,
});
const createLedger = (bounds: { maxLetters?: number; maxBytes?: number } = {}) =>
  new Ledger({ epoch: 'first', maxLetters: 0, maxBytes: 0, ...bounds });
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
  const ledger = createLedger({ maxLetters: 3 });
  for (const text of 'abcdefg') ledger.append(said(text), 0);
  assert.deepEqual(
    { oldest: ledger.oldest, next: ledger.next, held: idsFor(ledger, 'anyone') },
    { oldest: 4, next: 7, held: [4, 5, 6] },
  );
});

test('L2: the size of the ledger is counted in UTF-8 bytes, not in characters', () => {
  const sizeOf = (text: string) => Buffer.byteLength(JSON.stringify({ id: 0, at: 0, event: said(text) }));
  for (const text of ['plain', 'ünï', '漢字', '🦉🦉']) {
    const ledger = createLedger({ maxBytes: 2 * sizeOf(text) });
    for (let i = 0; i < 3; i++) ledger.append(said(text), 0);
    assert.deepEqual(idsFor(ledger, 'anyone'), [1, 2], text);
    const smaller = createLedger({ maxBytes: 2 * sizeOf(text) - 1 });
    for (let i = 0; i < 3; i++) smaller.append(said(text), 0);
    assert.deepEqual(idsFor(smaller, 'anyone'), [2], text);
  }
});

test('L3: a letter larger than the whole ledger is held until the next one', () => {
  const ledger = createLedger({ maxBytes: 10 });
  ledger.append(said('much too large'), 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [0]);
  ledger.append(said('and the next'), 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [1]);
});

test('L6: a redacted letter keeps its id and position, and counts with its smaller size', () => {
  const message = (id: string): RoomEvent => ({ type: 'said', member: ann, text: id.repeat(200), mutationId: id });
  const edit = (text = 'e'.repeat(200)) => editOf(0, text);
  const maxBytes = 2 * Buffer.byteLength(JSON.stringify({ id: 0, at: 0, event: edit() }));
  const ledger = createLedger({ maxBytes });
  ledger.append(message('a'), 0);
  ledger.append(edit(), 0);
  const before = ledger.mailFor(anyone, 0);
  ledger.redactMessage(0);
  assert.deepEqual(
    ledger.mailFor(anyone, 0)?.letters.map(({ id, event }) => [id, event]),
    [
      [0, { ...message('a'), text: '' }],
      [1, edit('')],
    ],
  );
  assert.deepEqual(before?.letters[1]?.event, edit(), 'mail returned before does not change');
  ledger.append(message('c'), 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [0, 1, 2], 'one more letter fits in place of two texts');
  ledger.append(message('d'), 0);
  assert.deepEqual(idsFor(ledger, 'anyone'), [2, 3], 'two more do not');
});

test('L6: redaction invalidates shared mail, skips letters that are no longer held, and spares other messages', () => {
  const ledger = createLedger({ maxLetters: 4 });
  for (const event of [said('a'), said('b'), editOf(1, 'b2'), editOf(0, 'a2'), said('c')]) ledger.append(event, 0);
  const texts = () => ledger.mailFor(anyone, 1)?.letters.map(({ event }) => 'text' in event && event.text);
  assert.deepEqual(texts(), ['b', 'b2', 'a2', 'c']);
  ledger.redactMessage(0);
  assert.deepEqual(texts(), ['b', 'b2', '', 'c']);
  ledger.redactMessage(1);
  assert.deepEqual(texts(), ['', '', '', 'c']);
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

test('L5: a reader who may not read all of the shared mail gets mail of its own', () => {
  const ledger = createLedger();
  for (const text of 'abc') ledger.append(said(text), 0);
  assert.equal(ledger.mailFor(anyone, 0)?.letters.length, 3);
  assert.equal(ledger.mailFor({ address: 'late', firstLetterId: 2 }, 0)?.letters.length, 1);
});
