import assert from 'node:assert/strict';
import test from 'node:test';
import type { LetterRow } from '../../sync/view/row.ts';
import { membershipOutcomes } from './membership-outcomes.ts';

const rowsOf = (...changes: string[]): LetterRow[] =>
  changes.map((change, id) => {
    const [nickname = '', type] = change.split(' ');
    const member = { id: nickname.toLowerCase(), nickname };
    const event = type === 'joined' ? ({ type, member } as const) : ({ type: 'left', member, why: 'left' } as const);
    return { key: `${id}`, type: 'letter', epoch: 'first', letter: { id, at: 0, event }, isYours: false };
  });
const nicknamesByOutcome = (rows: LetterRow[]) =>
  Object.fromEntries(
    [...membershipOutcomes(rows)].map(([outcome, members]) => [outcome, members.map(({ member }) => member.nickname)]),
  );

test('each member appears once, under the combined effect of their joins and leaves', () => {
  const rows = rowsOf('Ann joined', 'Ben joined', 'Cleo left', 'Ben left', 'Dora left', 'Dora joined', 'Emil joined');
  assert.deepEqual(nicknamesByOutcome(rows), {
    joined: ['Ann', 'Emil'],
    'joined-and-left': ['Ben'],
    left: ['Cleo'],
    'left-and-rejoined': ['Dora'],
  });
  assert.deepEqual(Object.keys(nicknamesByOutcome(rows)), ['joined', 'joined-and-left', 'left', 'left-and-rejoined']);
});

test('of several joins and leaves of a member, the first and the last decide', () => {
  assert.deepEqual(nicknamesByOutcome(rowsOf('Ann joined', 'Ann left', 'Ann joined')), { joined: ['Ann'] });
  assert.deepEqual(nicknamesByOutcome(rowsOf('Ann left', 'Ann joined', 'Ann left')), { left: ['Ann'] });
});
