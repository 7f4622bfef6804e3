import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { toVisibleText } from './nodes.ts';
import { parseText } from './parse-text.ts';
import { sourceOfSelection } from './source-of-selection.ts';

/** The source of the selection of `selected`, which is in the visible text once. */
const sourceOf = (text: string, selected: string) => {
  const nodes = parseText(text);
  const start = toVisibleText(nodes).indexOf(selected);
  assert.notEqual(start, -1, selected);
  return sourceOfSelection(nodes, { start, end: start + selected.length });
};
const assertSources = (text: string, cases: readonly (readonly [selected: string, source: string])[]) => {
  for (const [selected, source] of cases) assert.equal(sourceOf(text, selected), source, selected);
};

test('a node that is selected as a whole is copied with its markers, a part of it without', () => {
  assertSources('see **really *this* code** and `` `a` ``', [
    ['see really this code and `a`', 'see **really *this* code** and `` `a` ``'],
    ['really this code', '**really *this* code**'],
    ['this', '*this*'],
    ['his', 'his'],
    ['really thi', 'really thi'],
    ['code and `a`', 'code and `` `a` ``'],
    ['code and `a', 'code and `a'],
  ]);
});

test('a backslash is copied with its character', () => {
  assertSources('a \\*b\\* c', [
    ['*b', '\\*b'],
    ['b*', 'b\\*'],
    ['b', 'b'],
  ]);
});

test('a quote or list marker is copied with its whole line, or if the selection starts before the line', () => {
  assertSources('a\n> one two\n> three\nb', [
    ['one two', '> one two'],
    ['one', 'one'],
    ['two\nthree', 'two\n> three'],
    ['two\nth', 'two\n> th'],
    ['a\none', 'a\n> one'],
    ['three\nb', '> three\nb'],
  ]);
  assertSources('1. one\n2. two\n   - three', [
    ['two', '2. two'],
    ['one\ntwo', '1. one\n2. two'],
    ['ne\ntwo\nthree', 'ne\n2. two\n   - three'],
  ]);
});

test('a code block is copied with its fences if all of it is selected; a part of it is code to use', () => {
  assertSources('a\n```js\nlet b;\nlet c;\n```\nd', [
    ['let b;', 'let b;'],
    ['let b;\nlet c;\n', 'let b;\nlet c;\n'],
    ['jslet b;\nlet c;\n', '```js\nlet b;\nlet c;\n```\n'],
    ['let c;\nd', 'let c;\nd'],
    ['a\njslet b;\nlet c;\nd', 'a\n```js\nlet b;\nlet c;\n```\nd'],
  ]);
});

const pieces = fc.constantFrom(
  'a',
  'b c',
  ' ',
  '\n',
  '*',
  '**',
  '_',
  '`',
  '```\n',
  '\n> ',
  '\n- ',
  '\\*',
  '@Ann',
  '🎉',
  '\n  ',
);
const anyText = fc.array(pieces, { maxLength: 40 }).map((all) => all.join(''));

test('for any text, all of it is copied as typed, and any part contains what is selected', () => {
  fc.assert(
    fc.property(anyText, fc.nat(60), fc.nat(60), (text, from, to) => {
      const nodes = parseText(text);
      const visible = toVisibleText(nodes);
      assert.equal(sourceOfSelection(nodes, { start: 0, end: visible.length }), text);
      const [start, end] = [Math.min(from, to), Math.max(from, to)];
      const source = sourceOfSelection(nodes, { start, end });
      let at = 0;
      for (const character of visible.slice(start, end).trimEnd()) {
        at = source.indexOf(character, at) + 1;
        assert.notEqual(at, 0, source);
      }
    }),
    { numRuns: 2_000 },
  );
});
