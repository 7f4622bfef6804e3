import assert from 'node:assert/strict';
import test from 'node:test';
import type { History, Row, Stretch, Wrote } from './history.ts';
import { complaints, verdict, type Verdict } from './check-histories.ts';

const CLEAN: Verdict = { lost: 0, doubled: 0, unexpected: 0, outdated: 0, outOfOrder: 0, unexplainedGaps: 0 };

/** Someone who wrote some lines, with a screen that begins with letter 1 and shows one after the other. */
const someone = (who: string, history: { wrote?: Wrote[]; screen?: Stretch[]; rows?: Row[]; stayed?: boolean }) => {
  const { wrote = [], rows = [], screen = [stretch(rows)], stayed = true } = history;
  return { who, wrote, screen, stayed } satisfies History;
};
const stretch = (rows: Row[], { epoch = 'first', from = 1, next = after(rows, from) } = {}): Stretch => ({
  epoch,
  from,
  next,
  rows,
});
const after = (rows: Row[], from: number) =>
  rows.reduce((next, row) => (row.type === 'missed' ? next + row.count : Math.max(next, row.number + 1)), from);

/** Ann's lines are named after themselves; each is written at its time and acknowledged half a ms later. */
const wrote = (clientMsgId: string, number?: number, at = number ?? 0): Wrote => ({
  clientMsgId,
  texts: [`text of ${clientMsgId}`],
  at,
  outcome: number === undefined ? { type: 'unknown' } : { type: 'acknowledged', at: at + 0.5, epoch: 'first', number },
});
const line = (clientMsgId: string, number: number, by = 'Ann'): Row => ({
  type: 'line',
  number,
  clientMsgId,
  by,
  text: `text of ${clientMsgId}`,
});
const letter = (number: number): Row => ({ type: 'letter', number });
const missed = (count: number): Row => ({ type: 'missed', count });

const ABC = [wrote('a', 1), wrote('b', 2), wrote('c', 3)];
const abc = [line('a', 1), line('b', 2), line('c', 3)];
const ann = someone('Ann', { wrote: ABC, rows: abc });
const ben = (rows: Row[], more: { stayed?: boolean } = {}) => someone('Ben', { rows, ...more });

test('a room that keeps its promises is not complained about', () => {
  const written = [wrote('a', 1), wrote('b'), wrote('c', 5)];
  const rows = [line('a', 1), letter(2), line('b', 3), letter(4), line('c', 5)];
  const histories = [
    someone('Ann', { wrote: written, rows }),
    someone('Ben', { screen: [stretch(rows.slice(2), { from: 3 })] }),
    someone('Cleo', { rows: rows.slice(0, 2), stayed: false }),
    someone('Dora', { rows: [missed(3), letter(4), line('c', 5)] }),
    someone('Emil', { rows: [line('a', 1), missed(3), line('c', 5)] }),
    someone('Fay', { rows: [line('a', 1), letter(2), missed(3)] }),
  ];
  assert.deepEqual(complaints(histories), []);
  assert.deepEqual(verdict(histories), CLEAN);
});

test('lost: acknowledged, and yet to come on the screen of someone who stayed', () => {
  const histories = [ann, ben([line('a', 1), line('b', 2)])];
  assert.deepEqual(verdict(histories), { ...CLEAN, lost: 1 });
  assert.deepEqual(complaints(histories), [{ fault: 'lost', who: 'Ben', what: 'line 3 (c)' }]);
});

test('lost: on one screen, though never acknowledged, and not on another', () => {
  const unsure = someone('Ann', { wrote: [wrote('a')], rows: [] });
  assert.deepEqual(verdict([unsure, ben([line('a', 1)])]), { ...CLEAN, lost: 1 });
});

test('lost: acknowledged, and not even on the screen of its author', () => {
  assert.deepEqual(verdict([someone('Ann', { wrote: ABC, rows: abc.slice(0, 2) })]), { ...CLEAN, lost: 1 });
});

test('lost where the cursor went past it: that leaves a gap, too, which nobody explained', () => {
  const rows = [line('a', 1), line('c', 3)];
  assert.deepEqual(verdict([ann, ben(rows)]), { ...CLEAN, lost: 1, unexplainedGaps: 1 });
  assert.deepEqual(verdict([ann, ben(rows, { stayed: false })]), { ...CLEAN, lost: 1, unexplainedGaps: 1 });
});

test('not lost: said before someone came, or after they left', () => {
  const visit = someone('Ben', { screen: [stretch([line('b', 2)], { from: 2 })], stayed: false });
  assert.deepEqual(verdict([ann, visit]), CLEAN);
});

test('doubled: on one screen twice, be it a line or another letter', () => {
  assert.deepEqual(verdict([ann, ben([line('a', 1), line('b', 2), line('b', 2), line('c', 3)])]), {
    ...CLEAN,
    doubled: 1,
  });
  assert.deepEqual(verdict([ben([letter(1), letter(2), letter(1)])]), { ...CLEAN, doubled: 1 });
});

test('doubled: said again under a new number', () => {
  assert.deepEqual(verdict([someone('Ann', { wrote: ABC, rows: [...abc, line('a', 4)] })]), { ...CLEAN, doubled: 1 });
});

test('unexpected: by nobody, in other words, under another name, or refused', () => {
  const strange = [
    someone('Ann', { rows: [line('a', 1)] }),
    someone('Ann', { wrote: [{ ...wrote('a', 1), texts: ['other words'] }], rows: [line('a', 1)] }),
    someone('Ann', { wrote: [wrote('a', 1)], rows: [line('a', 1, 'Ben')] }),
    someone('Ann', { wrote: [{ ...wrote('a'), outcome: { type: 'refused' } }], rows: [line('a', 1)] }),
  ];
  for (const each of strange) assert.deepEqual(verdict([each]), { ...CLEAN, unexpected: 1 });
});

