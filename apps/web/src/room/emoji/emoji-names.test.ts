import assert from 'node:assert/strict';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { compactEmojiNames } from '../../../emoji-names.ts';
import { COMMON_EMOJI } from './common-emoji.ts';
import { EmojiNames } from './emoji-names.ts';

/** Creates names from lines of an emoji, its English names and its German names. */
const namesOf = (...lines: readonly (readonly [emoji: string, english: string, german: string])[]) =>
  new EmojiNames(lines.map((parts) => parts.join('\t')).join('\n'));

const some = namesOf(
  ['😄', 'smile', 'grinsendes_gesicht'],
  ['😅', 'sweat_smile', 'grinsendes_gesicht_mit_schweißtropfen'],
  ['😸', 'smile_cat', 'grinsende_katze'],
  ['🍮', 'custard', 'pudding'],
  ['👍', '+1 thumbs_up', 'daumen_hoch'],
  ['🧊', 'ice_cube', 'eiswürfel'],
);
const emojiFor = (query: string, names = some) => names.search(query, 'en').map(({ emoji }) => emoji);

test('emoji are ranked: the same name, its beginning, the beginning of a word, within a word', () => {
  const ranked = namesOf(
    ['4', 'unsmile', 'a'],
    ['3', 'big_smile', 'b'],
    ['2', 'smiley', 'c'],
    ['1', 'smile', 'd'],
    ['0', 'frown', 'e'],
  );
  assert.deepEqual(emojiFor('smile', ranked), ['1', '2', '3', '4']);
});

test('names are found whatever the case, the accents, and the marks between words', () => {
  for (const query of ['EISWÜRFEL', 'eiswurfel', 'eiswu\u0308rfel', ' Eiswürfel ', 'eiswür']) {
    assert.deepEqual(emojiFor(query), ['🧊'], query);
  }
  for (const query of ['thumbs up', 'thumbs_up', 'ThumbsUp', '+1']) assert.deepEqual(emojiFor(query), ['👍'], query);
  assert.deepEqual(emojiFor('schweisstropfen'), ['😅']);
  for (const query of ['', ' ', '_', 'nothing']) assert.deepEqual(emojiFor(query), [], query);
});

test('a text of two letters is not searched within words', () => {
  assert.deepEqual(emojiFor('dd'), []);
  assert.deepEqual(emojiFor('ddi'), ['🍮']);
  assert.deepEqual(emojiFor('ka'), ['😸']);
});

test('names of both languages are found, those of the active one first, then those of common emoji', () => {
  const rivals = namesOf(
    ['🦾', 'x', 'armband'],
    ['🪖', 'army', 'y'],
    ['🖼️', 'armchair', 'z'],
    ['💪', 'armful', 'oberarm'],
    ['⌚', 'a', 'arm'],
  );
  assert.deepEqual(
    rivals.search('arm', 'en').map(({ name }) => name),
    ['arm', 'armful', 'army', 'armchair', 'armband'],
  );
  assert.deepEqual(
    rivals.search('arm', 'de').map(({ name }) => name),
    ['arm', 'armband', 'armful', 'army', 'armchair'],
  );
});

test('an emoji is found by its complete name, which may mean another one in another language', () => {
  const rivals = namesOf(['🎁', 'gift', 'geschenk'], ['☠️', 'poison', 'gift']);
  assert.equal(rivals.find('gift', 'en'), '🎁');
  assert.equal(rivals.find('Gift', 'de'), '☠️');
  assert.equal(rivals.find('poison', 'de'), '☠️');
  assert.equal(rivals.find('gif', 'en'), undefined);
});

test('the last name in a language is the one that describes the emoji', () => {
  assert.equal(some.nameOf('👍', 'en'), 'thumbs_up');
  assert.equal(some.nameOf('👍', 'de'), 'daumen_hoch');
  assert.equal(some.nameOf('x', 'de'), undefined);
});

const compact = compactEmojiNames();
const lines = compact.split('\n').map((line) => line.split('\t'));
const all = new EmojiNames(compact);

test('all emoji are fully qualified, without skin tones, and have names in both languages that can be typed', () => {
  assert.ok(lines.length > 1_800, `${lines.length} emoji`);
  assert.equal(new Set(lines.map(([emoji]) => emoji)).size, lines.length);
  for (const [emoji = '', ...languages] of lines) {
    assert.match(emoji, /^\p{RGI_Emoji}$/v);
    assert.doesNotMatch(emoji, /\p{Emoji_Modifier}/u);
    assert.equal(languages.length, 2, emoji);
    for (const names of languages)
      assert.match(names, /^[\p{Script=Latin}\p{Nd}_+-]+(?: [\p{Script=Latin}\p{Nd}_+-]+)*$/u, emoji);
  }
});

test('the names that people know from elsewhere lead to the emoji', () => {
  for (const [name, emoji] of [
    ['+1', '👍'],
    ['thumbs_up', '👍'],
    ['tada', '🎉'],
    ['heart', '❤️'],
    ['joy', '😂'],
    ['sunny', '☀️'],
    ['point_up', '☝️'],
    ['germany', '🇩🇪'],
    ['daumen_hoch', '👍'],
    ['rotes_herz', '❤️'],
    ['konfettibombe', '🎉'],
    ['kaffee', '☕'],
  ] as const) {
    assert.equal(all.find(name, 'en'), emoji, name);
    assert.equal(all.find(name, 'de'), emoji, name);
  }
});

test('the common emoji are all known, and none is listed twice', () => {
  assert.equal(new Set(COMMON_EMOJI).size, COMMON_EMOJI.length);
  for (const emoji of COMMON_EMOJI) assert.notEqual(all.nameOf(emoji, 'de'), undefined, emoji);
});

test('the names are small enough to be loaded while someone types', () => {
  assert.ok(gzipSync(compact).length < 39 * 1_024, `${gzipSync(compact).length} bytes`);
});
