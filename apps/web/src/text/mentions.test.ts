import assert from 'node:assert/strict';
import test from 'node:test';
import { findMentions, isMentionOf, mentionAt } from './mentions.ts';

/** The mentions in a text, of which joined ones are marked with a plus sign. */
const found = (text: string) => findMentions(text).map(({ text, isJoined }) => (isJoined ? `+${text}` : text));
const membersNamed = (...nicknames: string[]) => new Map(nicknames.map((nickname) => [nickname, { nickname }]));
const mentionsIn = (text: string, ...nicknames: string[]) =>
  findMentions(text).map((mention) => mentionAt(mention, membersNamed(...nicknames)));

test('an at sign with letters and digits can be a mention, also a full-width one', () => {
  assert.deepEqual(found('@Ann, (@Žofie2) ＠ken "@अनु"! @@7 ❤️@Ann'), ['@Ann', '@Žofie2', '＠ken', '@अनु', '@7', '@Ann']);
  assert.deepEqual(found('@ @_Ann @\u0301 @-a'), []);
});

test('after a letter of another script it can be one too; an e-mail address is none', () => {
  assert.deepEqual(found('请@ken看 Привет@Ann パ\u3099@ken 看\u0301@ken'), ['+@ken看', '+@Ann', '+@ken', '+@ken']);
  assert.deepEqual(found('ann@example.org é@b 7@example.org a\u0301@b 7\u0301@b Привет@Анна @'), []);
});

test('the longest nickname of a person in the room wins where letters of another script follow', () => {
  assert.deepEqual(mentionsIn('@kenさん', 'ken'), ['@ken']);
  assert.deepEqual(mentionsIn('@kenさん', 'ken', 'kenさん'), ['@kenさん']);
  assert.deepEqual(mentionsIn('＠KENさん', 'ken'), ['＠KEN']);
  assert.deepEqual(mentionsIn('请@ken看', 'ken'), ['@ken']);
  assert.deepEqual(mentionsIn('@ken2さん @ken2', 'ken', 'ken2'), ['@ken2', '@ken2']);
  assert.deepEqual(mentionsIn('@7さん', '7'), ['@7']);
  assert.deepEqual(mentionsIn('@Zoe\u0308さん', 'Zo\u00eb'), ['@Zoe\u0308']);
  assert.deepEqual(mentionsIn('@Анна世界ann', 'анна', 'Анна世界'), ['@Анна世界']);
});

test('in a script without spaces, and in Korean, letters of the same script can follow', () => {
  assert.deepEqual(mentionsIn('请问@莉莉看', '莉莉', '莉'), ['@莉莉']);
  assert.deepEqual(mentionsIn('莉@莉', '莉莉'), [undefined]);
  assert.deepEqual(mentionsIn('@민수님', '민수'), ['@민수']);
  assert.deepEqual(mentionsIn('@健さん', '健'), ['@健']);
});

test('a nickname is never a part of a longer word of its script', () => {
  assert.deepEqual(mentionsIn('@anna @ann2 @kenéさん', 'ann', 'ken'), ['@anna', '@ann2', '@kené']);
});

test('without such a person, the letters of one script are a mention; directly after a letter there is none', () => {
  assert.deepEqual(mentionsIn('@kenさん @Ben', 'Ann'), ['@ken', '@Ben']);
  assert.deepEqual(mentionsIn('请@ken看', 'Ann'), [undefined]);
});

test('a mention ignores case and normalization', () => {
  assert(isMentionOf('@ann', 'Ann') && isMentionOf('＠ANN', 'Ann') && isMentionOf('@Zoe\u0308', 'ZO\u00cb'));
  assert(!isMentionOf('@anna', 'Ann') && !isMentionOf('@Än', 'Ann'));
});

test('the time is proportional to the length', () => {
  for (const unit of ['@', '看@a', '看a', '@看', 'a\u0301@']) {
    const before = process.cpuUsage();
    // So long that a time with the square of the length would not end.
    mentionsIn(unit.repeat(100_000), 'Ann');
    mentionsIn(`@${unit.replaceAll('@', '').repeat(100_000)}`, 'Ann');
    assert(process.cpuUsage(before).user < 5_000_000, unit);
  }
});
