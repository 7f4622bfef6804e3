import assert from 'node:assert/strict';
import test from 'node:test';
import { membershipOutcomes } from './membership-outcomes.ts';
import type { LetterRow } from '../../sync/room-view.ts';

const goings = (...told: string[]): LetterRow[] =>
  told.map((each, id) => {
    const [nickname = '', type] = each.split(' ');
    const member = { id: nickname.toLowerCase(), nickname };
    const event = type === 'joined' ? ({ type, member } as const) : ({ type: 'left', member, reason: '' } as const);
    return { key: `${id}`, type: 'letter', epoch: 'first', letter: { id, at: 0, event }, isYours: false };
  });
const sentences = (rows: LetterRow[]) =>
  Object.fromEntries(
    [...membershipOutcomes(rows)].map(([outcome, people]) => [outcome, people.map(({ member }) => member.nickname)]),
  );

test('everyone is told of once, by what became of them', () => {
  const rows = goings('Ann joined', 'Ben joined', 'Cleo left', 'Ben left', 'Dora left', 'Dora joined', 'Emil joined');
  assert.deepEqual(sentences(rows), {
    came: ['Ann', 'Emil'],
    'passed-through': ['Ben'],
    left: ['Cleo'],
    'came-back': ['Dora'],
  });
  assert.deepEqual(Object.keys(sentences(rows)), ['came', 'passed-through', 'left', 'came-back']);
});

test('who comes and goes again and again is told of by the first and the last', () => {
  assert.deepEqual(sentences(goings('Ann joined', 'Ann left', 'Ann joined')), { came: ['Ann'] });
  assert.deepEqual(sentences(goings('Ann left', 'Ann joined', 'Ann left')), { left: ['Ann'] });
});
