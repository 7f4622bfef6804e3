import assert from 'node:assert/strict';
import test from 'node:test';
import { codePoints, messageTextSchema } from '@mailroom/shared';
import fc from 'fast-check';
import { splitText } from './split-text.ts';

const words = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`).join(' ');

test('a text within the limit stays whole', () => {
  assert.deepEqual(splitText('one two', 7), ['one two']);
});

test('a text is split after a paragraph, else a line, a sentence or a word', () => {
  assert.deepEqual(splitText('First of all.\nThen that.\n\nAnd so on.', 30), [
    'First of all.\nThen that.',
    'And so on.',
  ]);
  assert.deepEqual(splitText('First of all.\n  Then that. And so on.', 30), [
    'First of all.',
    '  Then that. And so on.',
  ]);
  assert.deepEqual(splitText('First of all. Then that. And so on.', 30), ['First of all. Then that.', 'And so on.']);
  assert.deepEqual(splitText('first of all then that and so on', 20), ['first of all then', 'that and so on']);
  assert.deepEqual(splitText('see https://example.org/a/b', 24), ['see', 'https://example.org/a/b']);
  assert.deepEqual(splitText('今天天气很好我们去公园', 8), ['今天天气很好我们', '去公园']);
});

test('a grapheme is not split, unless it alone exceeds the limit', () => {
  assert.deepEqual(splitText('👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 12), ['👨‍👩‍👧👨‍👩‍👧', '👨‍👩‍👧']);
  assert.deepEqual(splitText('👨‍👩‍👧', 3), ['👨‍👩', '‍👧']);
});

test('a code block starts a message instead of being split; one longer than a message is closed and reopened', () => {
  const block = '```\nlet a = 1;\n\nlet b = 2;\n```';
  assert.deepEqual(splitText(`Look at this:\n${block}\nNice.`, 40), ['Look at this:', `${block}\nNice.`]);
  assert.deepEqual(splitText('```\nif (a) {\n  let b = 1;\n\n  let c = 2;\n}\n```\nNice, is it not?', 36), [
    '```\nif (a) {\n  let b = 1;\n```',
    '```\n\n  let c = 2;\n}\n```',
    'Nice, is it not?',
  ]);
});

test('the text after a split is not an action', () => {
  assert.deepEqual(splitText(`${words(10)} /me waves`, 32), [words(10), ' /me waves']);
});

const MARKERS = ['```', '```\n', '\n```\n', '`', '> ', '/me ', '\u200B', 'https://example.org/a'];
const SCRIPTS = ['😀', '👨‍👩‍👧', '🇩🇪', 'e\u0323\u0302', 'ὅ', '한', '今天', 'สวัสดี'];
const trickyText = fc
  .array(fc.constantFrom('a', 'word', ' ', '  ', '\n', '\n\n', '. ', ', ', '! ', '\t', ...MARKERS, ...SCRIPTS), {
    maxLength: 50,
    size: 'max',
  })
  .map((parts) => parts.join(''))
  .filter((text) => messageTextSchema(0).safeParse(text).success)
  .map((text) => messageTextSchema(0).parse(text));

test('the room accepts every message, and joined they are the text', () => {
  const withoutMarkers = (text: string) => text.replaceAll(/[\s`\u200B\u200D]/g, '');
  fc.assert(
    fc.property(trickyText, fc.integer({ min: 1, max: 80 }), (text, limit) => {
      const messages = splitText(text, limit);
      for (const message of messages) assert.equal(messageTextSchema(limit).parse(message), message);
      assert.equal(withoutMarkers(messages.join('')), withoutMarkers(text));
    }),
    { numRuns: 300 },
  );
});

test('outside code, a split keeps graphemes whole and changes only white space', () => {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const graphemes = (text: string) =>
    Array.from(segmenter.segment(text), ({ segment }) => segment).filter((each) => each.trim() !== '');
  const prose = trickyText.filter((text) => !text.includes('`') && !text.includes('\u200B'));
  fc.assert(
    fc.property(prose, fc.integer({ min: 6, max: 80 }), (text, limit) => {
      const messages = splitText(text, limit);
      assert.deepEqual(messages.flatMap(graphemes), graphemes(text));
      assert(messages.every((message) => codePoints(message) <= limit));
    }),
    { numRuns: 300 },
  );
});
