import assert from 'node:assert/strict';
import test from 'node:test';
import { codePoints } from '@mailroom/shared';
import { quoteMessage, insertQuote } from './quote.ts';

const quote = (text: string, limit = 256) => quoteMessage({ nickname: 'Ann', text, limit });

test('a quote names the author, on the same line if the message has one line', () => {
  assert.equal(quote('See you at six?'), '> Ann: See you at six?');
  assert.equal(quote('one\n\ntwo'), '> Ann:\n> one\n>\n> two');
  assert.equal(quote('/me waves'), '> Ann waves');
});

test('the quotes in a message are left out, unless it contains nothing else', () => {
  assert.equal(quote('> Ben: six?\nyes'), '> Ann: yes');
  assert.equal(quote('> Ben: six?'), '> Ann: > Ben: six?');
});

test('a long message is shortened, so that the reply has space', () => {
  const long = quote('many words '.repeat(20).trim());
  assert.match(long, /^> Ann: many words .*many …$/);
  assert(codePoints(long) < 150);
  assert(codePoints(quote(`/me ${'waves '.repeat(40)}`.trim())) < 150);
  for (const limit of [0, 2_000]) assert.equal(quote('x'.repeat(1_000), limit), `> Ann: ${'x'.repeat(250)} …`);
});

test('a draft becomes the reply to the quote; a second quote follows the reply to the first', () => {
  assert.equal(insertQuote('', '> Ann: a'), '> Ann: a\n');
  assert.equal(insertQuote('yes', '> Ann: a'), '> Ann: a\nyes');
  assert.equal(insertQuote('> Ann: a\nyes', '> Ben: b'), '> Ann: a\nyes\n> Ben: b\n');
});
