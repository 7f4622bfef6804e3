import assert from 'node:assert/strict';
import test from 'node:test';
import { isOnlyEmoji } from './only-emoji.ts';

test('one to five emoji with white space are only emoji', () => {
  const family = '👨‍👩‍👧‍👦';
  const flags = ['🇩🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏳️‍🌈'];
  for (const text of ['😀', ' 😀 ', '😀\n🎉', '👍🏽', '❤️', '#️⃣', family, ...flags, family.repeat(5), '👍🏽👍🏽👍🏽👍🏽👍🏽']) {
    assert(isOnlyEmoji(text), text);
  }
});

test('any other text is not only emoji', () => {
  for (const text of [
    '',
    ' ',
    'a',
    '1',
    '#',
    '*',
    '©',
    '❤',
    '🇩',
    '😀a',
    'a😀',
    '😀!',
    '😀😀😀😀😀😀',
    '\u200d',
    '🏽x',
  ]) {
    assert(!isOnlyEmoji(text), text);
  }
});

test('each emoji of one code point, with or without U+FE0F, is only emoji', () => {
  const emoji = Array.from({ length: 0x20000 }, (_, code) => String.fromCodePoint(code))
    .flatMap((character) => [character, `${character}\uFE0F`])
    .filter((text) => /^\p{RGI_Emoji}$/v.test(text));
  assert(emoji.length > 1_300);
  assert.deepEqual(
    emoji.filter((text) => !isOnlyEmoji(text)),
    [],
  );
});
