import assert from 'node:assert/strict';
import test from 'node:test';
import { EmojiNames } from '../../emoji/emoji-names.ts';
import { applySuggestion, autocompleteAt, replaceEmojiName } from './autocomplete.ts';
import { commands } from '../commands/slash-commands.ts';

const membersNamed = (...nicknames: string[]) => nicknames.map((nickname) => ({ id: `id of ${nickname}`, nickname }));
const others = membersNamed('Hanna', 'anton', 'Ann', 'Ben', 'Ольга', '莉莉', 'René');
const emojiNames = new EmojiNames(
  [
    '😄\tsmile\tgrinsendes_gesicht',
    '😸\tsmile_cat\tgrinsende_katze',
    '👍\t+1 thumbsup\tdaumen_hoch',
    '💯\t100\t100',
  ].join('\n'),
);
const searchEmoji = (name: string) => emojiNames.search(name, 'en');

// In these texts `|` stands for the caret.
const parseCaret = (marked: string) => ({ text: marked.replace('|', ''), caret: marked.indexOf('|') });
const showCaret = ({ text, caret }: { text: string; caret: number }) => `${text.slice(0, caret)}|${text.slice(caret)}`;

const suggestionsFor = (marked: string, members = others) =>
  autocompleteAt(parseCaret(marked), { others: members, searchEmoji })?.suggestions.map(({ text }) => text) ?? [];
const accept = (marked: string, index = 0) => {
  const { text, caret } = parseCaret(marked);
  const autocomplete = autocompleteAt({ text, caret }, { others, searchEmoji });
  const suggestion = autocomplete?.suggestions[index];
  assert.ok(autocomplete && suggestion, marked);
  return showCaret(applySuggestion(text, autocomplete, suggestion));
};

test('a slash at the start of the text suggests commands', () => {
  const all = commands.map(({ name }) => `/${name}`);
  assert.deepEqual(suggestionsFor('/|'), all);
  assert.deepEqual(suggestionsFor('/| and more'), all);
  assert.deepEqual(suggestionsFor('/l|'), ['/leave']);
  assert.deepEqual(suggestionsFor('/L|'), ['/leave']);
  assert.deepEqual(suggestionsFor('/l|ea'), ['/leave']);
});

test('a slash elsewhere, an escaped slash and a path suggest no commands', () => {
  for (const text of [
    '//|',
    ' /|',
    'a /|',
    '\n/|',
    '|/',
    '/foo|',
    '/|foo',
    '/|/foo',
    '/l|/foo',
    '/usr/|',
    '/me |',
    '/eave|',
    'x|',
  ]) {
    assert.deepEqual(suggestionsFor(text), [], text);
  }
});

test('an @ suggests members: those whose nickname starts with the query before those whose nickname contains it', () => {
  assert.deepEqual(suggestionsFor('@an|'), ['@Ann', '@anton', '@Hanna']);
  assert.deepEqual(suggestionsFor('@AN|'), ['@Ann', '@anton', '@Hanna']);
  assert.deepEqual(suggestionsFor('@n|', membersNamed('Ann', 'Nora')), ['@Nora', '@Ann']);
  assert.deepEqual(suggestionsFor('@о|'), ['@Ольга']);
  assert.deepEqual(suggestionsFor('@莉|'), ['@莉莉']);
  assert.deepEqual(suggestionsFor('@Rene\u0301|', membersNamed('René', 'Renée')), ['@René', '@Renée']);
  assert.deepEqual(suggestionsFor('@nobody|'), []);
  assert.deepEqual(suggestionsFor('@|', []), []);
});

test('at most eight members are suggested, numbers sorted by value', () => {
  const many = Array.from({ length: 12 }, (_, index) => `Ann${12 - index}`);
  assert.deepEqual(suggestionsFor('@|', membersNamed(...many)), [
    '@Ann1',
    '@Ann2',
    '@Ann3',
    '@Ann4',
    '@Ann5',
    '@Ann6',
    '@Ann7',
    '@Ann8',
  ]);
});

test('an @ suggests members at the start and after white space and punctuation, but not inside words and URLs', () => {
  for (const text of [
    '@B|',
    'hi @B|',
    'hi\n@B|',
    '(@B|',
    'hi,@B|',
    '“@B|',
    '🙂@B|',
    '@Ann @B|',
    '@Ann,@B|',
    '/me @B|',
  ]) {
    assert.deepEqual(suggestionsFor(text), ['@Ben'], text);
  }
  for (const text of ['a@B|', '7@B|', 'é@B|', 'https://example.org/@B|', '|@B', '@B |', '@B-|']) {
    assert.deepEqual(suggestionsFor(text), [], text);
  }
});

