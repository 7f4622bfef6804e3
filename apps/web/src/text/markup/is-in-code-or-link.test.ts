import assert from 'node:assert/strict';
import test from 'node:test';
import { isInCodeOrLink } from './is-in-code-or-link.ts';

// The text ends at the caret, and the character is its last colon.
const isLiteral = (text: string) => isInCodeOrLink(text, text.lastIndexOf(':'));

test('what is typed after an opening backtick or a fence is code', () => {
  for (const text of [
    'run `a :sm',
    'run ``a ` :sm',
    '- run `a\n  b :sm',
    '> `:sm',
    '```\n:sm',
    '```ts\n:sm',
    '~~~\na\n\n:sm',
    '- a\n  ```\n  :sm',
  ]) {
    assert.equal(isLiteral(text), true, text);
  }
});

test('what is typed after code is not', () => {
  for (const text of [':sm', 'run `a` :sm', '`a` and ``b`` :sm', '```\na\n```\n:sm', String.raw`\`:sm`, 'a `\n\n:sm']) {
    assert.equal(isLiteral(text), false, text);
  }
});

test('an address counts as literal, the text beside it does not', () => {
  for (const text of ['https://a.example/:sm', 'see http://a.example/b/-:sm'])
    assert.equal(isLiteral(text), true, text);
  for (const text of ['https://a.example/ :sm', 'https://a.example/\n:sm', '*a* **:sm'])
    assert.equal(isLiteral(text), false, text);
});
