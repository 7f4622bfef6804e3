import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { textDifference } from './text-difference.ts';

const apply = (before: string, after: string) => {
  const { start, end, inserted } = textDifference(before, after);
  return before.slice(0, start) + inserted + before.slice(end);
};

test('only what differs is replaced', () => {
  assert.deepEqual(textDifference('hi @a, bye', 'hi @Ann, bye'), { start: 4, end: 5, inserted: 'Ann' });
  assert.deepEqual(textDifference('yes', '> Ben: short\nyes'), { start: 0, end: 0, inserted: '> Ben: short\n' });
  assert.deepEqual(textDifference('one two', 'one'), { start: 3, end: 7, inserted: '' });
  assert.deepEqual(textDifference('same', 'same'), { start: 4, end: 4, inserted: '' });
  assert.deepEqual(textDifference('aa', 'aaa'), { start: 2, end: 2, inserted: 'a' });
});

test('a surrogate pair is replaced as a whole', () => {
  // These two have the same first half, those the same second one.
  assert.deepEqual(textDifference('a🙂b', 'a🙃b'), { start: 1, end: 3, inserted: '🙃' });
  assert.deepEqual(textDifference('a\u{1F600}b', 'a\u{1FA00}b'), { start: 1, end: 3, inserted: '\u{1FA00}' });
});

test('the replacement turns any text into any other, and has whole code points', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '🙂', '🙃', '\u{1FA00}'), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      assert.equal(apply(before, after), after);
      const { start, end, inserted } = textDifference(before, after);
      assert(inserted.isWellFormed() && before.slice(start, end).isWellFormed());
    }),
  );
});
