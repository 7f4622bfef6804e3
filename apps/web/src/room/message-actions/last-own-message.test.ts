import assert from 'node:assert/strict';
import test from 'node:test';
import { fixedLimits } from '@mailroom/shared';
import { deedsOn } from './actions.ts';
import { lastLine } from './last-own-message.ts';
import type { LetterRow } from '../../sync/room-view.ts';

const row = (id: number, more: Partial<LetterRow> = {}): LetterRow => {
  const event = {
    type: 'said',
    member: { id: 'a', nickname: 'Ann' },
    text: `text ${id}`,
    clientMsgId: `#${id}`,
  } as const;
  return { key: `e-${id}`, type: 'letter', epoch: 'e', letter: { id, at: id, event }, isYours: true, ...more };
};
const room = (...rows: LetterRow[]) => ({ rows, epoch: 'e', echoes: new Map<number, string>(), ageOf: () => 0 });
const old = () => fixedLimits.editableMs;

test('one’s last line is the last that is on its way, or else the last that was said and not deleted', () => {
  const said = room(row(1), row(2), row(3, { status: 'deleted' }), row(4, { isYours: false }));
  assert.deepEqual(lastLine(said, []), { line: '#2', text: 'text 2' });
  const pending = { type: 'line', clientMsgId: 'new', text: 'on its way', state: 'pending' } as const;
  assert.deepEqual(lastLine(said, [pending]), { line: 'new', text: 'on its way' });
  assert.equal(lastLine(room(), []), undefined);
});

test('what is too old to be changed is not, and nothing before it either', () => {
  assert.equal(lastLine({ ...room(row(1), row(2)), ageOf: old }, []), undefined);
});

test('what can be done with a line depends on whose it is, how old, and in which ledger', () => {
  assert.deepEqual(deedsOn(row(1), room()), ['copy', 'quote', 'link', 'edit', 'delete']);
  assert.deepEqual(deedsOn(row(1, { isYours: false }), room()), ['copy', 'quote', 'mention', 'link']);
  assert.deepEqual(deedsOn(row(1), { ...room(), ageOf: old }), ['copy', 'quote', 'link']);
  assert.deepEqual(deedsOn(row(1, { status: 'deleted' }), room()), []);
  assert.deepEqual(deedsOn(row(1, { epoch: 'before' }), room()), ['copy', 'quote']);
  const saidAgain = { ...room(), echoes: new Map([[7, 'e-1']]) };
  assert.deepEqual(deedsOn(row(1, { epoch: 'before' }), saidAgain), ['copy', 'quote', 'edit', 'delete']);
});
