import assert from 'node:assert/strict';
import test from 'node:test';
import { checkHistories, countViolations, type ViolationCounts } from './check-histories.ts';
import type { EpochRows, History, Row, WrittenMessage } from './history.ts';

const NONE: ViolationCounts = { lost: 0, doubled: 0, unexpected: 0, outdated: 0, outOfOrder: 0, unexplainedGaps: 0 };

/** The history of a client. By default it wrote nothing, stayed to the end, and its screen begins with letter 1. */
const historyOf = (
  client: string,
  history: { written?: WrittenMessage[]; screen?: EpochRows[]; rows?: Row[]; isComplete?: boolean },
) => {
  const { written = [], rows = [], screen = [epochRows(rows)], isComplete = true } = history;
  return { client, written, screen, isComplete } satisfies History;
};
const epochRows = (rows: Row[], { epoch = 'first', from = 1, next = nextAfter(rows, from) } = {}): EpochRows => ({
  epoch,
  from,
  next,
  rows,
});
const nextAfter = (rows: Row[], from: number) =>
  rows.reduce((next, row) => Math.max(next, row.type === 'missed' ? row.next : row.number + 1), from);

/** A message with the text “text of <id>”. With a number, it is acknowledged half a ms after it was written. */
const writtenMessage = (mutationId: string, number?: number, at = number ?? 0): WrittenMessage => ({
  mutationId,
  texts: [`text of ${mutationId}`],
  at,
  outcome: number === undefined ? { type: 'unknown' } : { type: 'acknowledged', at: at + 0.5, epoch: 'first', number },
});
const message = (mutationId: string, number: number, by = 'Ann'): Row => ({
  type: 'message',
  number,
  mutationId,
  by,
  text: `text of ${mutationId}`,
});
const letter = (number: number): Row => ({ type: 'letter', number });
/** What a mail with letters `from` to `next - 1` said. By default, it lacked all of them, and they were messages. */
const missed = (from: number, next: number, counts: { count?: number; messages?: number } = {}): Row => {
  const { count = next - from } = counts;
  return { type: 'missed', from, next, count, messages: counts.messages ?? count };
};

const WRITTEN = [writtenMessage('a', 1), writtenMessage('b', 2), writtenMessage('c', 3)];
const ROWS = [message('a', 1), message('b', 2), message('c', 3)];
const ann = historyOf('Ann', { written: WRITTEN, rows: ROWS });
const ben = (rows: Row[], more: { isComplete?: boolean } = {}) => historyOf('Ben', { rows, ...more });

test('histories of a correct room have no violations', () => {
  const written = [writtenMessage('a', 1), writtenMessage('b'), writtenMessage('c', 5)];
  const rows = [message('a', 1), letter(2), message('b', 3), letter(4), message('c', 5)];
  const histories = [
    historyOf('Ann', { written, rows }),
    historyOf('Ben', { screen: [epochRows(rows.slice(2), { from: 3 })] }),
    historyOf('Cleo', { rows: rows.slice(0, 2), isComplete: false }),
    historyOf('Dora', { rows: [missed(1, 4), letter(4), message('c', 5)] }),
    historyOf('Emil', { rows: [message('a', 1), missed(2, 6, { count: 3 }), message('c', 5)] }),
    historyOf('Fay', { rows: [message('a', 1), letter(2), missed(3, 6)] }),
    historyOf('Gil', {
      rows: [...rows.filter((row) => row.type === 'message'), missed(1, 6, { count: 2, messages: 0 })],
    }),
  ];
  assert.deepEqual(checkHistories(histories), []);
  assert.deepEqual(countViolations(histories), NONE);
});

test('lost: an acknowledged message is not on the screen of a client that stayed', () => {
  const histories = [ann, ben([message('a', 1), message('b', 2)])];
  assert.deepEqual(countViolations(histories), { ...NONE, lost: 1 });
  assert.deepEqual(checkHistories(histories), [{ kind: 'lost', client: 'Ben', details: 'message 3 (c)' }]);
});

test('lost: a message without acknowledgment is on one screen and not on another', () => {
  const author = historyOf('Ann', { written: [writtenMessage('a')], rows: [] });
  assert.deepEqual(countViolations([author, ben([message('a', 1)])]), { ...NONE, lost: 1 });
});

