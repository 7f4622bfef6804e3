import assert from 'node:assert/strict';
import test from 'node:test';
import { array, assert as holds, constantFrom, property, string, tuple } from 'fast-check';
import { buildEntries, type Entry } from '../room/timeline/entries.ts';
import { foldCase } from '../text/fold-case.ts';
import type { Row } from '../sync/room-view.ts';
import { matchRanges, searchEntries } from './search-entries.ts';

let id = 0;
const row = (nickname: string, text?: string): Row => {
  const member = { id: nickname, nickname };
  const event =
    text === undefined
      ? ({ type: 'joined', member } as const)
      : ({ type: 'said', member, text, clientMsgId: '' } as const);
  return { key: `e-${++id}`, type: 'letter', epoch: 'e', letter: { id, at: 0, event }, isYours: false };
};
const textsOf = (entries: readonly Entry[], places: readonly number[]) =>
  places.map((place) => {
    const entry = entries[place];
    if (!entry) return undefined;
    if (entry.type !== 'row' || entry.row.type !== 'letter') return entry.type;
    const { event } = entry.row.letter;
    return event.type === 'said' ? event.text : event.type;
  });

test('what is sought is found in texts and in nicknames, however it is spelt', () => {
  const entries = buildEntries([
    row('Ann', 'Crème brûlée'),
    row('Ben', 'creme'),
    row('CRÈMER', 'no'),
    row('Ben', '/me eats crème'),
  ]);
  assert.deepEqual(textsOf(entries, searchEntries(entries, 'CRE\u0300ME')), ['Crème brûlée', 'no', '/me eats crème']);
  assert.deepEqual(textsOf(entries, searchEntries(entries, ' ben ')), ['creme', '/me eats crème']);
});

test('nothing is nowhere', () => {
  const entries = buildEntries([row('Ann', 'one'), row('Ben')]);
  for (const nothing of ['', '  ', '\n']) assert.deepEqual(searchEntries(entries, nothing), []);
  assert.deepEqual(matchRanges('one', ' '), []);
});

test('who came and went is found in the sentence that tells of them', () => {
  const entries = buildEntries([row('Ann'), row('Ben'), row('Cleo'), row('Dora', 'hello')]);
  assert.deepEqual(textsOf(entries, searchEntries(entries, 'cleo')), ['goings']);
});

test('a text does not go on from a nickname', () => {
  const entries = buildEntries([row('Ann', 'a')]);
  assert.deepEqual(searchEntries(entries, 'anna'), []);
});

test('each place in a text is told in its own letters', () => {
  assert.deepEqual(matchRanges('Aa a', 'a'), [
    [0, 1],
    [1, 2],
    [3, 4],
  ]);
  assert.deepEqual(matchRanges('cre\u0300me CRÈME', 'crème'), [
    [0, 6],
    [7, 12],
  ]);
  // Folded, this capital is two signs.
  assert.deepEqual(matchRanges('İstanbul', 'stan'), [[1, 5]]);
  assert.deepEqual(matchRanges('🎉🎉🎉', '🎉🎉'), [[0, 4]]);
});

test('whatever the text: what stands at a place is what was sought, and its row is found', () => {
  const sign = constantFrom('a', 'A', 'e', 'è', 'e\u0300', '\u0301', 'ß', 'İ', '🎉', ' ', '\n', '.', 'б', 'Б');
  const word = array(sign, { minLength: 1, maxLength: 3 }).map((signs) => signs.join(''));
  const text = array(sign, { maxLength: 12 }).map((signs) => signs.join(''));
  holds(
    property(tuple(text, word), ([said, sought]) => {
      const places = matchRanges(said, sought);
      let before = 0;
      for (const [from, to] of places) {
        assert.ok(from >= before && to > from && to <= said.length);
        assert.ok(foldCase(said.slice(from, to)).includes(foldCase(sought.trim())));
        before = from;
      }
      const entries = buildEntries([row('.', said)]);
      if (places.length > 0) assert.equal(searchEntries(entries, sought).length, 1);
    }),
  );
  holds(property(string({ unit: 'binary' }), (said) => said.trim() === '' || matchRanges(said, said).length === 1));
});
