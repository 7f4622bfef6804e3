import assert from 'node:assert/strict';
import test from 'node:test';
import type { RoomEvent } from '@mailroom/shared';
import { buildEntries, withoutMembership } from './entries.ts';
import { hideIgnored } from '../../sync/view/ignored-rows.ts';
import type { Row, VisibleRow } from '../../sync/view/row.ts';

const MINUTE = 60_000;
const NOON = new Date(2026, 10, 22, 12).getTime();

let nextId = 0;
const row = (event: RoomEvent, at = NOON, epoch = 'first'): Row => {
  const id = nextId++;
  return { key: `${epoch}-${id}`, type: 'letter', epoch, letter: { id, at, event }, isYours: false };
};
const member = (nickname: string) => ({ id: nickname.toLowerCase(), nickname });
const said = (nickname: string, text: string, at?: number, epoch?: string) =>
  row({ type: 'said', member: member(nickname), text, mutationId: text }, at, epoch);
const joined = (nickname: string, at?: number) => row({ type: 'joined', member: member(nickname) }, at);
const left = (nickname: string, at?: number) => row({ type: 'left', member: member(nickname), why: 'left' }, at);
const notice: Row = { key: 'notice', type: 'notice', notice: 'resynced' };

const describeRow = (each: Row) => {
  if (each.type !== 'letter' || each.letter.event.type === 'unknown') return each.type;
  const { event } = each.letter;
  return event.type === 'said' ? `${event.member.nickname}: ${event.text}` : `${event.member.nickname} ${event.type}`;
};
/** Formats the entries, with an ellipsis before messages that continue a group. */
const format = (rows: readonly VisibleRow[], unreadFrom?: string) =>
  buildEntries(rows, unreadFrom).map((entry) => {
    if (entry.type === 'ignored') return `[${entry.rows.map(describeRow).join(', ')}]`;
    if (entry.type === 'membership') return entry.rows.map(describeRow).join(', ');
    return entry.type === 'row' ? `${entry.isContinued ? '… ' : ''}${describeRow(entry.row)}` : `-- ${entry.type}`;
  });

test('a summary keeps its key when it gets further rows above or below', () => {
  const keysOf = (rows: readonly Row[], firstKey?: string) =>
    buildEntries(rows, undefined, firstKey).flatMap(({ type, key }) => (type === 'membership' ? key : []));
  const group = (...names: string[]) => names.map((name) => joined(name));
  const [oldest, older, first, next] = [group('A', 'B', 'C'), group('D', 'E', 'F'), group('G', 'H', 'I'), group('J')];
  const [start] = first;
  const key = `membership-${start?.key}`;
  assert.deepEqual(keysOf(first), [key]);
  assert.deepEqual(keysOf([...first, ...next]), [key]);
  assert.deepEqual(keysOf([...older, ...first], start?.key), [key]);
  const withMessage = [...older, said('Ann', 'hello'), ...first];
  const olderKey = `membership-${older.at(-1)?.key}`;
  assert.deepEqual(keysOf(withMessage, start?.key), [olderKey, key]);
  assert.deepEqual(keysOf([...oldest, ...withMessage], start?.key), [olderKey, key]);
});

test('messages of one author form a group, until another row comes between', () => {
  const rows = [said('Ann', 'one'), said('Ann', 'two'), said('Ben', 'three'), said('Ann', 'four'), joined('Cleo')];
  assert.deepEqual(format([...rows, said('Ann', 'five'), notice, said('Ann', 'six')]), [
    '-- day',
    'Ann: one',
    '… Ann: two',
    'Ben: three',
    'Ann: four',
    'Cleo joined',
    'Ann: five',
    'notice',
    'Ann: six',
  ]);
});

test('a new group starts after five minutes, in another ledger and on another day', () => {
  const rows = [
    said('Ann', 'one', NOON),
    said('Ann', 'two', NOON + 5 * MINUTE - 1),
    said('Ann', 'three', NOON + 10 * MINUTE),
    said('Ann', 'four', NOON + 10 * MINUTE, 'second'),
  ];
  assert.deepEqual(format(rows), ['-- day', 'Ann: one', '… Ann: two', 'Ann: three', 'Ann: four']);
  const midnight = new Date(2026, 10, 23).getTime();
  assert.deepEqual(format([said('Ann', 'late', midnight - 1), notice, said('Ann', 'early', midnight)]), [
    '-- day',
    'Ann: late',
    'notice',
    '-- day',
    'Ann: early',
  ]);
});

test('three consecutive joins and leaves are summarized; a message, a day or the unread separator ends them', () => {
  const few = [joined('Ann'), left('Ann')];
  assert.deepEqual(format(few), ['-- day', 'Ann joined', 'Ann left']);
  assert.deepEqual(format([...few, joined('Ben'), said('Ben', 'hello'), joined('Cleo')]), [
    '-- day',
    'Ann joined, Ann left, Ben joined',
    'Ben: hello',
    'Cleo joined',
  ]);
  const nextDay = joined('Dora', NOON + 24 * 60 * MINUTE);
  assert.deepEqual(format([...few, joined('Ben'), nextDay]), [
    '-- day',
    'Ann joined, Ann left, Ben joined',
    '-- day',
    'Dora joined',
  ]);
});

test('the unread separator is before the first unread message, which starts a new group', () => {
  const rows = [said('Ann', 'seen'), said('Ann', 'new')];
  assert.deepEqual(format(rows, rows[1]?.key), ['-- day', 'Ann: seen', '-- unread', 'Ann: new']);
});

test('without joins and leaves, messages are grouped as if nothing had come between', () => {
  const rows = [joined('Ann'), said('Ann', 'one'), left('Ben'), said('Ann', 'two'), notice, said('Ann', 'three')];
  assert.deepEqual(format([...withoutMembership(rows)]), ['-- day', 'Ann: one', '… Ann: two', 'notice', 'Ann: three']);
});

test('a summary keeps its key when more joins and leaves follow', () => {
  const rows = [joined('Ann'), joined('Ben'), joined('Cleo')];
  const keyed = (rows: Row[]) => buildEntries(rows).map(({ key }) => key);
  assert.deepEqual(keyed([...rows, left('Cleo')]), keyed(rows));
});

test('messages of ignored members are collapsed in their place; their joins and leaves are left out', () => {
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
  assert.deepEqual(format(hideIgnored(new Set(['ben', 'cleo']), rows)), [
    '-- day',
    'Ann: one',
    '[Ben: two, Cleo: three]',
    'Ann: four',
    'Dora joined, Emil joined, Finn joined',
    '-- day',
    '[Ben: five]',
  ]);
});

test('a message continues a group when an ignored member joined in between', () => {
  const rows = [said('Ann', 'one'), joined('Ben'), said('Ann', 'two'), said('Ben', 'three'), said('Ann', 'four')];
  const shown = ['-- day', 'Ann: one', '… Ann: two', '[Ben: three]', 'Ann: four'];
  assert.deepEqual(format(hideIgnored(new Set(['ben']), rows)), shown);
});
