import assert from 'node:assert/strict';
import test from 'node:test';
import type { LetterRow } from './row.ts';
import { createMessageIndex } from './message-index.ts';

const ann = { id: 'ann', nickname: 'Ann' };
const row = (epoch: string, id: number, mutationId: string): LetterRow => ({
  key: `${epoch}-${id}`,
  type: 'letter',
  epoch,
  letter: { id, at: 0, event: { type: 'said', member: ann, text: mutationId, mutationId } },
  isYours: true,
});

const [former, lost, current] = [row('first', 0, 'a'), row('first', 1, 'b'), row('second', 0, 'c')];
const joined: LetterRow = { ...row('second', 2, ''), letter: { id: 2, at: 0, event: { type: 'joined', member: ann } } };
const index = createMessageIndex({
  rows: [former, lost, current, joined],
  epoch: 'second',
  replayedRows: new Map([[1, former.key]]),
});

test('a message is found by its letter: of its own ledger, or the letter that repeated it', () => {
  assert.equal(index.byLetter({ id: 0, epoch: 'first' })?.row, former);
  assert.equal(index.byLetter({ id: 1, epoch: 'first' })?.row, lost);
  assert.equal(index.byLetter({ id: 0, epoch: 'second' })?.row, current);
  assert.equal(index.byLetter({ id: 1, epoch: 'second' })?.row, former);
  assert.equal(index.byLetter({ id: 2, epoch: 'second' }), undefined, 'no message');
  assert.equal(index.byLetter({ id: 7, epoch: 'second' }), undefined);
});

test('a message of a ledger that was continued under another epoch is found by both', () => {
  const kept = { ...row('third', 5, 'e'), key: 'second-5' };
  const continued = createMessageIndex({ rows: [kept], epoch: 'third', replayedRows: new Map() });
  assert.equal(continued.byLetter({ id: 5, epoch: 'second' })?.row, kept);
  assert.equal(continued.byLetter({ id: 5, epoch: 'third' })?.row, kept);
});

test('a message is found by its mutation id, also one of an ignored member', () => {
  assert.equal(index.byMutationId('b')?.row, lost);
  assert.equal(index.byMutationId('d'), undefined);
  const ignoring = createMessageIndex({
    rows: [{ type: 'ignored', key: lost.key, row: lost }],
    epoch: 'second',
    replayedRows: new Map(),
  });
  assert.equal(ignoring.byMutationId('b')?.isIgnored, true);
});
