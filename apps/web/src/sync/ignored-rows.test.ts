import assert from 'node:assert/strict';
import test from 'node:test';
import type { Member, RoomEvent } from '@mailroom/shared';
import { foldCase } from '../text/fold-case.ts';
import { knownOf } from '../room/roster/member-history.ts';
import { ignoredMemberIds, hideIgnored, countMessagesFromOthers } from './ignored-rows.ts';
import type { Row } from './row.ts';
import { typingMembers } from '../room/typing-members.ts';

const [ann, ben, cleo, dora] = ['Ann', 'Ben', 'Cleo', 'Dora'].map((nickname) => ({
  id: nickname.toLowerCase(),
  nickname,
})) as [Member, Member, Member, Member];
const row = (event: RoomEvent, at = 0): Row => ({
  key: JSON.stringify(event),
  type: 'letter',
  epoch: 'first',
  letter: { id: 0, at, event },
  isYours: event.member.id === ann.id,
});
const said = (member: Member): Row => row({ type: 'said', member, text: 'hello', clientMsgId: member.nickname });
const renamed = (member: Member, nickname: string): Row =>
  row({ type: 'renamed', member: { ...member, nickname }, before: member.nickname, clientMsgId: '' });
const members = new Map([ann, ben, cleo, dora].map((each) => [each.id, each]));
const ignoring = (...nicknames: string[]) => new Map(nicknames.map((each) => [foldCase(each), each]));
const ignored = (nicknames: string[], rows: Row[] = []) => [
  ...ignoredMemberIds(ignoring(...nicknames), { rows, members, you: ann }),
];

test('who is ignored is known by the nickname, whatever its capitals, and nobody ignores themselves', () => {
  assert.deepEqual(ignored(['BEN', 'ann', 'gone']), ['ben']);
  assert.deepEqual(ignored([]), []);
});

test('another nickname does not undo it, and neither does leaving', () => {
  const bob = { ...ben, nickname: 'Bob' };
  const emil = { id: 'emil', nickname: 'Emil' };
  assert.deepEqual(ignored(['Emil', 'Cleo'], [said(emil)]), ['cleo', 'emil']);
  const rows = [said(bob), renamed(bob, 'Bill')];
  for (const nickname of ['bob', 'bill']) assert.deepEqual(ignored([nickname], rows), ['ben']);
});

test('of those who are ignored the rows keep their places, and count for nothing', () => {
  const rows: Row[] = [
    said(ann),
    said(ben),
    row({ type: 'left', member: ben, reason: '' }),
    said(cleo),
    { key: 'remark', type: 'remark', remark: 'connected' },
  ];
  const shown = hideIgnored(new Set([ben.id, ann.id]), rows);
  assert.deepEqual(
    shown.map(({ key }) => key),
    rows.map(({ key }) => key),
  );
  assert.deepEqual(
    shown.map(({ type }) => type),
    ['letter', 'ignored', 'ignored', 'letter', 'remark'],
  );
  assert.deepEqual([countMessagesFromOthers({ rows }), countMessagesFromOthers({ rows: shown })], [2, 1]);
  assert.equal(hideIgnored(new Set(), rows), rows, 'who ignores nobody pays nothing');
});

test('who writes is told of others who are here and not ignored, while the page hears from the room', () => {
  const presence = { version: 1, away: new Set<string>(), typing: new Set(['gone', ann.id, ben.id, cleo.id, dora.id]) };
  const view = { presence, members, you: ann, ignored: new Set([ben.id]) };
  assert.deepEqual(typingMembers({ ...view, connection: { state: 'live' } }), [cleo, dora]);
  assert.deepEqual(typingMembers({ ...view, connection: { state: 'reconnecting' } }), []);
});

test('what is known of somebody: since when they are here, and what they are called and were before', () => {
  const rows = [
    row({ type: 'joined', member: ben }, 10),
    row({ type: 'joined', member: cleo }, 15),
    row({ type: 'left', member: ben, reason: '' }, 20),
    row({ type: 'joined', member: ben }, 30),
    renamed(ben, 'Bob'),
  ];
  const known = { joinedAt: 30, nicknames: ['Bob', 'Ben'] };
  assert.deepEqual(knownOf(rows, { ...ben, nickname: 'Bob' }), known);
  assert.deepEqual(knownOf(rows, dora), { joinedAt: undefined, nicknames: ['Dora'] });
});
