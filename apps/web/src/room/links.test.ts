import assert from 'node:assert/strict';
import test from 'node:test';
import { textPieces } from './links.ts';

const links = (text: string) => textPieces(text).flatMap((piece) => (piece.type === 'link' ? [piece.text] : []));

test('web addresses are links, without the marks of the sentence around them', () => {
  const cases: [string, string[]][] = [
    ['see https://example.org.', ['https://example.org']],
    ['(https://example.org/a_(b)), really', ['https://example.org/a_(b)']],
    ['https://a.example, http://b.example/?q=1&r=2#top!', ['https://a.example', 'http://b.example/?q=1&r=2#top']],
    ['„https://example.org/ü“', ['https://example.org/ü']],
    ['HTTPS://EXAMPLE.ORG', ['HTTPS://EXAMPLE.ORG']],
    ['<https://example.org>', ['https://example.org']],
  ];
  for (const [text, expected] of cases) assert.deepEqual(links(text), expected, text);
});

test('nothing else is a link', () => {
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,x',
    'http://',
    'https://[',
    'example.org',
    'xhttps://a.example',
    'file:///etc',
  ]) {
    assert.deepEqual(links(text), [], text);
  }
});

test('the pieces together are the text, letter for letter', () => {
  for (const text of [
    '',
    'a',
    'https://a.example',
    ' https://a.example\nhttps://b.example) ',
    '))https://a.example((',
  ]) {
    assert.equal(
      textPieces(text)
        .map((piece) => piece.text)
        .join(''),
      text,
    );
  }
});
