import assert from 'node:assert/strict';
import test from 'node:test';
import type { RoomEvent } from '@mailroom/shared';
import { Ledger } from './ledger.ts';

const ann = { id: 'ann', nickname: 'Ann' };
const said = (text: string): RoomEvent => ({ type: 'said', member: ann, text, clientMsgId: text });
const ledger = (bounds: { letters?: number; bytes?: number } = {}) =>
  new Ledger({ epoch: 'first', maxLetters: 0, maxBytes: 0, ...bounds });
const anyone = { address: 'anyone', first: 0 };
const idsFor = (book: Ledger, address: string) =>
  book.mailFor({ address, firstLetterId: 0 }, 0)?.letters.map((letter) => letter.id) ?? [];

test('L1: letters are numbered from 0 without a hole', () => {
  const book = ledger();
  assert.deepEqual(
    ['a', 'b', 'c'].map((text) => book.append(said(text), 7)),
    [
      { id: 0, at: 7, event: said('a') },
      { id: 1, at: 7, event: said('b') },
      { id: 2, at: 7, event: said('c') },
    ],
  );
  assert.equal(book.next, 3);
});

test('L2: the oldest letters go first when there are too many', () => {
  const book = ledger({ letters: 3 });
  for (const text of 'abcdefg') book.append(said(text), 0);
  assert.deepEqual(
    { oldest: book.oldest, next: book.next, held: idsFor(book, 'anyone') },
    { oldest: 4, next: 7, held: [4, 5, 6] },
  );
});

test('L2: the oldest letters go first when they weigh too much, in bytes of UTF-8 and not in characters', () => {
  const weight = (text: string) => Buffer.byteLength(JSON.stringify({ id: 0, at: 0, event: said(text) }));
  for (const text of ['plain', 'ünï', '漢字', '🦉🦉']) {
    const book = ledger({ bytes: 2 * weight(text) });
    for (let i = 0; i < 3; i++) book.append(said(text), 0);
    assert.deepEqual(idsFor(book, 'anyone'), [1, 2], text);
    const narrower = ledger({ bytes: 2 * weight(text) - 1 });
    for (let i = 0; i < 3; i++) narrower.append(said(text), 0);
    assert.deepEqual(idsFor(narrower, 'anyone'), [2], text);
  }
});

test('L3: a letter larger than the whole ledger is held until the next', () => {
  const book = ledger({ bytes: 10 });
  book.append(said('much too large'), 0);
  assert.deepEqual(idsFor(book, 'anyone'), [0]);
  book.append(said('and the next'), 0);
  assert.deepEqual(idsFor(book, 'anyone'), [1]);
});

test('L6: a blanked letter keeps its number and its place, and weighs what is left of it', () => {
  const line = (id: string): RoomEvent => ({ type: 'said', member: ann, text: id.repeat(200), clientMsgId: id });
  const book = ledger({ bytes: 2 * Buffer.byteLength(JSON.stringify({ id: 0, at: 0, event: line('a') })) });
  book.append(line('a'), 0);
  book.append(line('b'), 0);
  const before = book.mailFor(anyone, 0);
  book.redact([0, 1, 7]);
  assert.deepEqual(
    book.mailFor(anyone, 0)?.letters.map(({ id, event }) => [id, event]),
    [
      [0, { ...line('a'), text: '' }],
      [1, { ...line('b'), text: '' }],
    ],
  );
  assert.deepEqual(before?.letters[1]?.event, line('b'), 'mail handed out stays as it was');
  book.append(line('c'), 0);
  assert.deepEqual(idsFor(book, 'anyone'), [0, 1, 2], 'there is room for another where two texts were');
  book.append(line('d'), 0);
  assert.deepEqual(idsFor(book, 'anyone'), [2, 3], 'but not for two');
});

test('L6: also for who reads what is shared, and never below what is held', () => {
  const book = ledger({ letters: 2 });
  for (const text of 'abc') book.append(said(text), 0);
  const shared = book.mailFor(anyone, 1);
  book.redact([0, 2]);
  assert.notEqual(book.mailFor(anyone, 1), shared);
  assert.deepEqual(
    book.mailFor(anyone, 1)?.letters.map(({ event }) => 'text' in event && event.text),
    ['b', ''],
  );
});

test('L4: a letter for one is read by that one', () => {
  const book = ledger();
  book.append(said('for all'), 0);
  book.append(said('for ben'), 0, 'ben');
  assert.deepEqual({ ben: idsFor(book, 'ben'), cleo: idsFor(book, 'cleo') }, { ben: [0, 1], cleo: [0] });
});

test('L5: readers at the same number share one mail, unless a letter there is not for all', () => {
  const book = ledger();
  const mailFor = (address: string, since: number) => book.mailFor({ address, firstLetterId: 0 }, since);
  book.append(said('for ben'), 0, 'ben');
  book.append(said('for all'), 0);
  assert.equal(mailFor('ben', 1), mailFor('cleo', 1));
  assert.notDeepEqual(mailFor('ben', 0), mailFor('cleo', 0));
  const before = mailFor('ben', 1);
  book.append(said('more'), 0);
  assert.deepEqual(mailFor('ben', 1)?.letters.length, 2, 'the shared mail is as new as the ledger');
  assert.equal(before?.letters.length, 1, 'and mail handed out stays as it was');
});

test('L5: who came later does not share what they may not read', () => {
  const book = ledger();
  for (const text of 'abc') book.append(said(text), 0);
  assert.equal(book.mailFor(anyone, 0)?.letters.length, 3);
  assert.equal(book.mailFor({ address: 'late', firstLetterId: 2 }, 0)?.letters.length, 1);
});
