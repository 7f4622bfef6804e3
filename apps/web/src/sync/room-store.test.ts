import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Letter, Member, Refusal, Snapshot, JoinResult, WaitAnswer } from '@mailroom/shared';
import { nextTask } from './next-task.ts';
import { textsOf } from './mutation.ts';
import { Outbox, type OutboxOptions } from './outbox.ts';
import { RoomStore, type RoomStoreOptions } from './room-store.ts';
import type { Row } from './row.ts';
import { Wakeups } from './wakeups.ts';

const ann = { id: 'ann', nickname: 'Ann' };
const said = (id: number, text: string): Letter => ({
  id,
  at: 0,
  event: { type: 'said', member: ann, text, clientMsgId: text },
});
const visit = (epoch: string, next: number, letters: Letter[] = []): JoinResult => ({
  you: ann,
  epoch,
  next,
  members: [ann],
  letters,
  limits: { nicknameLength: 16, messageLength: 256, messagesPerWindow: 10, windowMs: 3_000, holdMs: 50_000 },
});
const mail = (epoch: string, letters: Letter[], missed = 0): WaitAnswer => {
  const [first, last] = [letters[0]?.id ?? 0, letters.at(-1)?.id ?? 0];
  return { type: 'mail', epoch, from: first - missed, next: last + 1, missed, letters };
};

class NotLetIn extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super();
    this.refusal = refusal;
  }
}
const refusalIn = (error: unknown) => (error instanceof NotLetIn ? error.refusal : undefined);

const anOutbox = (options: Pick<OutboxOptions, 'deliver'> & Partial<OutboxOptions>) =>
  new Outbox({
    refusalOf,
    isPermanentError: () => false,
    pause: () => Promise.resolve(),
    newId: () => 'mine',
    ...options,
  });

/** A store of a tab that is alone, in a room that nobody comes in to again unless it is said. */
const storeThat = (options: Pick<RoomStoreOptions, 'ask' | 'outbox'> & Partial<RoomStoreOptions>) =>
  new RoomStore({
    visit: visit('first', 5),
    members: () => Promise.resolve(visit('first', 5)),
    rejoin: () => Promise.resolve(undefined),
    refusalOf,
    isPermanentError: (error) => refusalIn(error) !== undefined,
    wakeups: new Wakeups(),
    tabsOf: () => undefined,
    tab: 'one',
    ...options,
  });

/** A store that hears these answers, then that its visit is over; with an outbox whose lines arrive as numbers 5, 6, … */
const aStore = async (
  answers: WaitAnswer[],
  {
    rejoin = (_you: Member): Promise<JoinResult | undefined> => Promise.resolve(visit('second', 1)),
    posted = [] as string[],
    members = () => Promise.resolve<Snapshot>(visit('first', 25)),
  } = {},
) => {
  let number = 5;
  let asked = 0;
  const outbox = anOutbox({
    deliver: () => Promise.resolve({ id: number++ }),
    newId: () => posted[number - 5] ?? '',
  });
  for (const text of posted) {
    outbox.send(text);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }
  const store = storeThat({
    wait: () => {
      asked++;
      return Promise.resolve(answers.shift() ?? { type: 'closed', why: 'left' });
    },
    members,
    rejoin,
    outbox,
  });
  const ended = new Promise<void>((resolve) => {
    store.subscribe(() => store.view().connection.state === 'ended' && resolve());
  });
  const arrived: string[] = [];
  store.onRowsAdded((rows) => arrived.push(...textsOf(rows)));
  store.run();
  await ended;
  const lines = outbox.messages().map(({ text }) => text);
  return { texts: textsOf(store.view().rows), arrived, lines, asked, view: store.view() };
};

const textsOf = (rows: readonly Row[]) =>
  rows.flatMap((row) => (row.type === 'letter' && row.letter.event.type === 'said' ? [row.letter.event.text] : []));

test('one’s own line leaves the outbox when it stands in the transcript', async () => {
  const { texts, lines } = await aStore([mail('first', [said(5, 'mine')])], { posted: ['mine'] });
  assert.deepEqual([texts, lines], [['mine'], []]);
});

test('also when it is among those that could not be kept', async () => {
  const { lines, view } = await aStore([mail('first', [said(24, 'later')], 19)], { posted: ['mine'] });
  assert.deepEqual(lines, []);
  assert(view.rows.some((row) => row.type === 'missed' && row.count === 19));
});

test('after a reset it takes a new snapshot, and goes on from there', async () => {
  const reset: WaitAnswer = { type: 'reset', why: 'epoch', epoch: 'second', oldest: 0, next: 1 };
  const { texts, asked, view } = await aStore([reset, mail('second', [said(1, 'more')])], {
    rejoin: () => Promise.resolve(visit('second', 1, [said(0, 'new')])),
  });
  assert.deepEqual([texts, asked], [['new', 'more'], 3]);
  assert.equal(view.epoch, 'second');
});

