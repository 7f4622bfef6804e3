import assert from 'node:assert/strict';
import test from 'node:test';
import type { Letter } from '@mailroom/shared';
import type { Row } from '../../sync/room-view.ts';
import { announcements } from './announcements.ts';

const member = (nickname: string) => ({ id: nickname, nickname });
let id = 0;
const row = (nickname: string, event: Letter['event'], isYours = nickname === 'Ann'): Row => {
  const letter = { id: ++id, at: 0, event };
  return { key: `e-${id}`, type: 'letter', epoch: 'e', letter, isYours };
};
const said = (nickname: string) =>
  row(nickname, { type: 'said', member: member(nickname), text: 'hello', clientMsgId: String(id) });
const joined = (nickname: string) => row(nickname, { type: 'joined', member: member(nickname) });
const left = (nickname: string) => row(nickname, { type: 'left', member: member(nickname), reason: '' });
const remark = (what: 'connected-again' | 'started-over'): Row => ({ key: what, type: 'remark', remark: what });
const asItIs = (each: Row) => ({ type: 'row', row: each });

test('a few are read as they are, one’s own lines among them', () => {
  const rows = [said('Ben'), said('Ann'), joined('Cleo')];
  assert.deepEqual(announcements(rows), rows.map(asItIs));
});

test('how it stands with the connection is told elsewhere, and that one came in oneself one knows', () => {
  const news = remark('started-over');
  assert.deepEqual(announcements([remark('connected-again'), joined('Ann'), news]), [asItIs(news)]);
});

test('of many lines is read how many they are and whose, each author once', () => {
  const rows = [said('Ben'), said('Ben'), said('Cleo'), said('Ann'), joined('Dora')];
  const authors = ['Ben', 'Cleo', 'Ann'].map((each) => ({ member: member(each), isYou: each === 'Ann' }));
  assert.deepEqual(announcements(rows), [asItIs(rows[4] as Row), { type: 'lines', count: 4, authors }]);
});

test('of many comings and goings is read what they come to', () => {
  const hello = said('Ben');
  const told = announcements([joined('Ben'), left('Ben'), joined('Cleo'), hello, joined('Dora')]);
  assert.deepEqual(told[0], asItIs(hello));
  const outcomes = told.slice(1).map((each) => each.type === 'goings' && [each.outcome, each.people.length]);
  assert.deepEqual(outcomes, [
    ['came', 2],
    ['passed-through', 1],
  ]);
});
