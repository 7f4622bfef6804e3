import assert from 'node:assert/strict';
import test from 'node:test';
import { isOnlyEmoji } from './only-emoji.ts';

test('one to five emoji and white space are only emoji', () => {
  const family = '👨‍👩‍👧‍👦';
  const flags = ['🇩🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏳️‍🌈'];
  for (const text of ['😀', ' 😀 ', '😀\n🎉', '👍🏽', '❤️', '#️⃣', family, ...flags, family.repeat(5), '👍🏽👍🏽👍🏽👍🏽👍🏽']) {
    assert(isOnlyEmoji(text), text);
  }
});

test('anything else is not', () => {
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