test('lost: an acknowledged message is not on the screen of its author', () => {
  assert.deepEqual(countViolations([historyOf('Ann', { written: WRITTEN, rows: ROWS.slice(0, 2) })]), {
    ...NONE,
    lost: 1,
  });
});

test('lost: a message that the cursor skipped is also an unexplained gap', () => {
  const rows = [message('a', 1), message('c', 3)];
  assert.deepEqual(countViolations([ann, ben(rows)]), { ...NONE, lost: 1, unexplainedGaps: 1 });
  assert.deepEqual(countViolations([ann, ben(rows, { isComplete: false })]), { ...NONE, lost: 1, unexplainedGaps: 1 });
});

test('not lost: a message sent before the client joined, or after it left', () => {
  const visitor = historyOf('Ben', { screen: [epochRows([message('b', 2)], { from: 2 })], isComplete: false });
  assert.deepEqual(countViolations([ann, visitor]), NONE);
});

test('doubled: a message or another letter is on one screen twice', () => {
  assert.deepEqual(countViolations([ann, ben([message('a', 1), message('b', 2), message('b', 2), message('c', 3)])]), {
    ...NONE,
    doubled: 1,
  });
  assert.deepEqual(countViolations([ben([letter(1), letter(2), letter(1)])]), { ...NONE, doubled: 1 });
});

test('doubled: a message appears again under a new number', () => {
  assert.deepEqual(countViolations([historyOf('Ann', { written: WRITTEN, rows: [...ROWS, message('a', 4)] })]), {
    ...NONE,
    doubled: 1,
  });
});

test('unexpected: a message without author, with another text, with another author, or refused', () => {
  const histories = [
    historyOf('Ann', { rows: [message('a', 1)] }),
    historyOf('Ann', { written: [{ ...writtenMessage('a', 1), texts: ['other words'] }], rows: [message('a', 1)] }),
    historyOf('Ann', { written: [writtenMessage('a', 1)], rows: [message('a', 1, 'Ben')] }),
    historyOf('Ann', {
      written: [{ ...writtenMessage('a'), outcome: { type: 'refused' } }],
      rows: [message('a', 1)],
    }),
  ];
  for (const history of histories) assert.deepEqual(countViolations([history]), { ...NONE, unexpected: 1 });
});

/** A message that was edited and then deleted. */
const changedMessage = (lastAccepted?: WrittenMessage['lastAccepted']): WrittenMessage => ({
  ...writtenMessage('a', 1),
  texts: ['text of a', 'edited', ''],
  ...(lastAccepted && { lastAccepted }),
});
const messageWithText = (text: string): Row => ({ ...(message('a', 1) as Row & { type: 'message' }), text });
const edit = { text: 'edited', epoch: 'first', number: 2 };

test('outdated: the row shows the text from before an accepted edit or deletion', () => {
  const deletion = { text: '', epoch: 'first', number: 3 };
  const check = (text: string, lastAccepted?: WrittenMessage['lastAccepted']) => {
    const rows = [messageWithText(text), letter(2), letter(3)];
    return countViolations([historyOf('Ann', { written: [changedMessage(lastAccepted)], rows })]);
  };
  assert.deepEqual(check('text of a', edit), { ...NONE, outdated: 1 });
  for (const text of ['text of a', 'edited']) assert.deepEqual(check(text, deletion), { ...NONE, outdated: 1 });
  for (const text of ['edited', '']) assert.deepEqual(check(text, edit), NONE, 'the deletion may be accepted');
  for (const text of ['text of a', 'edited', '']) assert.deepEqual(check(text), NONE, 'no change was answered');
  assert.deepEqual(check('other words', edit), { ...NONE, unexpected: 1, outdated: 1 });
});

test('not outdated: the client left before the change, or missed its letter', () => {
  const author = { ...historyOf('Ann', { written: [changedMessage(edit)] }), screen: [] };
  assert.deepEqual(countViolations([author, ben([messageWithText('text of a')], { isComplete: false })]), NONE);
  assert.deepEqual(countViolations([author, ben([messageWithText('text of a'), missed(2, 5), letter(5)])]), NONE);
  const memberships = missed(2, 5, { messages: 0 });
  assert.deepEqual(countViolations([author, ben([messageWithText('text of a'), memberships, letter(5)])]), {
    ...NONE,
    outdated: 1,
  });
  assert.deepEqual(countViolations([author, ben([messageWithText('text of a'), letter(2)])]), { ...NONE, outdated: 1 });
});