test('what arrives is told of once, and not what was there when it joined', async () => {
  const reset: WaitAnswer = { type: 'reset', why: 'epoch', epoch: 'second', oldest: 0, next: 1 };
  const answers = [mail('first', [said(5, 'one')]), timeout, mail('first', [said(6, 'two')]), reset];
  const visits = [visit('first', 7, [said(5, 'one'), said(6, 'two')]), visit('second', 1, [said(0, 'new')])];
  const { texts, arrived } = await aStore([...answers, mail('second', [said(1, 'three')])], {
    rejoin: () => Promise.resolve(visits.shift()),
  });
  assert.deepEqual(texts, ['one', 'two', 'new', 'three']);
  assert.deepEqual(arrived, ['one', 'two', 'three']);
});

test('much mail at once is taken in parts', async () => {
  const letters = Array.from({ length: 50 }, (_, index) => said(5 + index, `line ${index}`));
  const answers = [mail('first', letters)];
  const store = storeThat({
    outbox: anOutbox({ deliver: () => Promise.resolve({ id: 5 }) }),
    wait: () => Promise.resolve(answers.shift() ?? { type: 'closed', why: 'left' }),
  });
  const shown: number[] = [];
  const ended = new Promise<void>((resolve) => {
    store.subscribe(() => {
      shown.push(textsOf(store.view().rows).length);
      if (store.view().connection.state === 'ended') resolve();
    });
  });
  store.run();
  await ended;
  assert.deepEqual([...new Set(shown)], [20, 40, 50]);
  assert.deepEqual(
    textsOf(store.view().rows),
    letters.map((_, index) => `line ${index}`),
  );
});

test('who stops in the middle of much mail has heard it up to there, and no further', async () => {
  const letters = Array.from({ length: 50 }, (_, index) => said(5 + index, `line ${index}`));
  const store = storeThat({
    outbox: anOutbox({ deliver: () => Promise.resolve({ id: 5 }) }),
    wait: () => Promise.resolve(mail('first', letters)),
  });
  const stop = store.run();
  store.subscribe(stop);
  for (let task = 0; task < 9; task++) await nextTask();
  assert.deepEqual([textsOf(store.view().rows).length, store.view().next], [20, 25]);
});

const timeout: WaitAnswer = { type: 'closed', why: 'timeout' };

test('let go by the room, it comes in again and goes on from where it was', async () => {
  const { texts, asked, view } = await aStore([timeout, mail('first', [said(5, 'meanwhile')])], {
    rejoin: () => Promise.resolve(visit('first', 9, [said(8, 'not skipped to')])),
  });
  assert.deepEqual([texts, asked], [['meanwhile'], 3]);
  assert.equal(view.next, 6);
});

test('what was sent into a ledger that is gone, and not seen there, is sent again', async () => {
  const reset: WaitAnswer = { type: 'reset', why: 'epoch', epoch: 'second', oldest: 0, next: 1 };
  const { texts, lines } = await aStore([reset, mail('second', [said(1, 'mine')])], { posted: ['mine'] });
  assert.deepEqual([texts, lines], [['mine'], []]);
});

for (const [refusal, why] of [
  [{ refusal: 'nickname-taken' }, 'nickname-gone'],
  [{ refusal: 'no-session' }, 'expelled'],
] as const) {
  test(`not let in again because of ${refusal.refusal}, its visit is over`, async () => {
    const { view, asked } = await aStore([timeout], { rejoin: () => Promise.reject(new NotLetIn(refusal)) });
    assert.deepEqual([view.connection, asked], [{ state: 'ended', why }, 1]);
  });
}

test('not let in because nobody answered, it tries again', async () => {
  const tries = [() => Promise.reject(new Error('cut')), () => Promise.resolve(visit('first', 6))];
  const { view } = await aStore([timeout, timeout], { rejoin: () => tries.shift()?.() ?? Promise.reject(new Error()) });
  assert.deepEqual(view.connection, { state: 'ended', why: 'left' });
  assert.equal(tries.length, 0);
});

test('after a gap the members are counted again; if that fails, with the next news', async () => {
  const ben = { id: 'ben', nickname: 'Ben' };
  const counts = [
    () => Promise.reject(new Error('cut')),
    () => Promise.resolve({ epoch: 'first', next: 26, members: [ann, ben] }),
  ];
  const { view } = await aStore([mail('first', [said(24, 'later')], 19), mail('first', [said(25, 'latest')])], {
    members: () => counts.shift()?.() ?? Promise.reject(new Error()),
  });
  assert.deepEqual([...view.members.values()], [ann, ben]);
});

