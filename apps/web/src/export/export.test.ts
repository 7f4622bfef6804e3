import assert from 'node:assert/strict';
import test from 'node:test';
import { array, assert as holds, constantFrom, integer, property, record, string } from 'fast-check';
import { Letter } from '@mailroom/shared';
import type { LetterRow, Row } from '../sync/view/row.ts';
import { en } from '../i18n/en.ts';
import { summarize, summaryJson, summaryText } from './summary.ts';
import { toJsonLines } from './to-json-lines.ts';
import { toText as textOfView } from './to-text.ts';

const toText = (rows: readonly Row[], strings: typeof en) =>
  textOfView({ rows, epoch: 'e', replayedRows: new Map() }, strings);
const AT = Date.UTC(2026, 10, 22, 20, 48, 21, 7);
let id = 0;
const row = (event: Letter['event'], status?: LetterRow['status']): Row => {
  const letter = { id: ++id, at: AT + id, event };
  return { key: `e-${id}`, type: 'letter', epoch: 'e', letter, isYours: false, ...(status && { status }) };
};
const member = (nickname: string) => ({ id: `m-${nickname}`, nickname });
const said = (nickname: string, text: string, status?: LetterRow['status']) =>
  row({ type: 'said', member: member(nickname), text, mutationId: 'c' }, status);

test('as text, each row is a line with its time, and further lines of a message are indented', () => {
  id = 0;
  const text = toText(
    [
      row({ type: 'joined', member: member('Ann') }),
      said('Ann', 'one\n2026-11-22T20:48:21.009Z Ben: two'),
      said('Ann', '/me waves'),
      said('Ben', 'better', 'edited'),
      said('Ben', '', 'deleted'),
      { key: 'missed', type: 'missed', count: 3 },
      { key: 'restarted', type: 'notice', notice: 'room-restarted' },
      row({ type: 'renamed', member: member('Anna'), formerNickname: 'Ann', mutationId: 'c' }),
      row({ type: 'left', member: member('Anna'), why: 'timeout' }),
      said('Ben', '/me joined.'),
      row({ type: 'left', member: member('Ben'), why: 'left', reason: '”. The "room" restarted. „“' }),
      row({ type: 'left', member: member('Cleo'), why: 'left' }),
    ],
    en,
  );
  assert.equal(
    text,
    `2026-11-22T20:48:21.008Z - Ann joined.
2026-11-22T20:48:21.009Z Ann: one
    2026-11-22T20:48:21.009Z Ben: two
2026-11-22T20:48:21.010Z * Ann waves
2026-11-22T20:48:21.011Z Ben (edited): better
2026-11-22T20:48:21.012Z - Ben deleted this message.
- 3 messages are no longer available.
- The room restarted and you’re back in. Newcomers won’t see earlier messages.
2026-11-22T20:48:21.013Z - Ann is now known as Anna.
2026-11-22T20:48:21.014Z - Anna left (lost connection).
2026-11-22T20:48:21.015Z * Ben joined.
2026-11-22T20:48:21.016Z - Ben left: “’. The ’room’ restarted. ’”
2026-11-22T20:48:21.017Z - Cleo left.
`,
  );
});

const letters = array(
  record({
    nickname: constantFrom('Ann', 'Ольга', 'محمد'),
    text: string({ unit: 'grapheme', minLength: 1 }).map((text) =>
      text.replaceAll(/[\r\v\f\u0085\u2028\u2029]/g, '\n'),
    ),
    at: integer({ min: 0, max: 4e12 }),
  }),
);

test('for any messages, the text contains each one, in order, with only its first line not indented', () => {
  holds(
    property(letters, (all) => {
      const rows = all.map(({ nickname, text }) => said(nickname, text));
      const exported = toText(rows, en).split(/\n(?! {4})/);
      assert.equal(exported.pop(), '');
      assert.deepEqual(
        exported.map((each) => each.replaceAll('\n    ', '\n').slice('2026-11-22T20:48:21.008Z '.length)),
        all.map(({ nickname, text }) =>
          /^\/me .*\S/su.test(text) ? `* ${nickname} ${text.slice(4).trim()}` : `${nickname}: ${text}`,
        ),
      );
    }),
  );
});

