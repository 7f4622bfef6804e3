import assert from 'node:assert/strict';
import test from 'node:test';
import { closedEmojiNameAt, openEmojiNameAt } from './emoji-name.ts';

// In these texts `|` stands for the caret.
const at =
  (find: typeof openEmojiNameAt) =>
  (marked: string): string | undefined => {
    const found = find(marked.replace('|', ''), marked.indexOf('|'));
    return found && `${found.start}-${found.end} ${found.name}`;
  };
const open = at(openEmojiNameAt);
const closed = at(closedEmojiNameAt);

test('a colon opens a name at the start, after white space, punctuation and emoji', () => {
  assert.equal(open(':s|'), '0-2 s');
  assert.equal(open(':smi|'), '0-4 smi');
  assert.equal(open('hi :grü|'), '3-7 grü');
  assert.equal(open('hi :gru\u0308|'), '3-8 gru\u0308');
  for (const before of ['hi ', 'hi\n', '(', '“', '«', 'hi, ', 'hi!', 'hi…', '🙂', '❤️', '👍🏽', '*', '> ', '- ']) {
    assert.equal(open(`${before}:smi|`), `${before.length}-${before.length + 4} smi`, before);
  }
});

test('a colon after a word, a number, another colon, or a part of code or of an address opens no name', () => {
  for (const text of [
    'a:smi|',
    'é:smi|',
    'e\u0301:smi|',
    'Привет:smi|',
    '12:30|',
    '12:3o|',
    '::smi|',
    'std::smi|',
    'http://a.example:8000|',
    'http://:smi|',
    'https://a.example/-:smi|',
    '"a":smi|',
    'f():smi|',
    'a[0]:smi|',
    String.raw`\:smi|`,
    '`:smi|',
    '`a :smi|`',
    '```\n:smi|',
  ]) {
    assert.equal(open(text), undefined, text);
  }
});

test('emoticons, and a colon without a name, open no name', () => {
  for (const text of [':|', ':)|', ':(|', ': |smi', '|:smi', ':/|', ':smi |', ':smi)|'])
    assert.equal(open(text), undefined, text);
});

test('letters of scripts without spaces can be next to a name; their full-width colon is a colon there', () => {
  assert.equal(open('请:smi|'), '1-5 smi');
  assert.equal(open('请:smi|看'), '1-5 smi');
  assert.equal(open('สวัสดี:smi|'), '6-10 smi');
  assert.equal(open('：smi|'), '0-4 smi');
  assert.equal(open('请。：smi|'), '2-6 smi');
  assert.equal(open('请：ok|'), undefined);
});

test('a name continues after the caret, up to its closing colon', () => {
  assert.equal(open(':s|mile and'), '0-6 smile');
  assert.equal(open(':s|mile: and'), '0-7 smile');
  assert.equal(open(':+1|'), '0-3 +1');
});

test('a second colon closes a name', () => {
  assert.equal(closed(':smile:|'), '0-7 smile');
  assert.equal(closed('hi :thumbs_up:| there'), '3-14 thumbs_up');
  assert.equal(closed('：smile：|'), '0-7 smile');
  assert.equal(closed('请:smile:|'), '1-8 smile');
  for (const text of [
    '12:30:|',
    'a:b:|',
    '::|',
    ': :|',
    ':smile:a|',
    ':smi le:|',
    '`:smile:|`',
    'http://a.example/-:b:|',
    String.raw`\:smile:|`,
  ]) {
    assert.equal(closed(text), undefined, text);
  }
});
