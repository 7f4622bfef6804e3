import assert from 'node:assert/strict';
import test from 'node:test';
import type { Member, RoomEvent } from '@mailroom/shared';
import type { Row } from '../../sync/view/row.ts';
import { memberHistory } from './member-history.ts';

const [ben, cleo, dora] = ['Ben', 'Cleo', 'Dora'].map((nickname) => ({ id: nickname.toLowerCase(), nickname })) as [
  Member,
  Member,
  Member,
];
const row = (event: RoomEvent, at = 0): Row => ({
  key: JSON.stringify(event),
  type: 'letter',
  epoch: 'first',
  letter: { id: 0, at, event },
  isYours: false,
});

test('the history of a member has the last join and all nicknames, the current one first', () => {
  const bob = { ...ben, nickname: 'Bob' };
  const rows = [
    row({ type: 'joined', member: ben }, 10),
    row({ type: 'joined', member: cleo }, 15),
    row({ type: 'left', member: ben, why: 'left' }, 20),
    row({ type: 'joined', member: ben }, 30),
    row({ type: 'renamed', member: bob, formerNickname: ben.nickname, mutationId: '' }),
  ];
  assert.deepEqual(memberHistory(rows, bob), { joinedAt: 30, nicknames: ['Bob', 'Ben'] });
  assert.deepEqual(memberHistory(rows, dora), { joinedAt: undefined, nicknames: ['Dora'] });
});
