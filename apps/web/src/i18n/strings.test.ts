import assert from 'node:assert/strict';
import test from 'node:test';
import { isValidElement, type ReactNode } from 'react';
import { english } from './en.ts';
import { german } from './de.ts';

/** Entries that are the same in both languages. */
const SAME = ['help.keys.escape', 'composer.commands.help.usage', 'settings.asTheSystem'];

type Entry = string | ((...parts: unknown[]) => ReactNode);
type Shelf = { readonly [name: string]: Entry | Shelf };

/** Each entry of a dictionary by its path. */
const entries = (shelf: Shelf, path = ''): [string, Entry][] =>
  Object.entries(shelf).flatMap(([name, entry]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return typeof entry === 'object' ? entries(entry, here) : [[here, entry]];
  });

/** What stands there when it is drawn. */
const drawn = (node: ReactNode): string => {
  if (Array.isArray(node)) return node.map(drawn).join('');
  if (isValidElement<{ children?: ReactNode }>(node)) return drawn(node.props.children);
  return typeof node === 'string' || typeof node === 'number' ? String(node) : '';
};

const inEnglish = new Map(entries(english as unknown as Shelf));
const inGerman = new Map(entries(german as unknown as Shelf));
/** Parts that stand out in any sentence. `count` is another one for each. */
const parts = (entry: (...parts: unknown[]) => ReactNode, count: number) =>
  Array.from({ length: entry.length }, (_, index) => count + index * 11);
const said = (entry: Entry | undefined, count = 213): string =>
  typeof entry === 'function' ? drawn(entry(...parts(entry, count))) : (entry ?? '');

test('every entry is there in both languages, and says something', () => {
  assert.deepEqual([...inGerman.keys()].toSorted(), [...inEnglish.keys()].toSorted());
  for (const [path, entry] of [...inEnglish, ...inGerman]) assert.notEqual(said(entry).trim(), '', path);
});

test('no entry was left in English', () => {
  const same = [...inEnglish].filter(([path, entry]) => said(entry) === said(inGerman.get(path))).map(([path]) => path);
  assert.deepEqual(same, SAME);
});

test('what differs from time to time is told in both languages alike, for one and for many', () => {
  for (const [path, entry] of inEnglish) {
    if (typeof entry !== 'function') continue;
    for (const count of [1, 2, 213]) {
      const texts: string[] = [entry, inGerman.get(path)].map((each) => said(each, count));
      const [here, there] = texts.map((text) => (text.match(/\d+/g) ?? []).toSorted());
      assert.deepEqual(there, here, path);
      for (const text of texts) assert.doesNotMatch(text, /undefined|NaN|\[object/, path);
    }
    const told = (each: Entry | undefined) =>
      parts(entry, 213).filter((part) => said(each).includes(String(part))).length;
    assert.ok(told(entry) > 0, `${path} tells nothing of what it was given`);
  }
});

test('one is one, and many are many', () => {
  assert.equal(english.refusals.roomFull(1), 'The room is full (1 person).');
  assert.equal(english.refusals.roomFull(5_000), 'The room is full (5,000 people).');
  assert.equal(german.refusals.roomFull(1), 'Der Raum ist voll (1 Person).');
  assert.equal(german.refusals.roomFull(5_000), 'Der Raum ist voll (5.000 Personen).');
  assert.equal(drawn(german.transcript.goings.came('Ann', 1)), 'Ann ist beigetreten.');
  assert.equal(drawn(german.transcript.goings.came('Ann und Ben', 2)), 'Ann und Ben sind beigetreten.');
});
