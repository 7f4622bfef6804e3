import assert from 'node:assert/strict';
import test from 'node:test';
import { array, assert as holds, constantFrom, property, string, tuple } from 'fast-check';
import { buildEntries, type Entry } from '../room/timeline/entries.ts';
import { foldCase } from '../text/fold-case.ts';
import type { Row } from '../sync/view/row.ts';
import { matchRanges, searchEntries } from './search-entries.ts';

let id = 0;
const row = (nickname: string, text?: string): Row => {
  const member = { id: nickname, nickname };
  const event =
    text === undefined
      ? ({ type: 'joined', member } as const)
      : ({ type: 'said', member, text, mutationId: '' } as const);
  return { key: `e-${++id}`, type: 'letter', epoch: 'e', letter: { id, at: 0, event }, isYours: false };
};
const textsAt = (entries: readonly Entry[], indices: readonly number[]) =>
  indices.map((index) => {
    const entry = entries[index];
    if (!entry) return undefined;
    if (entry.type !== 'row' || entry.row.type !== 'letter') return entry.type;
    const { event } = entry.row.letter;
    return event.type === 'said' ? event.text : event.type;
  });

test('a search finds texts and nicknames, regardless of case and normalization', () => {
  const entries = buildEntries([
    row('Ann', 'Crème brûlée'),
    row('Ben', 'creme'),
    row('CRÈMER', 'no'),
    row('Ben', '/me eats crème'),
  ]);
  assert.deepEqual(textsAt(entries, searchEntries(entries, 'CRE\u0300ME', 'visible')), [
    'Crème brûlée',
    'no',
    '/me eats crème',
  ]);
  assert.deepEqual(textsAt(entries, searchEntries(entries, ' ben ', 'visible')), ['creme', '/me eats crème']);
});

test('a search finds what is shown: a formatted text without its markers, or a text as typed', () => {
  const entries = buildEntries([row('Ann', 'a **bold** move'), row('Ben', '- one\n- two')]);
  assert.deepEqual(textsAt(entries, searchEntries(entries, 'bold move', 'visible')), ['a **bold** move']);
  assert.deepEqual(textsAt(entries, searchEntries(entries, 'one\ntwo', 'visible')), ['- one\n- two']);
  assert.deepEqual(searchEntries(entries, '**', 'visible'), []);
  assert.deepEqual(textsAt(entries, searchEntries(entries, '**bold', 'source')), ['a **bold** move']);
  assert.deepEqual(searchEntries(entries, 'bold move', 'source'), []);
});

test('a blank text has no matches', () => {
  const entries = buildEntries([row('Ann', 'one'), row('Ben')]);
  for (const blank of ['', '  ', '\n']) assert.deepEqual(searchEntries(entries, blank, 'visible'), []);
  assert.deepEqual(matchRanges('one', ' '), []);
});

test('a member is found in a summary of joins and leaves', () => {
  const entries = buildEntries([row('Ann'), row('Ben'), row('Cleo'), row('Dora', 'hello')]);
  assert.deepEqual(textsAt(entries, searchEntries(entries, 'cleo', 'visible')), ['membership']);
});

test('a match does not span the nickname and the text', () => {
  const entries = buildEntries([row('Ann', 'a')]);
  assert.deepEqual(searchEntries(entries, 'anna', 'visible'), []);
});

test('the range of a match is in units of the original text', () => {
  assert.deepEqual(matchRanges('Aa a', 'a'), [
    [0, 1],
    [1, 2],
    [3, 4],
  ]);
  assert.deepEqual(matchRanges('cre\u0300me CRÈME', 'crème'), [
    [0, 6],
    [7, 12],
  ]);
  assert.deepEqual(matchRanges('crème', ' CRE\u0300ME '), [[0, 5]]);
  // In lower case, this letter has two code points.
  assert.deepEqual(matchRanges('İstanbul', 'stan'), [[1, 5]]);
  assert.deepEqual(matchRanges('🎉🎉🎉', '🎉🎉'), [[0, 4]]);
});

test('for any text, each range contains the search text, and the entry is found', () => {
  const character = constantFrom('a', 'A', 'e', 'è', 'e\u0300', '\u0301', 'ß', 'İ', '🎉', ' ', '\n', '.', 'б', 'Б');
  const word = array(character, { minLength: 1, maxLength: 3 }).map((characters) => characters.join(''));
  const text = array(character, { maxLength: 12 }).map((characters) => characters.join(''));
  holds(
    property(tuple(text, word), ([content, searchText]) => {
      const ranges = matchRanges(content, searchText);
      let before = 0;
      for (const [from, to] of ranges) {
        assert.ok(from >= before && to > from && to <= content.length);
        assert.ok(foldCase(content.slice(from, to)).includes(foldCase(searchText.trim())));
        before = from;
      }
      const entries = buildEntries([row('.', content)]);
      if (ranges.length > 0) assert.equal(searchEntries(entries, searchText, 'visible').length, 1);
    }),
  );
  holds(
    property(
      string({ unit: 'binary' }),
      (content) => content.trim() === '' || matchRanges(content, content).length === 1,
    ),
  );
});
