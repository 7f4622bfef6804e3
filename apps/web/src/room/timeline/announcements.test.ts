import assert from 'node:assert/strict';
import test from 'node:test';
import type { Letter } from '@mailroom/shared';
import type { Row } from '../../sync/view/row.ts';
import { announcements } from './announcements.ts';

const member = (nickname: string) => ({ id: nickname, nickname });
let id = 0;
const row = (nickname: string, event: Letter['event'], isYours = nickname === 'Ann'): Row => {
  const letter = { id: ++id, at: 0, event };
  return { key: `e-${id}`, type: 'letter', epoch: 'e', letter, isYours };
};
const said = (nickname: string) =>
  row(nickname, { type: 'said', member: member(nickname), text: 'hello', mutationId: String(id) });
const joined = (nickname: string) => row(nickname, { type: 'joined', member: member(nickname) });
const left = (nickname: string) => row(nickname, { type: 'left', member: member(nickname), why: 'left' });
const single = (each: Row) => ({ type: 'row', row: each });

test('up to three rows are announced one by one, among them the reader’s own messages', () => {
  const rows = [said('Ben'), said('Ann'), joined('Cleo')];
  assert.deepEqual(announcements(rows), rows.map(single));
});

test('the reader’s own join is not announced, a notice is', () => {
  const restarted: Row = { key: 'restarted', type: 'notice', notice: 'room-restarted' };
  assert.deepEqual(announcements([joined('Ann'), restarted]), [single(restarted)]);
});

test('more than three messages are announced by their number and their authors', () => {
  const rows = [said('Ben'), said('Ben'), said('Cleo'), said('Ann'), joined('Dora')];
  const authors = ['Ben', 'Cleo', 'Ann'].map((each) => ({ member: member(each), isYou: each === 'Ann' }));
  assert.deepEqual(announcements(rows), [single(rows[4] as Row), { type: 'messages', count: 4, authors }]);
});

test('more than three joins and leaves are announced by their outcome', () => {
  const hello = said('Ben');
  const announced = announcements([joined('Ben'), left('Ben'), joined('Cleo'), hello, joined('Dora')]);
  assert.deepEqual(announced[0], single(hello));
  const outcomes = announced.slice(1).map((each) => each.type === 'membership' && [each.outcome, each.members.length]);
  assert.deepEqual(outcomes, [
    ['joined', 2],
    ['joined-and-left', 1],
  ]);
});
