import assert from 'node:assert/strict';
import test from 'node:test';
import { digest, fixedLimits } from '@mailroom/shared';
import type { LetterRow } from '../../sync/view/row.ts';
import { actionsFor } from './actions.ts';
import { lastOwnMessage } from './last-own-message.ts';

/** The row of a message from Ann, who is the user. */
const messageRow = (id: number, overrides: Partial<LetterRow> = {}): LetterRow => {
  const event = {
    type: 'said',
    member: { id: 'a', nickname: 'Ann' },
    text: `text ${id}`,
    mutationId: `#${id}`,
  } as const;
  return { key: `e-${id}`, type: 'letter', epoch: 'e', letter: { id, at: id, event }, isYours: true, ...overrides };
};
const roomWith = (...rows: LetterRow[]) => ({
  rows,
  epoch: 'e',
  replayedRows: new Map<number, string>(),
  ageOf: () => 0,
});
const tooOld = () => fixedLimits.editableMs;

test('the last message of the user is the last pending one, or else the last sent one that is not deleted', () => {
  const room = roomWith(
    messageRow(1),
    messageRow(2),
    messageRow(3, { status: 'deleted' }),
    messageRow(4, { isYours: false }),
  );
  assert.deepEqual(lastOwnMessage(room, []), { mutationId: '#2', text: 'text 2' });
  const pending = {
    type: 'send',
    clientMsgId: 'new',
    mutationId: digest('new'),
    text: 'pending',
    state: 'pending',
  } as const;
  assert.deepEqual(lastOwnMessage(room, [pending]), { mutationId: digest('new'), text: 'pending' });
  assert.equal(lastOwnMessage(roomWith(), []), undefined);
});

test('a last message that is too old to edit is not returned, and no earlier one instead', () => {
  assert.equal(lastOwnMessage({ ...roomWith(messageRow(1), messageRow(2)), ageOf: tooOld }, []), undefined);
});

test('the actions of a message depend on its author, its age and its epoch', () => {
  const room = roomWith();
  assert.deepEqual(actionsFor(messageRow(1), room), ['react', 'reply', 'copy', 'quote', 'link', 'edit', 'delete']);
  assert.deepEqual(actionsFor(messageRow(1, { isYours: false }), room), [
    'react',
    'reply',
    'copy',
    'quote',
    'mention',
    'link',
  ]);
  assert.deepEqual(actionsFor(messageRow(1), { ...room, ageOf: tooOld }), ['react', 'reply', 'copy', 'quote', 'link']);
  assert.deepEqual(actionsFor(messageRow(1, { status: 'deleted' }), room), []);
  assert.deepEqual(actionsFor(messageRow(1, { epoch: 'before' }), room), ['copy', 'quote']);
  const replayed = { ...room, replayedRows: new Map([[7, 'e-1']]) };
  assert.deepEqual(actionsFor(messageRow(1, { epoch: 'before' }), replayed), [
    'react',
    'reply',
    'copy',
    'quote',
    'edit',
    'delete',
  ]);
});
