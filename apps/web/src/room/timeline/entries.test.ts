import assert from 'node:assert/strict';
import test from 'node:test';
import type { RoomEvent } from '@mailroom/shared';
import { buildEntries, withoutMembership } from './entries.ts';
import { hideIgnored, type VisibleRow } from '../../sync/ignored-rows.ts';
import type { Row } from '../../sync/room-view.ts';

const MINUTE = 60_000;
const NOON = new Date(2026, 10, 22, 12).getTime();

let made = 0;
const row = (event: RoomEvent, at = NOON, epoch = 'first'): Row => {
  const id = made++;
  return { key: `${epoch}-${id}`, type: 'letter', epoch, letter: { id, at, event }, isYours: false };
};
const member = (nickname: string) => ({ id: nickname.toLowerCase(), nickname });
const said = (nickname: string, text: string, at?: number, epoch?: string) =>
  row({ type: 'said', member: member(nickname), text, clientMsgId: text }, at, epoch);
const joined = (nickname: string, at?: number) => row({ type: 'joined', member: member(nickname) }, at);
const left = (nickname: string, at?: number) => row({ type: 'left', member: member(nickname), reason: '' }, at);
const remark: Row = { key: 'remark', type: 'remark', remark: 'connected' };

const whatHappened = (each: Row) => {
  if (each.type !== 'letter' || each.letter.event.type === 'unknown') return each.type;
  const { event } = each.letter;
  return event.type === 'said' ? `${event.member.nickname}: ${event.text}` : `${event.member.nickname} ${event.type}`;
};
/** The transcript as it is drawn, an ellipsis before what goes on from the line above. */
const drawn = (rows: readonly VisibleRow[], unreadFrom?: string) =>
  buildEntries(rows, unreadFrom).map((entry) => {
    if (entry.type === 'ignored') return `[${entry.rows.map(whatHappened).join(', ')}]`;
    if (entry.type === 'goings') return entry.rows.map(whatHappened).join(', ');
    return entry.type === 'row' ? `${entry.isContinued ? '… ' : ''}${whatHappened(entry.row)}` : `-- ${entry.type}`;
  });

test('lines of one author stand under one name, until someone else says or does something', () => {
  const rows = [said('Ann', 'one'), said('Ann', 'two'), said('Ben', 'three'), said('Ann', 'four'), joined('Cleo')];
  assert.deepEqual(drawn([...rows, said('Ann', 'five'), remark, said('Ann', 'six')]), [
    '-- day',
    'Ann: one',
    '… Ann: two',
    'Ben: three',
    'Ann: four',
    'Cleo joined',
    'Ann: five',
    'remark',
    'Ann: six',
  ]);
});

test('after five minutes, in another ledger and on another day the name is told again', () => {
  const rows = [
    said('Ann', 'one', NOON),
    said('Ann', 'two', NOON + 5 * MINUTE - 1),
    said('Ann', 'three', NOON + 10 * MINUTE),
    said('Ann', 'four', NOON + 10 * MINUTE, 'second'),
  ];
  assert.deepEqual(drawn(rows), ['-- day', 'Ann: one', '… Ann: two', 'Ann: three', 'Ann: four']);
  const midnight = new Date(2026, 10, 23).getTime();
  assert.deepEqual(drawn([said('Ann', 'late', midnight - 1), remark, said('Ann', 'early', midnight)]), [
    '-- day',
    'Ann: late',
    'remark',
    '-- day',
    'Ann: early',
  ]);
});

test('three comings and goings in a row are folded together; a line, a day or the unread line ends them', () => {
  const few = [joined('Ann'), left('Ann')];
  assert.deepEqual(drawn(few), ['-- day', 'Ann joined', 'Ann left']);
  assert.deepEqual(drawn([...few, joined('Ben'), said('Ben', 'hello'), joined('Cleo')]), [
    '-- day',
    'Ann joined, Ann left, Ben joined',
    'Ben: hello',
    'Cleo joined',
  ]);
  const nextDay = joined('Dora', NOON + 24 * 60 * MINUTE);
  assert.deepEqual(drawn([...few, joined('Ben'), nextDay]), [
    '-- day',
    'Ann joined, Ann left, Ben joined',
    '-- day',
    'Dora joined',
  ]);
});

test('the unread line stands before the first line that was not seen, which tells its author again', () => {
  const rows = [said('Ann', 'seen'), said('Ann', 'new')];
  assert.deepEqual(drawn(rows, rows[1]?.key), ['-- day', 'Ann: seen', '-- unread', 'Ann: new']);
});

test('who does not want to read of comings and goings reads what was said, as if nothing had come between', () => {
  const rows = [joined('Ann'), said('Ann', 'one'), left('Ben'), said('Ann', 'two'), remark, said('Ann', 'three')];
  assert.deepEqual(drawn([...withoutMembership(rows)]), ['-- day', 'Ann: one', '… Ann: two', 'remark', 'Ann: three']);
});

test('what is folded together keeps its key as more comes', () => {
  const rows = [joined('Ann'), joined('Ben'), joined('Cleo')];
  const keyed = (rows: Row[]) => buildEntries(rows).map(({ key }) => key);
  assert.deepEqual(keyed([...rows, left('Cleo')]), keyed(rows));
});

test('lines of people whom one ignores are folded together, in their place; their comings and goings are not told', () => {
  const rows = [
    said('Ann', 'one'),
    said('Ben', 'two'),
    left('Ben'),
    joined('Ben'),
    said('Cleo', 'three'),
    said('Ann', 'four'),
    joined('Dora'),
    joined('Ben'),
    joined('Emil'),
    joined('Finn'),
    said('Ben', 'five', NOON + 24 * 60 * MINUTE),
  ];
  assert.deepEqual(drawn(hideIgnored(new Set(['ben', 'cleo']), rows)), [
    '-- day',
    'Ann: one',
    '[Ben: two, Cleo: three]',
    'Ann: four',
    'Dora joined, Emil joined, Finn joined',
    '-- day',
    '[Ben: five]',
  ]);
});

test('a line that goes on stays so when someone who is ignored came or went in between', () => {
  const rows = [said('Ann', 'one'), joined('Ben'), said('Ann', 'two'), said('Ben', 'three'), said('Ann', 'four')];
  const shown = ['-- day', 'Ann: one', '… Ann: two', '[Ben: three]', 'Ann: four'];
  assert.deepEqual(drawn(hideIgnored(new Set(['ben']), rows)), shown);
});
