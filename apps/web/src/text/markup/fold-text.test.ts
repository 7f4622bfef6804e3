import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { fixedLimits } from '@mailroom/shared';
import { foldByHeight, foldByLineBreaks, truncateNodes } from './fold-text.ts';
import { toSource } from './nodes.ts';
import { parseText } from './parse-text.ts';

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n');

test('a text of more than 20 lines is folded after 15 of them', () => {
  assert.equal(fixedLimits.messageLines, 20);
  assert.equal(foldByLineBreaks(lines(20)), undefined);
  assert.deepEqual(foldByLineBreaks(lines(21)), { lines: 21, length: lines(15).length });
  assert.deepEqual(foldByLineBreaks('\n'.repeat(256)), { lines: 257, length: 14 });
  assert.equal(foldByLineBreaks('x'.repeat(4_000)), undefined);
});

test('a text that is more than 20 lines high, and the space around blocks, is folded between two graphemes', () => {
  const family = '👨‍👩‍👧';
  const text = family.repeat(300);
  assert.equal(foldByHeight(text, { shownLength: text.length, shownLines: 22 }), undefined);
  // Each grapheme takes a line, and the first ones take three.
  const height = (length: number) => Math.ceil(length / family.length) + 4;
  let fold = foldByHeight(text, { shownLength: text.length, shownLines: height(text.length) });
  assert.deepEqual(fold, { lines: 304, length: 14 * family.length });
  fold = foldByHeight(text, { shownLength: 14 * family.length, shownLines: height(14 * family.length) });
  assert.equal(fold, undefined);
  assert.deepEqual(foldByHeight(text, { shownLength: 1, shownLines: 23 }), { lines: 23, length: 1 });
});

test('the visible part keeps its markup, and is the start of the text', () => {
  const text = 'see **really *this* code** `a` @Ann https://example.org/\n> ```\n> b\n> ```\n> c\n```\nd\n```\n- e';
  const truncated = (length: number) => truncateNodes(parseText(text), length);
  for (let length = 0; length <= text.length; length++)
    assert.equal(truncated(length).map(toSource).join(''), text.slice(0, length));
  const types = (length: number) => {
    const [paragraph] = truncated(length);
    return paragraph && 'children' in paragraph ? paragraph.children.map(({ type }) => type) : [];
  };
  assert.deepEqual(types(10), ['text', 'strong']);
  assert.deepEqual(types(33).at(-1), 'text', 'a cut mention is none');
  assert.deepEqual(types(50).at(-1), 'text', 'a cut link leads nowhere');
  assert.deepEqual(truncated(60).at(-1)?.type, 'blockquote');
});

test('for any text and length, the source of the visible part is the start of the text', () => {
  const pieces = fc.constantFrom(
    'a',
    ' ',
    '\n',
    '*',
    '**',
    '`',
    '```\n',
    '> ',
    '- ',
    '@Ann',
    'https://e.org/',
    '🎉',
    '(',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), fc.nat(200), (all, length) => {
      const text = all.join('');
      assert.equal(truncateNodes(parseText(text), length).map(toSource).join(''), text.slice(0, length));
    }),
  );
});
