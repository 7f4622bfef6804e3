import assert from 'node:assert/strict';
import test from 'node:test';
import { array, assert as holds, constantFrom, integer, property, record } from 'fast-check';
import { fixedLimits, type Letter, type RoomEvent } from '@mailroom/shared';
import { Ledger } from './ledger.ts';
import type { QueueBounds } from './letter-queue.ts';

const ann = { id: 'ann', nickname: 'Ann' };
const said = (text: string): RoomEvent => ({ type: 'said', member: ann, text, mutationId: text });
const edited = (letterId: number, text: string): RoomEvent => ({
  type: 'edited',
  member: ann,
  letterId,
  text,
  mutationId: text,
});
const deleted = (letterId: number): RoomEvent => ({ type: 'deleted', member: ann, letterId, mutationId: 'deletion' });
const reacted = (letterId: number, emoji: string): RoomEvent => ({
  type: 'reacted',
  member: ann,
  letterId,
  reactions: [{ emoji, member: ann }],
  mutationId: emoji,
});
const joined: RoomEvent = { type: 'joined', member: ann };
const anyone = { address: 'anyone', firstLetterId: 0 };

const createLedger = (messages: Partial<QueueBounds> = {}, memberships: Partial<QueueBounds> = {}) =>
  new Ledger({
    epoch: 'first',
    messages: { letters: 0, bytes: 0, ...messages },
    memberships: { letters: 0, bytes: 0, ...memberships },
  });

/** Returns all parts of the older history, the newest first. */
const partsOf = (ledger: Ledger, reader = anyone) => {
  const parts = [ledger.historyBefore(reader, ledger.next)];
  for (let part = parts[0]; part?.hasOlder;) {
    part = ledger.historyBefore(reader, part.from);
    parts.push(part);
  }
  return parts;
};

const ids = (letters: readonly Letter[]) => letters.map(({ id }) => id);

test('H1: each message comes with its last edit or its deletion, which may be beyond the asked letters', () => {
  const ledger = createLedger();
  const events = [said('a'), said('b'), edited(0, 'a1'), joined, edited(0, 'a2'), said('c'), deleted(1)];
  for (const event of events) ledger.append(event, 7);
  ledger.redactMessage(1);
  assert.deepEqual(ledger.historyBefore(anyone, 4), {
    type: 'history',
    epoch: 'first',
    from: 0,
    before: 4,
    missed: 0,
    hasOlder: false,
    letters: [
      { id: 0, at: 7, event: said('a') },
      { id: 1, at: 7, event: { ...said('b'), text: '' } },
      { id: 3, at: 7, event: joined },
      { id: 4, at: 7, event: edited(0, 'a2') },
      { id: 6, at: 7, event: deleted(1) },
    ],
  });
  assert.deepEqual(ids(ledger.historyBefore(anyone, 1).letters), [0, 4]);
  assert.deepEqual(ids(ledger.historyBefore(anyone, 0).letters), []);
});

test('H1: each message comes with its reactions, which may be beyond the asked letters; a deleted one has none', () => {
  const ledger = createLedger();
  const events = [
    said('a'),
    said('b'),
    reacted(0, '👍'),
    reacted(1, '👍'),
    edited(0, 'a1'),
    reacted(0, '❤️'),
    deleted(1),
  ];
  for (const event of events) ledger.append(event, 7);
  assert.deepEqual(ids(ledger.historyBefore(anyone, 2).letters), [0, 1, 4, 5, 6]);
  assert.deepEqual(ids(ledger.historyBefore(anyone, 1).letters), [0, 4, 5]);
  assert.deepEqual(ids(ledger.history(anyone, 2)), [0, 1, 4, 5, 6]);
});

test('H1 L4: letters for others are left out, and are not missed', () => {
  const ledger = createLedger({ letters: 2 });
  for (const recipient of ['ben', undefined, 'ben', 'ben', undefined]) ledger.append(said('hello'), 0, recipient);
  const historyOf = (address: string) => {
    const { letters, missed } = ledger.historyBefore({ address, firstLetterId: 0 }, ledger.next);
    return { ids: ids(letters), missed };
  };
  assert.deepEqual(
    [historyOf('ben'), historyOf('cleo')],
    [
      { ids: [3, 4], missed: 3 },
      { ids: [4], missed: 1 },
    ],
  );
});

test('H2: one part has at most 100 messages, and at most 100 membership letters', () => {
  const ledger = createLedger();
  for (let id = 0; id < 450; id++) ledger.append(id < 150 || id >= 300 ? said('hello') : joined, 0);
  assert.deepEqual(
    partsOf(ledger).map(({ from, before, letters, hasOlder }) => [from, before, letters.length, hasOlder]),
    [
      [350, 450, 100, true],
      [200, 350, 150, true],
      [50, 200, 150, true],
      [0, 50, 50, false],
    ],
  );
});