test('as JSON lines, each letter is as the server sent it, with the epoch of its ledger', () => {
  holds(
    property(letters, (all) => {
      const rows = all.map(({ nickname, text }) => said(nickname, text));
      const lines = toJsonLines([{ key: 'missed', type: 'missed', count: 3 }, ...rows]).split('\n');
      assert.equal(lines.pop(), '');
      assert.deepEqual(
        lines.map((line) => Letter.parse(JSON.parse(line))),
        rows.map((each) => each.type === 'letter' && each.letter),
      );
      assert.ok(lines.every((line) => JSON.parse(line).epoch === 'e'));
    }),
  );
});

test('an export begins with what it holds', () => {
  id = 0;
  const rows = [row({ type: 'joined', member: member('Ann') }), said('Ann', 'one'), said('Ann', '', 'deleted')];
  const older = (state: 'available' | 'failed' | 'complete' | 'gone' | 'hidden' | 'former', gone = 0) =>
    ({ epoch: 'e', before: 1, gone, state }) as const;
  const headOf = (...args: Parameters<typeof summarize>) => summaryText(summarize(...args), AT, en).split('\n');
  assert.deepEqual(headOf({ rows, older: older('complete') }), [
    '# Mailroom conversation, exported 2026-11-22T20:48:21.007Z',
    '# 2 messages, from 2026-11-22T20:48:21.008Z to 2026-11-22T20:48:21.010Z',
    '# Complete since the room began',
    '',
  ]);
  const gap: Row = { key: 'missed', type: 'missed', count: 3 };
  const lastLines = (...args: Parameters<typeof headOf>) => headOf(...args).slice(2, -1);
  assert.deepEqual(
    [
      lastLines({ rows, older: older('available', 7) }),
      lastLines({ rows, older: older('failed') }),
      lastLines({ rows, older: older('former') }),
      lastLines({ rows, older: older('gone', 1_234) }),
      lastLines({ rows, older: older('gone') }),
      lastLines({ rows: [...rows, gap], older: older('hidden') }),
    ],
    [
      ['# Older messages were not loaded'],
      ['# Older messages were not loaded'],
      ['# Older messages were not loaded'],
      ['# 1,234 older messages and changes are no longer in the room'],
      ['# Older messages are no longer in the room'],
      ['# Messages from before you joined are not included', '# Some messages in between may be missing, see below'],
    ],
  );
  assert.deepEqual(headOf({ rows: [], older: older('complete') }).slice(1), ['# Complete since the room began', '']);
  assert.deepEqual(JSON.parse(summaryJson(summarize({ rows, older: older('gone', 2) }), AT)), {
    type: 'transcript',
    exportedAt: AT,
    messages: 2,
    from: AT + 1,
    to: AT + 3,
    older: 'gone',
    gone: 2,
    mayHaveGaps: false,
  });
});

test('replies name the message that they reply to, and reactions follow their message', () => {
  id = 0;
  const question = said('Ann', 'supper?');
  assert(question.type === 'letter');
  const list = [
    { emoji: '👍', member: member('Ben') },
    { emoji: '🎉', member: member('Cleo') },
    { emoji: '👍', member: member('Dora') },
  ];
  const reacted: Row = { ...question, reactions: { list, id: 9 } };
  const reply = row({ type: 'said', member: member('Ben'), text: 'yes', replyTo: 1, mutationId: 'c' });
  const other = row({ type: 'said', member: member('Ben'), text: '/me nods', replyTo: 77, mutationId: 'c' });
  assert.equal(
    toText([reacted, reply, other], en),
    `2026-11-22T20:48:21.008Z Ann: supper?
    👍 Ben, Dora; 🎉 Cleo
2026-11-22T20:48:21.009Z Ben (In reply to Ann, 2026-11-22T20:48:21.008Z): yes
2026-11-22T20:48:21.010Z * (In reply to an earlier message) Ben nods
`,
  );
  assert.deepEqual(JSON.parse(toJsonLines([reacted])).reactions, list);
  assert.equal(JSON.parse(toJsonLines([reply])).event.replyTo, 1);
});