test('an @ directly after or before letters of another script suggests members too, and so does a full-width one', () => {
  for (const text of ['请@B|', '请@b|看', '＠b|', '＠b|さん', 'Привет@b|', 'é❤️@b|']) {
    assert.deepEqual(suggestionsFor(text), ['@Ben'], text);
  }
  assert.deepEqual(suggestionsFor('请@莉|'), ['@莉莉']);
  assert.deepEqual(suggestionsFor('请@莉|看'), ['@莉莉']);
  assert.deepEqual(suggestionsFor('请@|看', membersNamed('Ben')), ['@Ben']);
  assert.deepEqual(suggestionsFor('@ben|さん', membersNamed('Ben', 'benさん')), []);
  for (const text of ['@Ben|さん', 'Привет@|', 'Привет@О|', '@|xyz', '@B|xさん']) {
    assert.deepEqual(suggestionsFor(text), [], text);
  }
  assert.equal(accept('请＠b|看'), '请@Ben|看');
});

test('a word that equals its only suggestion has no suggestions', () => {
  assert.deepEqual(suggestionsFor('/leave|'), []);
  assert.deepEqual(suggestionsFor('/LEAVE|'), []);
  assert.deepEqual(suggestionsFor('@Ben|'), []);
  assert.deepEqual(suggestionsFor('@B|en'), []);
  assert.deepEqual(suggestionsFor('@ben|'), ['@Ben']);
  assert.deepEqual(suggestionsFor('@Ann|', membersNamed('Ann', 'Anna')), ['@Ann', '@Anna']);
});

test('a word that equals one of several suggestions in any case is complete', () => {
  const isComplete = (marked: string) =>
    autocompleteAt(parseCaret(marked), { others: membersNamed('Ann', 'Anna'), searchEmoji })?.isComplete;
  for (const word of ['@Ann|', '@ann|', '@a|NN', '@anna|']) assert.equal(isComplete(word), true, word);
  for (const word of ['@|', '@an|', '@nn|']) assert.equal(isComplete(word), false, word);
});

test('a suggestion has to match the whole word, not only the part before the caret', () => {
  assert.deepEqual(suggestionsFor('@|xyz is here'), []);
  assert.deepEqual(suggestionsFor('@|be is here'), ['@Ben']);
  assert.deepEqual(suggestionsFor('/|ex'), []);
});

test('accepting a suggestion replaces the word and puts the caret after it', () => {
  assert.equal(accept('@An|'), '@Ann |');
  assert.equal(accept('@an|', 1), '@anton |');
  assert.equal(accept('hi @b|'), 'hi @Ben |');
  assert.equal(accept('/l|'), '/leave |');
  assert.equal(accept('/|', 1), '/me |');
});

test('accepting a suggestion leaves the text around the word unchanged', () => {
  assert.equal(accept('hi @b| and you'), 'hi @Ben |and you');
  assert.equal(accept('hi @b|, and you'), 'hi @Ben|, and you');
  assert.equal(accept('hi @b|\nand you'), 'hi @Ben|\nand you');
  assert.equal(accept('@A|n hello'), '@Ann |hello');
  assert.equal(accept('🙂 @b|🙂'), '🙂 @Ben|🙂');
  assert.equal(accept('/l| now'), '/leave |now');
});

test('a colon with at least two letters suggests emoji', () => {
  assert.deepEqual(suggestionsFor(':sm|'), ['😄', '😸']);
  assert.deepEqual(suggestionsFor('nice :smile_|'), ['😄', '😸']);
  assert.deepEqual(suggestionsFor('请:DAU|看'), ['👍']);
  for (const text of [':|', ':s|', ':D|', ':10|', ':1|', '::sm|', 'a:sm|', '`:sm|', ':nothing|']) {
    assert.deepEqual(suggestionsFor(text), [], text);
  }
  const many = Array.from({ length: 9 }, (_, index) => ({ emoji: `${index}`, name: 'many' }));
  const found = autocompleteAt({ text: ':ma', caret: 3 }, { others, searchEmoji: () => many });
  assert.equal(found?.suggestions.length, 8);
  assert.equal(found?.isComplete, false, 'Enter accepts the emoji of a complete name and does not send');
});

test('accepting an emoji replaces its name with both colons', () => {
  assert.equal(accept('hi :sm|'), 'hi 😄 |');
  assert.equal(accept('hi :sm|ile_c:, you'), 'hi 😸|, you');
  assert.equal(accept('(:sm|)'), '(😄|)');
});

test('a closing colon replaces the name of an emoji', () => {
  const replace = (marked: string) => replaceEmojiName(parseCaret(marked), (name) => emojiNames.find(name, 'en'));
  assert.equal(replace(':smile:|'), '😄');
  assert.equal(replace('so :Daumen_hoch:| or'), 'so 👍 or');
  assert.equal(replace(':+1:|'), '👍');
  assert.equal(replace(':100:|'), '💯');
  for (const text of [':smil:|', ':smile|:', '1:100:|', '`:smile:|`', 'a:smile:|'])
    assert.equal(replace(text), undefined, text);
});
