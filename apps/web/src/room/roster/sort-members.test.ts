import assert from 'node:assert/strict';
import test from 'node:test';
import { peopleCalled, sortedPeople } from './sort-members.ts';

const members = new Map(
  ['Zoë', 'ann10', 'Ann2', 'Ångström', 'Ben', 'محمد'].map((nickname) => [nickname, { id: nickname, nickname }]),
);
const names = (people: readonly { nickname: string }[]) => people.map(({ nickname }) => nickname);

test('people stand in the order of the reader’s language', () => {
  assert.deepEqual(names(sortedPeople(members, 'de')), ['Ångström', 'Ann2', 'ann10', 'Ben', 'Zoë', 'محمد']);
  assert.deepEqual(names(sortedPeople(members, 'sv')), ['Ann2', 'ann10', 'Ben', 'Zoë', 'Ångström', 'محمد']);
});

test('people are found by any part of their nickname, however it is spelt, with or without the sign of a mention', () => {
  const people = sortedPeople(members, 'de');
  for (const sought of ['ANN', ' ann ', '@Ann'])
    assert.deepEqual(names(peopleCalled(sought, people)), ['Ann2', 'ann10']);
  assert.deepEqual(names(peopleCalled('zoe\u0308', people)), ['Zoë']);
  assert.deepEqual(names(peopleCalled('nobody', people)), []);
  assert.equal(peopleCalled(' ', people), people);
});
