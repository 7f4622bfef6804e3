import assert from 'node:assert/strict';
import test from 'node:test';
import { codePoints } from '@mailroom/shared';
import { quotation, withQuotation } from './quote.ts';

const quoted = (text: string, limit = 256) => quotation({ nickname: 'Ann', text, limit });

test('a quotation names its author, in the same line if there is only one', () => {
  assert.equal(quoted('See you at six?'), '> Ann: See you at six?');
  assert.equal(quoted('one\n\ntwo'), '> Ann:\n> one\n>\n> two');
  assert.equal(quoted('/me waves'), '> Ann waves');
});

test('what a line quotes itself is left out, unless it says nothing else', () => {
  assert.equal(quoted('> Ben: six?\nyes'), '> Ann: yes');
  assert.equal(quoted('> Ben: six?'), '> Ann: > Ben: six?');
});

test('of a long line so much is quoted that the answer has space', () => {
  const long = quoted('many words '.repeat(20).trim());
  assert.match(long, /^> Ann: many words .*many …$/);
  assert(codePoints(long) < 150);
  assert(codePoints(quoted(`/me ${'waves '.repeat(40)}`.trim())) < 150);
  assert.equal(quoted('x'.repeat(1_000), 0), `> Ann: ${'x'.repeat(1_000)}`);
});

test('what is being written becomes the answer, and a second quotation follows on the first answer', () => {
  assert.equal(withQuotation('', '> Ann: a'), '> Ann: a\n');
  assert.equal(withQuotation('yes', '> Ann: a'), '> Ann: a\nyes');
  assert.equal(withQuotation('> Ann: a\nyes', '> Ben: b'), '> Ann: a\nyes\n> Ben: b\n');
});
