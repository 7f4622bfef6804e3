import assert from 'node:assert/strict';
import test from 'node:test';
import { commands } from './slash-commands.ts';
import { completionAt, withTaken } from './autocomplete.ts';

const here = (...nicknames: string[]) => nicknames.map((nickname) => ({ id: `id of ${nickname}`, nickname }));
const others = here('Hanna', 'anton', 'Ann', 'Ben', 'Ольга', '莉莉', 'René');

/** The texts with `|` for the caret. */
const at = (marked: string) => ({ text: marked.replace('|', ''), caret: marked.indexOf('|') });
const marked = ({ text, caret }: { text: string; caret: number }) => `${text.slice(0, caret)}|${text.slice(caret)}`;
const offered = (text: string, people = others) =>
  completionAt(at(text), people)?.offers.map((offer) => offer.text) ?? [];
const taking = (text: string, which = 0) => {
  const completion = completionAt(at(text), others);
  const offer = completion?.offers[which];
  assert.ok(completion && offer, text);
  return marked(withTaken(at(text).text, completion, offer));
};

test('a slash at the very start offers the commands', () => {
  const all = commands.map(({ name }) => `/${name}`);
  assert.deepEqual(offered('/|'), all);
  assert.deepEqual(offered('/| and more'), all);
  assert.deepEqual(offered('/l|'), ['/leave']);
  assert.deepEqual(offered('/L|'), ['/leave']);
  assert.deepEqual(offered('/l|ea'), ['/leave']);
});

test('no other slash does', () => {
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
    assert.deepEqual(offered(text), [], text);
  }
});

test('an @ offers those who are here: first whose nickname begins so, then those in whose it occurs', () => {
  assert.deepEqual(offered('@an|'), ['@Ann', '@anton', '@Hanna']);
  assert.deepEqual(offered('@AN|'), ['@Ann', '@anton', '@Hanna']);
  assert.deepEqual(offered('@n|', here('Ann', 'Nora')), ['@Nora', '@Ann']);
  assert.deepEqual(offered('@о|'), ['@Ольга']);
  assert.deepEqual(offered('@莉|'), ['@莉莉']);
  assert.deepEqual(offered('@Rene\u0301|', here('René', 'Renée')), ['@René', '@Renée']);
  assert.deepEqual(offered('@nobody|'), []);
  assert.deepEqual(offered('@|', []), []);
});

test('at most eight, the number in a nickname counted as one', () => {
  const many = Array.from({ length: 12 }, (_, index) => `Ann${12 - index}`);
  assert.deepEqual(offered('@|', here(...many)), [
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

test('an @ counts at the start and after white space and signs, not within words and addresses', () => {
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
    assert.deepEqual(offered(text), ['@Ben'], text);
  }
  for (const text of ['a@B|', '7@B|', 'é@B|', '莉@B|', 'https://example.org/@B|', '|@B', '@B |', '@B-|']) {
    assert.deepEqual(offered(text), [], text);
  }
});

test('nothing is offered that would change nothing', () => {
  assert.deepEqual(offered('/leave|'), []);
  assert.deepEqual(offered('/LEAVE|'), []);
  assert.deepEqual(offered('@Ben|'), []);
  assert.deepEqual(offered('@B|en'), []);
  assert.deepEqual(offered('@ben|'), ['@Ben']);
  assert.deepEqual(offered('@Ann|', here('Ann', 'Anna')), ['@Ann', '@Anna']);
});

test('nothing is offered that would replace other letters than its own', () => {
  assert.deepEqual(offered('@|xyz is here'), []);
  assert.deepEqual(offered('@|be is here'), ['@Ben']);
  assert.deepEqual(offered('/|ex'), []);
});

test('what is taken stands in place of the word, and the caret behind it', () => {
  assert.equal(taking('@An|'), '@Ann |');
  assert.equal(taking('@an|', 1), '@anton |');
  assert.equal(taking('hi @b|'), 'hi @Ben |');
  assert.equal(taking('/l|'), '/leave |');
  assert.equal(taking('/|', 1), '/me |');
});

test('what stands around the word stays', () => {
  assert.equal(taking('hi @b| and you'), 'hi @Ben |and you');
  assert.equal(taking('hi @b|, and you'), 'hi @Ben|, and you');
  assert.equal(taking('hi @b|\nand you'), 'hi @Ben|\nand you');
  assert.equal(taking('@A|n hello'), '@Ann |hello');
  assert.equal(taking('🙂 @b|🙂'), '🙂 @Ben|🙂');
  assert.equal(taking('/l| now'), '/leave |now');
});
