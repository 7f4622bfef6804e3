import assert from 'node:assert/strict';
import test from 'node:test';
import type { Member, Reaction, RoomEvent } from '@mailroom/shared';
import { foldCase } from '../../text/fold-case.ts';
import { countMessagesFromOthers, hideIgnored, ignoredMemberIds } from './ignored-rows.ts';
import type { LetterRow, Row } from './row.ts';

const [ann, ben, cleo] = ['Ann', 'Ben', 'Cleo'].map((nickname) => ({
  id: nickname.toLowerCase(),
  nickname,
})) as [Member, Member, Member];
const row = (event: RoomEvent): LetterRow => ({
  key: JSON.stringify(event),
  type: 'letter',
  epoch: 'first',
  letter: { id: 0, at: 0, event },
  isYours: event.member.id === ann.id,
});
const said = (member: Member): LetterRow => row({ type: 'said', member, text: 'hello', mutationId: member.nickname });
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

test('the reactions of ignored members are hidden, and the others are not', () => {
  const from = (emoji: string, member: Member): Reaction => ({ emoji, member });
  const reactedTo = (member: Member, ...list: Reaction[]): Row => ({ ...said(member), reactions: { list, id: 9 } });
  const rows = [
    reactedTo(ann, from('👍', cleo), from('👍', ben), from('👍', ann)),
    reactedTo(cleo, from('🎉', ben)),
    reactedTo(ben, from('❤️', ben), from('❤️', cleo)),
    reactedTo(ann, from('👍', cleo)),
  ];
  const visible = hideIgnored(new Set([ben.id]), rows);
  const shown = visible.map((each) => (each.type === 'ignored' ? each.row : each));
  assert.deepEqual(shown, [
    reactedTo(ann, from('👍', cleo), from('👍', ann)),
    reactedTo(cleo),
    reactedTo(ben, from('❤️', cleo)),
    rows[3],
  ]);
  assert.equal(visible[3], rows[3], 'a row without such reactions is not copied');
  assert.equal(hideIgnored(new Set([ben.id]), rows)[0], visible[0], 'a row is copied once');
  const others = hideIgnored(new Set([cleo.id]), rows);
  assert.deepEqual(others[0], reactedTo(ann, from('👍', ben), from('👍', ann)), 'and again when others are ignored');
});

test('a member who left is ignored by the nickname of a reaction', () => {
  const emil = { id: 'emil', nickname: 'Emil' };
  const reacted: Row = { ...said(cleo), reactions: { list: [{ emoji: '👍', member: emil }], id: 9 } };
  assert.deepEqual(ignored(['emil'], [reacted]), ['emil']);
});
