import assert from 'node:assert/strict';
import test from 'node:test';
import type { Member, RoomEvent } from '@mailroom/shared';
import type { Row } from '../sync/view/row.ts';
import { notifiableMessages } from './notifiable-messages.ts';

const [ann, ben, cleo] = ['Ann', 'Ben', 'Cleo'].map((nickname) => ({ id: nickname, nickname })) as [
  Member,
  Member,
  Member,
];
const said = (member: Member, text: string): RoomEvent => ({ type: 'said', member, text, mutationId: text });
const events: readonly Exclude<RoomEvent, { type: 'unknown' }>[] = [
  { type: 'joined', member: ben },
  said(ben, 'hello'),
  said(ben, 'is @ann here?'),
  said(ben, '`@ann`'),
  said(cleo, '@Ann!'),
  said(ann, 'I am @Ann'),
  said(ben, '/me waves to @Ann'),
  { type: 'left', member: ben, why: 'left' },
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
    key: 'deleted',
    type: 'letter',
    epoch: 'first',
    letter: { id: 8, at: 0, event: said(ben, '') },
    isYours: false,
    status: 'deleted',
  },
  { key: 'notice', type: 'notice', notice: 'resynced' },
];
const members = new Map([ann, ben, cleo].map((member) => [member.id, member]));
const filter = { you: ann, members, ignored: new Set<string>(), isReplyToYou: () => false };
const notified = (notify: 'mentions' | 'everything' | 'nothing', ignored: readonly Member[] = []) =>
  notifiableMessages(rows, { notify, ...filter, ignored: new Set(ignored.map(({ id }) => id)) }).map(
    ({ nickname, text, isMention }) => [nickname, isMention ? 'mention' : 'message', text].join(', '),
  );

test('“mentions” selects mentions by others, with /me actions as they are displayed', () => {
  assert.deepEqual(notified('mentions'), [
    'Ben, mention, is @ann here?',
    'Cleo, mention, @Ann!',
    'Ben, mention, * Ben waves to @Ann',
  ]);
});

test('“everything” selects all messages by others, but no joins, leaves, or deleted messages', () => {
  assert.deepEqual(notified('everything'), [
    'Ben, message, hello',
    'Ben, mention, is @ann here?',
    'Ben, message, @ann',
    'Cleo, mention, @Ann!',
    'Ben, mention, * Ben waves to @Ann',
  ]);
});

test('“nothing” selects no message, and ignored members are never selected', () => {
  assert.deepEqual(notified('nothing'), []);
  assert.deepEqual(notified('mentions', [ben]), ['Cleo, mention, @Ann!']);
});

test('a mention without spaces notifies the longest nickname in the room, by the rule of the transcript', () => {
  const [ken, kenSan] = ['ken', 'kenさん'].map((nickname) => ({ id: nickname, nickname })) as [Member, Member];
  const letter = { id: 0, at: 0, event: said(ann, '请@kenさん看') };
  const row: Row = { key: '0', type: 'letter', epoch: 'first', letter, isYours: false };
  const notifies = (you: Member, ...others: Member[]) => {
    const members = new Map([you, ...others].map((member) => [member.id, member]));
    return notifiableMessages([row], { notify: 'mentions', ...filter, you, members }).length > 0;
  };
  assert(notifies(ken, ann));
  assert(!notifies(ken, ann, kenSan));
  assert(notifies(kenSan, ann, ken));
});

test('a reply to a message of the reader counts as a mention', () => {
  const replies = notifiableMessages(rows, {
    ...filter,
    notify: 'mentions',
    isReplyToYou: ({ letter }) => letter.id === 1,
  });
  assert.deepEqual(replies[0], {
    epoch: 'first',
    id: 1,
    nickname: 'Ben',
    text: 'hello',
    isMention: true,
    isReply: true,
  });
});