test('a line that arrived and does not come back makes it ask again, because nobody may hear what is held', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const asked: boolean[] = [];
  const outbox = anOutbox({ deliver: () => Promise.resolve({ id: 5 }) });
  const store = storeThat({
    wait: ({ hold }, signal) => {
      asked.push(hold);
      if (!hold) return Promise.resolve({ type: 'reconnect', epoch: 'first', next: 5 });
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
    outbox,
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  t.after(store.run());
  await settled();
  outbox.send('mine');
  await settled();
  assert.deepEqual(asked, [false, true]);
  t.mock.timers.tick(2_000);
  await settled();
  const often = Array.from({ length: 6 }, () => false);
  assert.deepEqual(asked, [false, true, ...often, true]);
});

test('whoever left in another tab, or came in there as somebody else, is not brought back here', async () => {
  const { view, asked } = await aStore([timeout], { rejoin: () => Promise.resolve(undefined) });
  assert.deepEqual([view.connection, asked], [{ state: 'ended', why: 'left' }, 1]);
});

test('who is called something else when they are in again is still who they were', async () => {
  for (const you of [
    { id: 'ann', nickname: 'Anna' },
    { id: 'ann again', nickname: 'Anna' },
  ]) {
    const asked: unknown[] = [];
    const rejoin = (former: unknown) => {
      asked.push(former);
      return Promise.resolve({ ...visit('second', 1, [said(0, 'new')]), you });
    };
    const { view, texts } = await aStore([timeout, mail('second', [said(1, 'more')])], { rejoin });
    assert.deepEqual([asked, view.you, texts], [[ann], you, ['new', 'more']]);
  }
});

test('a change leaves the outbox when its letter comes, whatever it is', async () => {
  const outbox = anOutbox({ deliver: () => new Promise(() => {}), newId: () => ids.shift() ?? '' });
  const ids = ['one', 'two', 'three'];
  outbox.edit('line', 'text');
  outbox.delete('line');
  outbox.rename('Anna');
  const told: Letter[] = [
    { id: 5, at: 0, event: { type: 'edited', member: ann, letter: 0, text: 'text', clientMsgId: 'one' } },
    { id: 6, at: 0, event: { type: 'deleted', member: ann, letter: 0, clientMsgId: 'two' } },
    { id: 7, at: 0, event: { type: 'renamed', member: ann, before: 'Anna', clientMsgId: 'three' } },
  ];
  const answers = [mail('first', told)];
  const store = storeThat({ wait: () => Promise.resolve(answers.shift() ?? { type: 'closed', why: 'left' }), outbox });
  const stop = store.run();
  await setTimeout(0);
  assert.deepEqual(outbox.entries(), []);
  stop();
});

test('a line whose answer comes after it stands in the transcript leaves the outbox at once', async () => {
  const late = Promise.withResolvers<{ id: number }>();
  const outbox = anOutbox({ deliver: () => late.promise });
  const store = storeThat({
    visit: visit('first', 6, [said(5, 'mine')]),
    wait: () => new Promise(() => {}),
    outbox,
  });
  const stop = store.run();
  outbox.adopt([{ type: 'line', clientMsgId: 'mine', text: 'mine' }]);
  late.resolve({ id: 5 });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(outbox.messages(), []);
  stop();
});

test('while it comes in again, no line goes that was written after one to be sent once more', async () => {
  const reset: WaitAnswer = { type: 'reset', why: 'epoch', epoch: 'second', oldest: 0, next: 1 };
  const reconnect: WaitAnswer = { type: 'reconnect', epoch: 'second', next: 1 };
  const [restart, rejoined] = [Promise.withResolvers<WaitAnswer>(), Promise.withResolvers<JoinResult>()];
  const answers = [restart.promise, Promise.resolve(reconnect)];
  const tries: string[] = [];
  let ids = 0;
  const outbox = anOutbox({
    deliver: async (errand, signal) => {
      tries.push(...textsOf(errand));
      if (tries.length > 1) await setTimeout(1, undefined, { signal });
      return { id: tries.length };
    },
    newId: () => `#${++ids}`,
  });
  const store = storeThat({
    visit: visit('first', 0),
    wait: () => answers.shift() ?? new Promise(() => {}),
    rejoin: () => rejoined.promise,
    outbox,
  });
  const stop = store.run();
  outbox.send('one');
  await setTimeout(0);
  outbox.send('two');
  restart.resolve(reset);
  await setTimeout(20);
  assert.deepEqual(tries, ['one', 'two']);
  rejoined.resolve(visit('second', 1));
  await setTimeout(20);
  assert.deepEqual(tries, ['one', 'two', 'one', 'two']);
  stop();
});
