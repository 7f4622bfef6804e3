import assert from 'node:assert/strict';
import test from 'node:test';
import { filterMembers, sortMembers } from './sort-members.ts';

const members = new Map(
  ['Zoë', 'ann10', 'Ann2', 'Ångström', 'Ben', 'محمد'].map((nickname) => [nickname, { id: nickname, nickname }]),
);
const nicknamesOf = (list: readonly { nickname: string }[]) => list.map(({ nickname }) => nickname);

test('members are sorted by nickname in the order of the locale', () => {
  assert.deepEqual(nicknamesOf(sortMembers(members, 'de')), ['Ångström', 'Ann2', 'ann10', 'Ben', 'Zoë', 'محمد']);
  assert.deepEqual(nicknamesOf(sortMembers(members, 'sv')), ['Ann2', 'ann10', 'Ben', 'Zoë', 'Ångström', 'محمد']);
});

test('a query matches any part of a nickname, regardless of case, normalization form and a leading @', () => {
  const sorted = sortMembers(members, 'de');
  for (const query of ['ANN', ' ann ', '@Ann']) {
    assert.deepEqual(nicknamesOf(filterMembers(query, sorted)), ['Ann2', 'ann10']);
  }
  assert.deepEqual(nicknamesOf(filterMembers('zoe\u0308', sorted)), ['Zoë']);
  assert.deepEqual(nicknamesOf(filterMembers('nobody', sorted)), []);
  assert.equal(filterMembers(' ', sorted), sorted);
});
