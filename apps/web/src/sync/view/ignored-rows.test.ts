import assert from 'node:assert/strict';
import test from 'node:test';
import type { Member, RoomEvent } from '@mailroom/shared';
import { foldCase } from '../../text/fold-case.ts';
import { countMessagesFromOthers, hideIgnored, ignoredMemberIds } from './ignored-rows.ts';
import type { Row } from './row.ts';

const [ann, ben, cleo] = ['Ann', 'Ben', 'Cleo'].map((nickname) => ({
  id: nickname.toLowerCase(),
  nickname,
})) as [Member, Member, Member];
const row = (event: RoomEvent): Row => ({
  key: JSON.stringify(event),
  type: 'letter',
  epoch: 'first',
  letter: { id: 0, at: 0, event },
  isYours: event.member.id === ann.id,
});
const said = (member: Member): Row => row({ type: 'said', member, text: 'hello', mutationId: member.nickname });
const renamed = (member: Member, nickname: string): Row =>
  row({ type: 'renamed', member: { ...member, nickname }, formerNickname: member.nickname, mutationId: '' });
const members = new Map([ann, ben, cleo].map((each) => [each.id, each]));
const ignoreList = (...nicknames: string[]) => new Map(nicknames.map((each) => [foldCase(each), each]));
const ignored = (nicknames: string[], rows: Row[] = []) => [
  ...ignoredMemberIds(ignoreList(...nicknames), { rows, members, you: ann }),
];

test('members are ignored by nickname, in any case, and the user is never ignored', () => {
  assert.deepEqual(ignored(['BEN', 'ann', 'gone']), ['ben']);
  assert.deepEqual(ignored([]), []);
});

test('a member stays ignored after a rename and after leaving', () => {
  const bob = { ...ben, nickname: 'Bob' };
  const emil = { id: 'emil', nickname: 'Emil' };
  assert.deepEqual(ignored(['Emil', 'Cleo'], [said(emil)]), ['cleo', 'emil']);
  const rows = [said(bob), renamed(bob, 'Bill')];
  for (const nickname of ['bob', 'bill']) assert.deepEqual(ignored([nickname], rows), ['ben']);
});

test('the rows of ignored members keep their places, and are not counted', () => {
  const rows: Row[] = [
    said(ann),
    said(ben),
    row({ type: 'left', member: ben, why: 'left' }),
    said(cleo),
    { key: 'notice', type: 'notice', notice: 'resynced' },
  ];
  const visible = hideIgnored(new Set([ben.id, ann.id]), rows);
  assert.deepEqual(
    visible.map(({ key }) => key),
    rows.map(({ key }) => key),
  );
  assert.deepEqual(
    visible.map(({ type }) => type),
    ['letter', 'ignored', 'ignored', 'letter', 'notice'],
  );
  assert.deepEqual([countMessagesFromOthers(rows), countMessagesFromOthers(visible)], [2, 1]);
  assert.equal(hideIgnored(new Set(), rows), rows, 'nothing is copied');
});
