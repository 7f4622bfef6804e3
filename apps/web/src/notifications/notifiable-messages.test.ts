import assert from 'node:assert/strict';
import test from 'node:test';
import type { Member, RoomEvent } from '@mailroom/shared';
import type { Row } from '../sync/room-view.ts';
import { worthTelling } from './notifiable-messages.ts';

const [ann, ben, cleo] = ['Ann', 'Ben', 'Cleo'].map((nickname) => ({ id: nickname, nickname })) as [
  Member,
  Member,
  Member,
];
const said = (member: Member, text: string): RoomEvent => ({ type: 'said', member, text, clientMsgId: text });
const events: readonly Exclude<RoomEvent, { type: 'unknown' }>[] = [
  { type: 'joined', member: ben },
  said(ben, 'hello'),
  said(ben, 'is @ann here?'),
  said(ben, '`@ann`'),
  said(cleo, '@Ann!'),
  said(ann, 'I am @Ann'),
  said(ben, '/me waves to @Ann'),
  { type: 'left', member: ben, reason: '' },
];
const rows: readonly Row[] = [
  ...events.map((event, id): Row => ({
    key: `${id}`,
    type: 'letter',
    epoch: 'first',
    letter: { id, at: 0, event },
    isYours: event.member.id === ann.id,
  })),
  {
    key: 'gone',
    type: 'letter',
    epoch: 'first',
    letter: { id: 8, at: 0, event: said(ben, '') },
    isYours: false,
    status: 'deleted',
  },
  { key: 'again', type: 'remark', remark: 'connected-again' },
];
const told = (notify: 'mentions' | 'everything' | 'nothing', ignored: readonly Member[] = []) =>
  worthTelling(rows, { notify, you: ann, ignored: new Set(ignored.map(({ id }) => id)) }).map(
    ({ nickname, text, isMention }) => [nickname, isMention ? 'to you' : 'to all', text].join(', '),
  );

test('of mentions: those by others, and actions as they are read', () => {
  assert.deepEqual(told('mentions'), [
    'Ben, to you, is @ann here?',
    'Cleo, to you, @Ann!',
    'Ben, to you, Ben waves to @Ann',
  ]);
});

test('of everything: lines by others, neither comings and goings nor what was deleted', () => {
  assert.deepEqual(told('everything'), [
    'Ben, to all, hello',
    'Ben, to you, is @ann here?',
    'Ben, to all, `@ann`',
    'Cleo, to you, @Ann!',
    'Ben, to you, Ben waves to @Ann',
  ]);
});

test('of nothing, and of nobody who is ignored', () => {
  assert.deepEqual(told('nothing'), []);
  assert.deepEqual(told('mentions', [ben]), ['Cleo, to you, @Ann!']);
});