test('out of order: the numbers descend, or are outside the range of the epoch', () => {
  assert.deepEqual(countViolations([ben([letter(2), letter(1)])]), { ...NONE, outOfOrder: 1 });
  const outside = [epochRows([letter(0), letter(1)]), epochRows([letter(1)], { next: 1 })];
  for (const rows of outside)
    assert.deepEqual(countViolations([historyOf('Ben', { screen: [rows] })]), { ...NONE, outOfOrder: 1 });
});

test('out of order: two screens show two messages in different orders', () => {
  const dora = historyOf('Dora', { written: [writtenMessage('d')] });
  const rows = [message('a', 1), message('d', 2, 'Dora')];
  const swapped = [message('d', 1, 'Dora'), message('a', 2)];
  const histories = [historyOf('Ann', { written: [writtenMessage('a')], rows }), ben(swapped), { ...dora, screen: [] }];
  assert.deepEqual(countViolations(histories), { ...NONE, outOfOrder: 2 }, 'both messages are misplaced');
});

test('out of order: the order differs from that in which the author wrote', () => {
  const written = [writtenMessage('a'), writtenMessage('b')];
  const rows = [message('b', 1), message('a', 2)];
  assert.deepEqual(countViolations([historyOf('Ann', { written, rows })]), { ...NONE, outOfOrder: 1 });
});

test('out of order: a message precedes one that was acknowledged before it was written', () => {
  const dora = historyOf('Dora', {
    written: [writtenMessage('d', 1, 10)],
    rows: [message('d', 1, 'Dora'), message('a', 2)],
  });
  const before = { ...historyOf('Ann', { written: [writtenMessage('a', 2, 5)] }), screen: [] };
  assert.deepEqual(countViolations([dora, before]), { ...NONE, outOfOrder: 1 });
  const concurrent = { ...before, written: [writtenMessage('a', 2, 9.9)] };
  assert.deepEqual(countViolations([dora, concurrent]), NONE);
});

test('unexplained gap: numbers are skipped without a notice', () => {
  assert.deepEqual(countViolations([ben([letter(1), letter(3)])]), { ...NONE, unexplainedGaps: 1 });
  assert.deepEqual(countViolations([historyOf('Ben', { screen: [epochRows([letter(1)], { next: 5 })] })]), {
    ...NONE,
    unexplainedGaps: 1,
  });
});

test('unexplained gap: the notice counts more or fewer letters than are absent', () => {
  const rows = (count: number) => [letter(1), missed(2, 5, { count }), letter(4)];
  assert.deepEqual(countViolations([ben(rows(2))]), NONE);
  for (const count of [1, 3]) assert.deepEqual(countViolations([ben(rows(count))]), { ...NONE, unexplainedGaps: 1 });
  assert.deepEqual(countViolations([ben([letter(1), missed(1, 3), letter(2)])]), { ...NONE, unexplainedGaps: 1 });
  assert.deepEqual(countViolations([ben([letter(1), missed(2, 3), letter(4)])]), { ...NONE, unexplainedGaps: 1 });
});

test('lost: more messages are missing than the notice counts', () => {
  const rows = (messages: number) => [message('a', 1), missed(2, 4, { messages })];
  assert.deepEqual(countViolations([ann, ben(rows(2))]), NONE);
  assert.deepEqual(countViolations([ann, ben(rows(1))]), { ...NONE, lost: 1 });
  assert.deepEqual(countViolations([ann, ben(rows(0))]), { ...NONE, lost: 2 });
});

test('a new epoch starts with new numbers, without what the former one did not deliver', () => {
  const inSecond = { type: 'acknowledged', at: 9, epoch: 'second', number: 2 } as const;
  const written = [...WRITTEN, { ...writtenMessage('d'), at: 8, outcome: inSecond }];
  const second = epochRows([letter(0), letter(1), message('d', 2)], { epoch: 'second', from: 0 });
  const histories = [
    historyOf('Ann', { written, screen: [epochRows(ROWS), second] }),
    historyOf('Ben', { screen: [epochRows(ROWS.slice(0, 2)), second] }),
  ];
  assert.deepEqual(countViolations(histories), NONE);
  const newcomer = historyOf('Cleo', { screen: [epochRows([letter(1)], { epoch: 'second' })] });
  assert.deepEqual(countViolations([...histories, newcomer]), { ...NONE, lost: 1 });
});
