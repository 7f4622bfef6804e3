import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { findLinks } from './find-links.ts';

/** In these texts each address is between ⟦ and ⟧, which the text itself does not contain. */
const assertLinks = (marked: readonly string[]) => {
  for (const each of marked) {
    const text = each.replaceAll(/[⟦⟧]/g, '');
    let shown = '';
    let end = 0;
    for (const link of findLinks(text)) {
      shown += `${text.slice(end, link.index)}⟦${link.text}⟧`;
      end = link.index + link.text.length;
    }
    assert.equal(shown + text.slice(end), each);
  }
};

test('an address ends before the punctuation of the sentence', () => {
  assertLinks([
    '⟦https://example.org⟧',
    'see ⟦https://example.org⟧.',
    '⟦https://example.org/⟧, or ⟦http://a.example/b?q=1&r=2#top⟧!',
    '⟦https://example.org/a⟧: yes; ⟦https://example.org/a⟧…',
    '⟦HTTPS://EXAMPLE.ORG/A⟧?!',
    '⟦https://example.org/a.b,c;d:e!f?g=h⟧...',
    '**⟦https://example.org/a⟧** _⟦https://example.org/a_b⟧_ ~~⟦https://example.org⟧~~',
    '⟦https://example.org⟧ — yes, ⟦https://example.org/a⟧—yes',
  ]);
});

test('an address ends at wide punctuation, so that two joined by 、 are two', () => {
  assertLinks([
    ...Array.from('，。、！？：；）」』】》〉（「『【《〈…·・·、؛؟،।', (mark) =>
      '·・'.includes(mark) ? `⟦https://example.org/a${mark}b⟧` : `⟦https://example.org/a⟧${mark}b`,
    ),
    '请看⟦https://example.org⟧，谢谢',
    '（⟦https://example.org/a⟧）',
    '「⟦https://example.org⟧」',
    '⟦https://a.example⟧、⟦https://b.example/b⟧。',
    '⟦https://a.example/a⟧,⟦https://b.example/b⟧;⟦https://c.example⟧|⟦https://d.example⟧',
    '⟦https://example.org/中文/ウォルト・ディズニー⟧　と',
  ]);
});

test('words of a script without spaces are not part of an ASCII host before them', () => {
  assertLinks([
    '⟦https://example.org⟧请看',
    '⟦https://example.org:8080⟧请看',
    '⟦https://example.org⟧を見て',
    '⟦https://example.org⟧에서',
    '⟦https://例え.テスト⟧ ⟦https://例え.jp/日本⟧ ⟦https://exa\u0308mple.org⟧ ⟦https://münchen⟧',
  ]);
});

test('an address ends at a bracket without its counterpart', () => {
  assertLinks([
    '(⟦https://example.org/a_(b)⟧), really',
    '(⟦https://example.org/a⟧)b',
    '[⟦https://a.example/[b]⟧]}',
    '{⟦https://a.example/{b}/c⟧}',
    '⟦https://example.org/a⟧(b c)',
    '⟦https://example.org/a(b)c⟧(d',
    '⟦https://example.org/a⟧[(b]c)',
    '[text](⟦https://example.org/a⟧)',
    '⟦https://example.org⟧(a)',
    '⟦http://[::1]:8000/a⟧]',
  ]);
});

test('an apostrophe between letters is part of a path; one anywhere else ends the address', () => {
  assertLinks([
    "⟦https://example.org/l'été⟧ ⟦https://example.org/l’été⟧",
    "'⟦https://example.org/a⟧' ‘⟦https://example.org/a⟧’ '⟦https://example.org⟧'",
    "⟦https://example.org⟧'s",
    "⟦https://example.org/a⟧' b",
  ]);
});

test('an address ends at quotation marks, angle brackets, backticks and backslashes', () => {
  assertLinks([
    '"⟦https://example.org/a⟧" “⟦https://example.org/a⟧” „⟦https://example.org/ü⟧“ «⟦https://example.org⟧» ‹⟦https://example.org⟧›',
    '<⟦https://example.org/a⟧>b',
    '⟦https://example.org/⟧`b`',
    '⟦https://example.org⟧\\@evil.example',
    '⟦https://example.org/a⟧\u200Bb ⟦https://example.org/a⟧\u200Fb',
  ]);
});

test('percent-encoded characters, ports and user names are part of an address', () => {
  assertLinks([
    '⟦https://example.org/%E4%BD%A0?q=%20#%41⟧.',
    '⟦http://localhost:8000⟧, ⟦http://127.0.0.1:1/a⟧.',
    '⟦https://@ann.example/@ben⟧',
    '⟦https://ann:secret@example.org/⟧',
  ]);
});

test('nothing else is an address', () => {
  assertLinks([
    'javascript:alert(1) data:text/html,x http:// https://[ example.org xhttps://a.example éhttps://a.example 7https://a.example',
    'file:///etc https:/a.example https://, https://. https://() https://%zz',
  ]);
});

const WORDS =
  'https:// http://a.example https://b.example/( a 看 é / ? # . : @ %41 ( ) [ ] { } \' ’ " ， 、 」 , \u200F \uD83D 😀 * _';
const piece = fc.constantFrom(' ', '\n', ...WORDS.split(' '));
const anyText = fc.array(piece, { maxLength: 60, size: 'max' }).map((parts) => parts.join(''));

test('for any text, addresses are in order, do not overlap, and are parts of the text that browsers can follow', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let end = 0;
      for (const link of findLinks(text)) {
        assert(link.index >= end);
        end = link.index + link.text.length;
        assert.equal(text.slice(link.index, end), link.text);
        assert(URL.canParse(link.text));
        assert(!/[\s"<>，、」]/u.test(link.text));
      }
    }),
    { numRuns: 3_000 },
  );
});

test('the time is proportional to the length', () => {
  for (const unit of [
    'https://a/(',
    'https://a/([{-',
    'https://',
    'https://a@',
    'https://a.看',
    "https://a/b'c",
    'https://a/....b',
  ]) {
    const started = performance.now();
    findLinks(unit.repeat(200_000 / unit.length));
    assert(performance.now() - started < 5_000, unit);
  }
});