/** Ann’s line, edited and then deleted, of which the room is known to have taken so much. */
const changed = (taken?: Wrote['taken']): Wrote => ({
  ...wrote('a', 1),
  texts: ['text of a', 'edited', ''],
  ...(taken && { taken }),
});
const reads = (text: string): Row => ({ ...(line('a', 1) as Row & { type: 'line' }), text });
const edit = { text: 'edited', epoch: 'first', number: 2 };

test('outdated: a line that reads as before it was edited, or deleted', () => {
  const deletion = { text: '', epoch: 'first', number: 3 };
  const verdictOn = (text: string, taken?: Wrote['taken']) =>
    verdict([someone('Ann', { wrote: [changed(taken)], rows: [reads(text), letter(2), letter(3)] })]);
  assert.deepEqual(verdictOn('text of a', edit), { ...CLEAN, outdated: 1 });
  for (const text of ['text of a', 'edited']) assert.deepEqual(verdictOn(text, deletion), { ...CLEAN, outdated: 1 });
  for (const text of ['edited', '']) assert.deepEqual(verdictOn(text, edit), CLEAN, 'the deletion may have been taken');
  for (const text of ['text of a', 'edited', '']) assert.deepEqual(verdictOn(text), CLEAN, 'nothing was answered');
  assert.deepEqual(verdictOn('other words', edit), { ...CLEAN, unexpected: 1, outdated: 1 });
});

test('not outdated: changed after they left, or in a letter that is said to be missed', () => {
  const author = { ...someone('Ann', { wrote: [changed(edit)] }), screen: [] };
  assert.deepEqual(verdict([author, ben([reads('text of a')], { stayed: false })]), CLEAN);
  assert.deepEqual(verdict([author, ben([reads('text of a'), missed(3), letter(5)])]), CLEAN);
  assert.deepEqual(verdict([author, ben([reads('text of a'), letter(2)])]), { ...CLEAN, outdated: 1 });
});

test('out of order: numbers that do not ascend, or that the cursor was never at', () => {
  assert.deepEqual(verdict([ben([letter(2), letter(1)])]), { ...CLEAN, outOfOrder: 1 });
  const strays = [stretch([letter(0), letter(1)]), stretch([letter(1)], { next: 1 })];
  for (const each of strays)
    assert.deepEqual(verdict([someone('Ben', { screen: [each] })]), { ...CLEAN, outOfOrder: 1 });
});

test('out of order: two screens disagree', () => {
  const dora = someone('Dora', { wrote: [wrote('d')] });
  const [one, other] = [
    [line('a', 1), line('d', 2, 'Dora')],
    [line('d', 1, 'Dora'), line('a', 2)],
  ];
  const histories = [someone('Ann', { wrote: [wrote('a')], rows: one }), ben(other), { ...dora, screen: [] }];
  assert.deepEqual(verdict(histories), { ...CLEAN, outOfOrder: 2 }, 'each of the two lines is where the other was');
});

test('out of order: not as their author wrote them', () => {
  const written = [wrote('a'), wrote('b')];
  assert.deepEqual(verdict([someone('Ann', { wrote: written, rows: [line('b', 1), line('a', 2)] })]), {
    ...CLEAN,
    outOfOrder: 1,
  });
});

test('out of order: before a line that had been acknowledged when this one was written', () => {
  const dora = someone('Dora', { wrote: [wrote('d', 1, 10)], rows: [line('d', 1, 'Dora'), line('a', 2)] });
  const early = { ...someone('Ann', { wrote: [wrote('a', 2, 5)] }), screen: [] };
  assert.deepEqual(verdict([dora, early]), { ...CLEAN, outOfOrder: 1 });
  const meanwhile = { ...early, wrote: [wrote('a', 2, 9.9)] };
  assert.deepEqual(verdict([dora, meanwhile]), CLEAN);
});

test('an unexplained gap: numbers jump and nothing is said', () => {
  assert.deepEqual(verdict([ben([letter(1), letter(3)])]), { ...CLEAN, unexplainedGaps: 1 });
  assert.deepEqual(verdict([someone('Ben', { screen: [stretch([letter(1)], { next: 5 })] })]), {
    ...CLEAN,
    unexplainedGaps: 1,
  });
});

test('an unexplained gap: as many are missed as do not fit', () => {
  const rows = (count: number) => [letter(1), missed(count), letter(4)];
  assert.deepEqual(verdict([ben(rows(2))]), CLEAN);
  for (const count of [1, 3]) assert.deepEqual(verdict([ben(rows(count))]), { ...CLEAN, unexplainedGaps: 1 });
  assert.deepEqual(verdict([ben([letter(1), missed(1), letter(2)])]), { ...CLEAN, unexplainedGaps: 1 });
});

test('a new epoch begins anew: what the old one had not delivered is gone with it, and numbers begin again', () => {
  const inSecond = { type: 'acknowledged', at: 9, epoch: 'second', number: 2 } as const;
  const written = [...ABC, { ...wrote('d'), at: 8, outcome: inSecond }];
  const second = stretch([letter(0), letter(1), line('d', 2)], { epoch: 'second', from: 0 });
  const histories = [
    someone('Ann', { wrote: written, screen: [stretch(abc), second] }),
    someone('Ben', { screen: [stretch(abc.slice(0, 2)), second] }),
  ];
  assert.deepEqual(verdict(histories), CLEAN);
  const lateComer = someone('Cleo', { screen: [stretch([letter(1)], { epoch: 'second' })] });
  assert.deepEqual(verdict([...histories, lateComer]), { ...CLEAN, lost: 1 });
});
