import assert from 'node:assert/strict';
import test from 'node:test';
import type { ReactNode } from 'react';
import { de } from './de.ts';
import { en } from './en.ts';
import { toPlainText } from './plain-text.ts';

/** Paths of the strings that are the same in both languages. */
const SAME = [
  'menu.moderation',
  'invitation.link',
  'help.keys.escape',
  'composer.commands.help.usage',
  'settings.system',
];

type StringResource = string | ((...args: unknown[]) => ReactNode);
type StringTree = { readonly [key: string]: StringResource | StringTree };

/** All string resources of a tree with their paths. */
const flatten = (tree: StringTree, parent = ''): [path: string, resource: StringResource][] =>
  Object.entries(tree).flatMap(([key, value]) => {
    const path = parent === '' ? key : `${parent}.${key}`;
    return typeof value === 'object' ? flatten(value, path) : [[path, value]];
  });

// The casts hide that each function of the strings has parameters of its own: this test calls all of them with the same arguments.
const english = new Map(flatten(en as unknown as StringTree));
const german = new Map(flatten(de as unknown as StringTree));

/** Arguments that are easy to find in a text: `count`, `count + 11`, and so on. */
const argumentsFor = (resource: (...args: unknown[]) => ReactNode, count: number) =>
  Array.from({ length: resource.length }, (_, index) => count + index * 11);

const textOf = (resource: StringResource | undefined, count = 213): string =>
  typeof resource === 'function' ? toPlainText(resource(...argumentsFor(resource, count))) : (resource ?? '');

test('every string exists in both languages and is not empty', () => {
  assert.deepEqual([...german.keys()].toSorted(), [...english.keys()].toSorted());
  for (const [path, resource] of [...english, ...german]) assert.notEqual(textOf(resource).trim(), '', path);
});

test('every string is translated, except those listed as the same', () => {
  const same = [...english]
    .filter(([path, resource]) => textOf(resource) === textOf(german.get(path)))
    .map(([path]) => path);
  assert.deepEqual(same, SAME);
});

test('both languages show the same arguments, in the singular and in the plural', () => {
  for (const [path, resource] of english) {
    if (typeof resource !== 'function') continue;
    for (const count of [1, 2, 213]) {
      const texts: string[] = [resource, german.get(path)].map((each) => textOf(each, count));
      const [inEnglish, inGerman] = texts.map((text) => (text.match(/\d+/g) ?? []).toSorted());
      assert.deepEqual(inGerman, inEnglish, path);
      for (const text of texts) assert.doesNotMatch(text, /undefined|NaN|\[object/, path);
    }
    const shown = argumentsFor(resource, 213).filter((argument) => textOf(resource).includes(String(argument)));
    assert.ok(shown.length > 0, `${path} shows none of its arguments`);
  }
});

test('plural forms and thousands separators follow the language', () => {
  assert.equal(en.refusals.roomFull(1), 'The room is full (1 person).');
  assert.equal(en.refusals.roomFull(5_000), 'The room is full (5,000 people).');
  assert.equal(de.refusals.roomFull(1), 'Der Raum ist voll (1 Person).');
  assert.equal(de.refusals.roomFull(5_000), 'Der Raum ist voll (5.000 Personen).');
  assert.equal(toPlainText(de.transcript.membership.joined('Ann', 1)), 'Ann ist beigetreten.');
  assert.equal(toPlainText(de.transcript.membership.joined('Ann und Ben', 2)), 'Ann und Ben sind beigetreten.');
});
