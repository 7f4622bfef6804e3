import assert from 'node:assert/strict';
import test from 'node:test';
import type { Reaction } from '@mailroom/shared';
import type { LetterRow } from '../../sync/view/row.ts';
import { latestReaction, type ReactionsInView } from './latest-reaction.ts';

const [ann, ben, cleo] = ['ann', 'ben', 'cleo'].map((id) => ({ id, nickname: id })) as [
  Reaction['member'],
  Reaction['member'],
  Reaction['member'],
];
const row = (id: number, reactions?: LetterRow['reactions'], isYours = true): LetterRow => ({
  key: `e-${id}`,
  type: 'letter',
  epoch: 'e',
  letter: { id, at: 0, event: { type: 'said', member: ann, text: '', mutationId: '' } },
  isYours,
  ...(reactions && { reactions }),
});
const from = (emoji: string, member: Reaction['member']): Reaction => ({ emoji, member });
const view = (next: number, ...rows: readonly LetterRow[]): ReactionsInView => ({
  rows,
  epoch: 'e',
  next,
  you: ann,
});

test('the latest new reaction of someone else to an own message is found', () => {
  const before = view(5, row(1), row(2));
  const after = view(
    8,
    row(1, { list: [from('👍', ben), from('🎉', ann)], id: 7 }),
    row(2, { list: [from('❤️', cleo)], id: 6 }),
  );
  assert.deepEqual(latestReaction(after, before), from('👍', ben));
});

test('withdrawn reactions, own ones and those to others are not', () => {
  const before = view(
    5,
    row(1, { list: [from('👍', ben), from('❤️', cleo)], id: 4 }),
    row(2),
    row(3, undefined, false),
  );
  const withdrawn = view(6, row(1, { list: [from('👍', ben)], id: 5 }), row(2), row(3, undefined, false));
  assert.equal(latestReaction(withdrawn, before), undefined);
  const own = view(6, row(1, { list: [from('👍', ben), from('❤️', cleo), from('🎉', ann)], id: 5 }));
  assert.equal(latestReaction(own, before), undefined);
  const toOthers = view(6, row(3, { list: [from('👍', ben)], id: 5 }, false));
  assert.equal(latestReaction(toOthers, before), undefined);
});

test('reactions that came with older messages, or with another ledger, are not new', () => {
  const before = view(5, row(3));
  assert.equal(latestReaction(view(5, row(1, { list: [from('👍', ben)], id: 4 }), row(3)), before), undefined);
  const other = { ...view(9, row(3, { list: [from('👍', ben)], id: 8 })), epoch: 'f' };
  assert.equal(latestReaction(other, before), undefined);
});
