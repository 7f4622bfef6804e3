import assert from 'node:assert/strict';
import test from 'node:test';
import type { RoomEvent } from '@mailroom/shared';
import { de } from '../../../i18n/de.ts';
import { en } from '../../../i18n/en.ts';
import { timeFormat } from '../../../i18n/time-format.ts';
import { pendingEntry } from '../../../sync/outbox-entry.ts';
import { hideIgnored } from '../../../sync/view/ignored-rows.ts';
import type { LetterRow, VisibleRow } from '../../../sync/view/row.ts';
import { buildEntries } from '../../timeline/entries.ts';
import { copiedItems, isWholeMessage, pendingItems, toCopiedText, type CopyContext } from './copied-text.ts';

const NOON = new Date(2026, 10, 22, 12).getTime();
const MINUTE = 60_000;

const member = (nickname: string) => ({ id: nickname.toLowerCase(), nickname });
const row = (id: number, event: RoomEvent, changes: Partial<LetterRow> = {}): LetterRow => ({
  key: `e-${id}`,
  type: 'letter',
  epoch: 'e',
  letter: { id, at: NOON + id * MINUTE, event },
  isYours: false,
  ...changes,
});
const said = (id: number, nickname: string, text: string, changes?: Partial<LetterRow>) =>
  row(id, { type: 'said', member: member(nickname), text, mutationId: `m-${id}` }, changes);
const joined = (id: number, nickname: string) => row(id, { type: 'joined', member: member(nickname) });

const CONTEXT: CopyContext = {
  strings: en,
  locale: 'en-GB',
  times: timeFormat({ locale: 'en-GB', clock: '24' }),
  now: NOON,
  changes: new Map(),
  isExpanded: () => false,
};
const copied = (rows: readonly VisibleRow[], context: Partial<CopyContext> = {}, unreadFrom?: string) =>
  buildEntries(rows, unreadFrom).flatMap((entry) => copiedItems(entry, { ...CONTEXT, ...context }));

test('each message has its author, its time and its source, also one that continues a group', () => {
  const rows = [said(1, 'Ann', 'so **nice**'), said(2, 'Ann', '> one\n\n`two`'), said(3, 'Ben', '/me waves')];
  assert.equal(
    toCopiedText(copied(rows)),
    'Today\n\nAnn 12:01\nso **nice**\n\nAnn 12:02\n> one\n\n`two`\n\nBen 12:03\n* Ben waves',
  );
  assert.equal(copied(rows).filter(isWholeMessage).length, 3);
});

test('system rows are copied as they are shown', () => {
  const rows = [
    joined(1, 'Ann'),
    said(2, 'Ann', 'hello'),
    row(3, { type: 'left', member: member('Ben'), why: 'timeout' }),
    said(4, 'Ben', '', { status: 'deleted' }),
    said(5, 'Ann', '', { status: 'deleted', isYours: true }),
    { key: 'missed', type: 'missed', count: 3 } as const,
  ];
  assert.equal(
    toCopiedText(copied(rows, {}, 'e-4')),
    'Today\n\nAnn joined. 12:01\n\nAnn 12:02\nhello\n\nBen left (lost connection). 12:03\n\nNew messages\n\n' +
      'Ben 12:04\nBen deleted this message.\n\nAnn 12:05\nYou deleted this message.\n\n' +
      '3 messages are no longer available.',
  );
});

test('of collapsed rows the summary is copied, and the rows too while they are expanded', () => {
  const joins = [joined(1, 'Ann'), joined(2, 'Ben'), joined(3, 'Cleo')];
  const ignored = hideIgnored(new Set(['dora']), [said(4, 'Dora', 'unwanted')]);
  const rows = [...joins, ...ignored];
  const summaries = 'Today\n\nAnn, Ben and Cleo joined.\n\n1 message from people you ignore';
  assert.equal(toCopiedText(copied(rows)), summaries);
  const isExpanded = ([first]: readonly LetterRow[]) => first?.key === 'e-4';
  assert.equal(toCopiedText(copied(rows, { isExpanded })), `${summaries}\n\nDora 12:04\nunwanted`);
  const inGerman = copied(joins, { strings: de, locale: 'de', times: timeFormat({ locale: 'de', clock: '24' }) });
  assert.equal(toCopiedText(inGerman), 'Heute\n\nAnn, Ben und Cleo sind beigetreten.');
});

test('an edit that the room does not have yet is copied, unless the room refused it', () => {
  const rows = [said(1, 'Ann', 'before', { isYours: true })];
  const edit = { type: 'edit', clientMsgId: 'c', targetMutationId: 'm-1', text: 'after' } as const;
  const withChange = (state: 'pending' | 'failed') => {
    const change = { ...edit, mutationId: 'd', state };
    return toCopiedText(copied(rows, { changes: new Map([['m-1', change]]) }));
  };
  assert.equal(withChange('pending'), 'Today\n\nAnn 12:01\nafter');
  assert.equal(withChange('failed'), 'Today\n\nAnn 12:01\nbefore');
});

test('a message on its way has its state instead of a time; other entries of the outbox are not copied', () => {
  const reader = { nickname: 'Ann', strings: en };
  const message = pendingEntry({ type: 'send', clientMsgId: 'c', text: '/me waves' });
  assert.equal(toCopiedText(pendingItems(message, reader)), 'Ann (sending…)\n* Ann waves');
  assert.equal(toCopiedText(pendingItems({ ...message, state: 'failed' }, reader)), 'Ann (not sent)\n* Ann waves');
  assert.deepEqual(pendingItems(pendingEntry({ type: 'rename', clientMsgId: 'c', nickname: 'Anna' }), reader), []);
});

test('a part of a message has neither an empty line nor a header that is not selected', () => {
  const [, first, second] = copied([said(1, 'Ann', 'one two'), said(2, 'Ben', 'three')]);
  assert.ok(first && second);
  assert.equal(toCopiedText([{ ...first, header: '', text: 'two' }, second]), 'two\n\nBen 12:02\nthree');
  assert.equal(toCopiedText([{ header: '', actor: '', text: '' }, second]), 'Ben 12:02\nthree');
});