test('H2: one part has at most 64 KiB, edits included, but at least one message', () => {
  const ledger = createLedger();
  const long = 'é'.repeat(5_000);
  for (const text of ['a', 'b', 'c', 'd']) ledger.append(said(text), 0);
  ledger.append(said(long.repeat(8)), 0);
  for (let id = 0; id < 4; id++) ledger.append(edited(id, long), 0);
  assert.deepEqual(
    partsOf(ledger).map(({ from, before, letters }) => [from, before, ids(letters)]),
    [
      [4, 9, [4]],
      [1, 4, [1, 2, 3, 6, 7, 8]],
      [0, 1, [0, 5]],
    ],
  );
});

test('H3: the last part says how many letters of each kind were dropped, also after more than are remembered', () => {
  const ledger = createLedger({ letters: 10 }, { letters: 2 });
  for (let round = 0; round < 7_000; round++) {
    const { id } = ledger.append(said('a'), 0);
    for (const event of [joined, edited(id, 'b'), edited(id, 'c')]) ledger.append(event, 0);
  }
  const [part, ...others] = partsOf(ledger);
  assert.deepEqual(others, []);
  const { letters, missed, missedMemberships = 0, supersededChanges = 0, ...rest } = part ?? assert.fail();
  assert.deepEqual([letters.length, missedMemberships, supersededChanges], [12, 6_998, 7_000]);
  assert.equal(missed - missedMemberships - supersededChanges, 14_000 - 10, 'messages and last edits');
  assert.deepEqual(rest, { type: 'history', epoch: 'first', from: 0, before: 28_000, hasOlder: false });
});

test('H4: the older history begins with the first letter that the reader may read', () => {
  const ledger = createLedger({ letters: 3 });
  for (const text of 'abcdef') ledger.append(said(text), 0);
  const historyFrom = (firstLetterId: number, before: number) => {
    const { from, missed, letters, hasOlder } = ledger.historyBefore({ address: 'anyone', firstLetterId }, before);
    return { from, missed, ids: ids(letters), hasOlder };
  };
  assert.deepEqual(historyFrom(4, 6), { from: 4, missed: 0, ids: [4, 5], hasOlder: false });
  assert.deepEqual(historyFrom(2, 6), { from: 2, missed: 1, ids: [3, 4, 5], hasOlder: false });
  assert.deepEqual(historyFrom(4, 2), { from: 2, missed: 0, ids: [], hasOlder: false });
});

test('H1 H2 H3: for any letters and bounds, the parts hold each letter once, and count the others', () => {
  const step = record({
    kind: constantFrom('said', 'said', 'edited', 'deleted', 'joined'),
    target: integer({ min: 0, max: 30 }),
    recipient: constantFrom(undefined, undefined, undefined, 'anyone', 'ben'),
  });
  const bounds = record({ letters: integer({ min: 1, max: 30 }), memberships: integer({ min: 1, max: 10 }) });
  const limit = fixedLimits.lettersPerMail;
  holds(
    property(
      array(step, { maxLength: 60 }),
      bounds,
      integer({ min: 1, max: 5 }),
      (steps, { letters, memberships }, perPart) => {
        fixedLimits.lettersPerMail = perPart;
        const ledger = createLedger({ letters }, { letters: memberships });
        const sent: number[] = [];
        for (const { kind, target, recipient } of steps) {
          const id = sent[target % sent.length];
          if (kind === 'joined') ledger.append(joined, 0);
          else if (kind === 'said' || id === undefined) sent.push(ledger.append(said('text'), 0, recipient).id);
          else ledger.append(kind === 'edited' ? edited(id, 'text') : deleted(id), 0);
        }
        const parts = partsOf(ledger);
        // A mail has all letters that the ledger holds.
        fixedLimits.lettersPerMail = limit;
        const mail = ledger.mailFor(anyone, 0);
        const isChange = ({ event }: Letter) => 'letterId' in event;
        const shown = parts.toReversed().flatMap((part) => part.letters.filter((letter) => !isChange(letter)));
        assert.deepEqual(shown, mail?.letters.filter((letter) => !isChange(letter)) ?? []);
        for (const { id } of shown) {
          const changes = mail?.letters.filter(({ event }) => 'letterId' in event && event.letterId === id) ?? [];
          const part = parts.find(({ from }) => from <= id);
          const inPart = part?.letters.filter(({ event }) => 'letterId' in event && event.letterId === id) ?? [];
          assert.deepEqual(inPart, changes.slice(-1));
        }
        const sum = (count: (part: (typeof parts)[number]) => number | undefined) =>
          parts.reduce((total, part) => total + (count(part) ?? 0), 0);
        assert.deepEqual(
          [sum(({ missed }) => missed), sum((part) => part.missedMemberships), sum((part) => part.supersededChanges)],
          [mail?.missed ?? 0, mail?.missedMemberships ?? 0, mail?.supersededChanges ?? 0],
        );
        assert.deepEqual(
          parts.map(({ from }) => from),
          [...parts.slice(1).map(({ before }) => before), 0],
        );
      },
    ),
  );
});
