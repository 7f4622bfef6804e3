import assert from 'node:assert/strict';
import test from 'node:test';
import {
  digest,
  type History,
  type HistoryAnswer,
  type JoinResult,
  type Letter,
  type Member,
  type Refusal,
  type Snapshot,
  type WaitAnswer,
} from '@mailroom/shared';
import { textOf } from './mutation.ts';
import { nextTask } from './next-task.ts';
import { Outbox, type OutboxOptions } from './outbox.ts';
import { RoomStore, type RejoinMode, type RoomStoreOptions } from './room-store.ts';
import { outdatedIds } from './view/continued-ledger.ts';
import type { Row } from './view/row.ts';
import { Wakeups } from './wakeups.ts';
import { limits, roomInfo } from './testing/room-events.ts';

const ann = { id: 'ann', nickname: 'Ann' };
const said = (id: number, text: string): Letter => ({
  id,
  at: 0,
  event: { type: 'said', member: ann, text, mutationId: digest(text) },
});
const joinResult = (epoch: string, next: number, letters: Letter[] = []): JoinResult => ({
  you: ann,
  epoch,
  next,
  members: [ann],
  letters,
  limits,
  room: roomInfo,
});
const mail = (epoch: string, letters: Letter[], missed = 0): WaitAnswer => {
  const [first, last] = [letters[0]?.id ?? 0, letters.at(-1)?.id ?? 0];
  return { type: 'mail', epoch, from: first - missed, next: last + 1, missed, letters };
};
const left: WaitAnswer = { type: 'closed', why: 'left' };
const timeout: WaitAnswer = { type: 'closed', why: 'timeout' };
const reset: WaitAnswer = { type: 'reset', why: 'epoch', epoch: 'second', oldest: 0, next: 1 };

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super();
    this.refusal = refusal;
  }
}
const refusalOf = (error: unknown) => (error instanceof Refused ? error.refusal : undefined);

const settled = () => new Promise((resolve) => setImmediate(resolve));

const createTestOutbox = (options: Pick<OutboxOptions, 'deliver'> & Partial<OutboxOptions>) =>
  new Outbox({
    refusalOf,
    isPermanentError: () => false,
    pause: () => Promise.resolve(),
    newId: () => 'mine',
    ...options,
  });

/** A store of the only tab of a browser. A rejoin finds that the member left. */
const createTestStore = (options: Pick<RoomStoreOptions, 'wait' | 'outbox'> & Partial<RoomStoreOptions>) =>
  new RoomStore({
    joined: joinResult('first', 5),
    members: () => Promise.resolve(joinResult('first', 5)),
    history: () => Promise.reject(new Error('nobody asks')),
    rejoin: () => Promise.resolve(undefined),
    refusalOf,
    isPermanentError: (error) => refusalOf(error) !== undefined,
    wakeups: new Wakeups(),
    tabsOf: () => undefined,
    tab: 'one',
    ...options,
  });

/** Runs a store through these answers, and then through `left`. The sent texts are accepted as letters 5, 6, … */
const runStore = async (
  answers: WaitAnswer[],
  {
    rejoin = (_you: Member): Promise<JoinResult | undefined> => Promise.resolve(joinResult('second', 1)),
    sent = [] as string[],
    members = () => Promise.resolve<Snapshot>(joinResult('first', 25)),
  } = {},
) => {
  let id = 5;
  let requests = 0;
  const outbox = createTestOutbox({
    deliver: () => Promise.resolve({ id: id++ }),
    newId: () => sent[id - 5] ?? '',
  });
  for (const text of sent) {
    outbox.send(text);
    await settled();
  }
  const store = createTestStore({
    wait: () => {
      requests++;
      return Promise.resolve(answers.shift() ?? left);
    },
    members,
    rejoin,
    outbox,
  });
  const ended = new Promise<void>((resolve) => {
    store.subscribe(() => store.view().connection.state === 'ended' && resolve());
  });
  const added: string[] = [];
  store.onRowsAdded((rows) => added.push(...textsOf(rows)));
  store.run();
  await ended;
  const pending = outbox.messages().map(({ text }) => text);
  return { texts: textsOf(store.view().rows), added, pending, requests, view: store.view() };
};

const textsOf = (rows: readonly Row[]) =>
  rows.flatMap((row) => (row.type === 'letter' && row.letter.event.type === 'said' ? [row.letter.event.text] : []));

test('a message leaves the outbox when the transcript shows it', async () => {
  const { texts, pending } = await runStore([mail('first', [said(5, 'mine')])], { sent: ['mine'] });
  assert.deepEqual([texts, pending], [['mine'], []]);
});

test('a message leaves the outbox when its letter was missed', async () => {
  const { pending, view } = await runStore([mail('first', [said(24, 'later')], 19)], { sent: ['mine'] });
  assert.deepEqual(pending, []);
  assert(view.rows.some((row) => row.type === 'missed' && row.count === 19));
});

test('after a reset the store rejoins, and continues from there', async () => {
  const { texts, requests, view } = await runStore([reset, mail('second', [said(1, 'more')])], {
    rejoin: () => Promise.resolve(joinResult('second', 1, [said(0, 'new')])),
  });
  assert.deepEqual([texts, requests], [['new', 'more'], 3]);
  assert.equal(view.epoch, 'second');
});

test('new rows are announced once, and rows from before the join never', async () => {
  const answers = [mail('first', [said(5, 'one')]), timeout, mail('first', [said(6, 'two')]), reset];
  const results = [joinResult('first', 7, [said(5, 'one'), said(6, 'two')]), joinResult('second', 1, [said(0, 'new')])];
  const { texts, added } = await runStore([...answers, mail('second', [said(1, 'three')])], {
    rejoin: () => Promise.resolve(results.shift()),
  });
  assert.deepEqual(texts, ['one', 'two', 'new', 'three']);
  assert.deepEqual(added, ['one', 'two', 'three']);
});

test('long mail is applied in chunks', async () => {
  const letters = Array.from({ length: 50 }, (_, index) => said(5 + index, `message ${index}`));
  const answers = [mail('first', letters)];
  const store = createTestStore({
    outbox: createTestOutbox({ deliver: () => Promise.resolve({ id: 5 }) }),
    wait: () => Promise.resolve(answers.shift() ?? left),
  });
  const lengths: number[] = [];
  const ended = new Promise<void>((resolve) => {
    store.subscribe(() => {
      lengths.push(textsOf(store.view().rows).length);
      if (store.view().connection.state === 'ended') resolve();
    });
  });
  store.run();
  await ended;
  assert.deepEqual([...new Set(lengths)], [20, 40, 50]);
  assert.deepEqual(
    textsOf(store.view().rows),
    letters.map((_, index) => `message ${index}`),
  );
});

test('a store that stops between two chunks applies no more of them', async () => {
  const letters = Array.from({ length: 50 }, (_, index) => said(5 + index, `message ${index}`));
  const store = createTestStore({
    outbox: createTestOutbox({ deliver: () => Promise.resolve({ id: 5 }) }),
    wait: () => Promise.resolve(mail('first', letters)),
  });
  const stop = store.run();
  store.subscribe(stop);
  for (let task = 0; task < 9; task++) await nextTask();
  assert.deepEqual([textsOf(store.view().rows).length, store.view().next], [20, 25]);
});

test('a member who timed out rejoins and continues from the last letter', async () => {
  const { texts, requests, view } = await runStore([timeout, mail('first', [said(5, 'meanwhile')])], {
    rejoin: () => Promise.resolve(joinResult('first', 9, [said(8, 'not skipped to')])),
  });
  assert.deepEqual([texts, requests], [['meanwhile'], 3]);
  assert.equal(view.next, 6);
});

/** After the room has lost the letters of the ledger “first” from letter 7 on. */
const partialReset: WaitAnswer = { ...reset, next: 8, agreement: { epoch: 'first', before: 7 } };

test('after the loss of some letters the store reads on from the first one that was lost', async () => {
  const rejoin = () => Promise.resolve(joinResult('second', 8, [said(6, 'kept'), said(7, 'new')]));
  const answers = [mail('first', [said(5, 'one'), said(6, 'kept'), said(7, 'lost')]), partialReset];
  const { texts, added, requests, view } = await runStore([...answers, mail('second', [said(7, 'new')])], { rejoin });
  assert.deepEqual([texts, requests], [['one', 'kept', 'lost', 'new'], 4]);
  assert.deepEqual(added, ['one', 'kept', 'lost', 'new']);
  assert.deepEqual([view.epoch, view.next], ['second', 8]);
});

test('a store that learns of another ledger from the join asks how far it agrees with its own', async () => {
  const rejoin = () => Promise.resolve(joinResult('second', 8));
  const requests: object[] = [];
  const answers = [mail('first', [said(5, 'one')]), timeout, partialReset, mail('second', [said(6, 'two')])];
  const store = createTestStore({
    wait: ({ epoch, since, hold }) => {
      requests.push({ epoch, since, hold });
      return Promise.resolve(answers.shift() ?? left);
    },
    rejoin,
    outbox: createTestOutbox({ deliver: () => Promise.resolve({ id: 5 }) }),
  });
  const ended = Promise.withResolvers<void>();
  store.subscribe(() => store.view().connection.state === 'ended' && ended.resolve());
  store.run();
  await ended.promise;
  assert.deepEqual(textsOf(store.view().rows), ['one', 'two']);
  assert.deepEqual(requests.slice(2, 4), [
    { epoch: 'first', since: 6, hold: false },
    { epoch: 'second', since: 6, hold: false },
  ]);
});

test('a reset that another tab got for another ledger says nothing about the one of this tab', async () => {
  const forAnother: WaitAnswer = { ...reset, next: 8, agreement: { epoch: 'another', before: 7 } };
  const rejoin = () => Promise.resolve(joinResult('second', 8, [said(7, 'new')]));
  const lost = mail('first', [said(5, 'lost'), said(6, 'lost, too')]);
  const own: WaitAnswer = { ...reset, next: 8, agreement: { epoch: 'first', before: 5 } };
  const answers = [lost, forAnother, own, mail('second', [said(5, 'a'), said(6, 'b')])];
  const { texts } = await runStore(answers, { rejoin });
  assert.deepEqual(texts, ['lost', 'lost, too', 'a', 'b']);
  const unknown = await runStore([lost, forAnother, reset], { rejoin });
  assert.deepEqual(unknown.texts, ['lost', 'lost, too', 'new']);
});

test('a room that lost letters once more during the rejoin is joined again', async () => {
  const epochs = ['second', 'third'];
  const rejoin = () => Promise.resolve(joinResult(epochs.shift() ?? 'third', 9));
  const again: WaitAnswer = { ...partialReset, epoch: 'third', agreement: { epoch: 'first', before: 6 } };
  const answers = [mail('first', [said(5, 'kept'), said(6, 'lost')]), timeout, again, again];
  const { texts, view } = await runStore([...answers, mail('third', [said(6, 'new')])], { rejoin });
  assert.deepEqual([texts, view.epoch], [['kept', 'lost', 'new'], 'third']);
});

test('accepted messages are sent again if their letters are lost, and awaited if they are not', async () => {
  const sent = ['kept', 'lost'];
  const rejoin = () => Promise.resolve(joinResult('second', 6, [said(5, 'kept')]));
  const agreement = { epoch: 'first', before: 6 };
  const attempts: string[] = [];
  const outbox = createTestOutbox({
    deliver: ({ clientMsgId }) => {
      attempts.push(clientMsgId);
      return Promise.resolve({ id: 4 + attempts.length });
    },
    newId: () => sent[attempts.length] ?? '',
  });
  for (const text of sent) {
    outbox.send(text);
    await settled();
  }
  const answers = [{ ...reset, next: 6, agreement }];
  const states: string[] = [];
  const store = createTestStore({
    wait: () => {
      states.push(
        outbox
          .messages()
          .map(({ text, state }) => `${text} ${state}`)
          .join(),
      );
      return Promise.resolve(answers.shift() ?? left);
    },
    rejoin,
    outbox,
  });
  store.run();
  for (let turn = 0; turn < 9; turn++) await settled();
  assert.deepEqual(states, ['kept sent,lost sent', 'kept sent,lost pending']);
  store.view();
});

test('messages of which a change was lost are read again, until the room answers', async () => {
  const edited: Letter = {
    id: 6,
    at: 0,
    event: { type: 'edited', member: ann, letterId: 5, text: 'changed', mutationId: 'c' },
  };
  const asked: number[] = [];
  const current: History = {
    type: 'history',
    epoch: 'second',
    from: 5,
    before: 6,
    missed: 0,
    hasOlder: true,
    letters: [said(5, 'as sent')],
  };
  const answers = [
    mail('first', [said(5, 'as sent'), edited]),
    { ...reset, next: 6, agreement: { epoch: 'first', before: 6 } },
  ];
  const shown = Promise.withResolvers<void>();
  const store = createTestStore({
    wait: (_, signal) =>
      answers.length > 0
        ? Promise.resolve(answers.shift() ?? left)
        : new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
    history: ({ before }) => {
      asked.push(before);
      return asked.length === 1
        ? Promise.reject(new Refused({ refusal: 'too-fast', retryAfterMs: 1, limit: 1 }))
        : Promise.resolve(current);
    },
    rejoin: () => Promise.resolve(joinResult('second', 6)),
    outbox: createTestOutbox({ deliver: () => Promise.resolve({ id: 5 }) }),
  });
  store.subscribe(() => asked.length === 2 && outdatedIds(store.view().outdated).size === 0 && shown.resolve());
  const stop = store.run();
  await shown.promise;
  stop();
  assert.deepEqual([textsOf(store.view().rows), asked], [['as sent'], [6, 6]]);
});

test('a message that was accepted into a lost ledger is sent again', async () => {
  const { texts, pending } = await runStore([reset, mail('second', [said(1, 'mine')])], { sent: ['mine'] });
  assert.deepEqual([texts, pending], [['mine'], []]);
});

for (const [refusal, why] of [
  [{ refusal: 'nickname-taken' }, 'nickname-taken'],
  [{ refusal: 'room-full', limit: 5 }, 'room-full'],
  [{ refusal: 'no-session' }, 'session-expired'],
] as const) {
  test(`a rejoin that is refused with ${refusal.refusal} ends the view with ${why}`, async () => {
    const { view, requests } = await runStore([timeout], { rejoin: () => Promise.reject(new Refused(refusal)) });
    assert.deepEqual([view.connection, requests], [{ state: 'ended', why }, 1]);
  });
}

/** Runs a store in which the room does not know the session of these requests, and answers all others. Returns how the page rejoins. */
const runWithoutSession = async (unknown: readonly boolean[], rejoin: (mode: RejoinMode) => JoinResult) => {
  const isUnknown = [...unknown];
  const modes: RejoinMode[] = [];
  const done = Promise.withResolvers<void>();
  const store = createTestStore({
    wait: ({ hold }, signal) => {
      if (hold) {
        done.resolve();
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
      }
      if (isUnknown.shift()) return Promise.reject(new Refused({ refusal: 'no-session' }));
      return Promise.resolve({ type: 'reconnect', epoch: 'first', next: 5 });
    },
    rejoin: async (_you, _signal, mode) => {
      modes.push(mode);
      return rejoin(mode);
    },
    wakeups: Object.assign(new Wakeups(), { pause: () => Promise.resolve() }),
    outbox: createTestOutbox({ deliver: () => Promise.resolve({ id: 5 }) }),
  });
  store.subscribe(() => store.view().connection.state === 'ended' && done.resolve());
  const stop = store.run();
  await done.promise;
  stop();
  return { modes, connection: store.view().connection };
};

test('a page whose cookie was lost before its first request joins again, and continues', async () => {
  const { modes, connection } = await runWithoutSession([true, false], () => joinResult('first', 5));
  assert.deepEqual([modes, connection], [['join-as-new'], { state: 'live' }]);
});

test('a page whose browser stores no cookie is told so, after the room returned the same session', async () => {
  const { modes, connection } = await runWithoutSession([true, true], () => joinResult('first', 5));
  assert.deepEqual([modes, connection], [['join-as-new'], { state: 'ended', why: 'cookies-blocked' }]);
});

test('a page whose session was removed before it was used joins as new once', async () => {
  let ids = 0;
  const joinAsNew = (mode: RejoinMode) => {
    if (mode === 'resume') throw new Refused({ refusal: 'no-session' });
    return { ...joinResult('first', 5), you: { ...ann, id: `ann ${++ids}` } };
  };
  const once = await runWithoutSession([true, false], joinAsNew);
  assert.deepEqual([once.modes, once.connection], [['join-as-new'], { state: 'live' }]);
  const twice = await runWithoutSession([true, true], joinAsNew);
  assert.deepEqual(
    [twice.modes, twice.connection],
    [['join-as-new', 'resume'], { state: 'ended', why: 'unreachable' }],
  );
});

test('a message that the room refuses without a session makes the page ask at once, and is sent after it came back', async (t) => {
  let hasCookie = true;
  const modes: RejoinMode[] = [];
  const sent: string[] = [];
  const wakeups = new Wakeups();
  const outbox = createTestOutbox({
    deliver: (mutation) => {
      if (!hasCookie) return Promise.reject(new Refused({ refusal: 'no-session' }));
      sent.push(textOf(mutation) ?? '');
      return Promise.resolve({ id: 5 });
    },
    pause: wakeups.pause,
  });
  const store = createTestStore({
    wait: ({ hold }, signal) => {
      if (!hold && !hasCookie) return Promise.reject(new Refused({ refusal: 'no-session' }));
      if (!hold) return Promise.resolve({ type: 'reconnect', epoch: 'first', next: 5 });
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
    rejoin: (_you, _signal, mode) => {
      modes.push(mode);
      hasCookie = true;
      return Promise.resolve(joinResult('first', 5));
    },
    wakeups,
    outbox,
  });
  t.after(store.run());
  await settled();
  hasCookie = false;
  outbox.send('hello');
  await settled();
  assert.deepEqual([modes, sent, store.view().connection], [['resume'], ['hello'], { state: 'live' }]);
});

test('a rejoin that fails otherwise is repeated', async () => {
  const attempts = [() => Promise.reject(new Error('cut')), () => Promise.resolve(joinResult('first', 6))];
  const { view } = await runStore([timeout, timeout], {
    rejoin: () => attempts.shift()?.() ?? Promise.resolve(undefined),
  });
  assert.deepEqual(view.connection, { state: 'ended', why: 'left' });
  assert.equal(attempts.length, 0);
});

test('after missed letters the members are fetched, and again after the next event if that fails', async () => {
  const ben = { id: 'ben', nickname: 'Ben' };
  const snapshots = [
    () => Promise.reject(new Error('cut')),
    () => Promise.resolve({ epoch: 'first', next: 26, members: [ann, ben] }),
  ];
  const { view } = await runStore([mail('first', [said(24, 'later')], 19), mail('first', [said(25, 'latest')])], {
    members: () => snapshots.shift()?.() ?? Promise.reject(new Error()),
  });
  assert.deepEqual([...view.members.values()], [ann, ben]);
});

test('an accepted message whose letter does not arrive restarts the poll, because the held wait may be dead', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const holds: boolean[] = [];
  const outbox = createTestOutbox({ deliver: () => Promise.resolve({ id: 5 }) });
  const store = createTestStore({
    wait: ({ hold }, signal) => {
      holds.push(hold);
      if (!hold) return Promise.resolve({ type: 'reconnect', epoch: 'first', next: 5 });
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
    outbox,
  });
  t.after(store.run());
  await settled();
  outbox.send('mine');
  await settled();
  assert.deepEqual(holds, [false, true]);
  t.mock.timers.tick(2_000);
  await settled();
  const probes = Array.from({ length: 6 }, () => false);
  assert.deepEqual(holds, [false, true, ...probes, true]);
});

test('a member who left or changed in another tab does not rejoin here', async () => {
  const { view, requests } = await runStore([timeout], { rejoin: () => Promise.resolve(undefined) });
  assert.deepEqual([view.connection, requests], [{ state: 'ended', why: 'left' }, 1]);
});

test('a member who has another nickname or id after the rejoin is still the same person', async () => {
  for (const you of [
    { id: 'ann', nickname: 'Anna' },
    { id: 'ann again', nickname: 'Anna' },
  ]) {
    const rejoining: Member[] = [];
    const rejoin = (former: Member) => {
      rejoining.push(former);
      return Promise.resolve({ ...joinResult('second', 1, [said(0, 'new')]), you });
    };
    const { view, texts } = await runStore([timeout, reset, mail('second', [said(1, 'more')])], { rejoin });
    assert.deepEqual([rejoining, view.you, texts], [[ann], you, ['new', 'more']]);
  }
});

test('every mutation leaves the outbox when its letter arrives', async () => {
  const ids = ['one', 'two', 'three'];
  const outbox = createTestOutbox({ deliver: () => new Promise(() => {}), newId: () => ids.shift() ?? '' });
  outbox.edit('message', 'text');
  outbox.delete('message');
  outbox.rename('Anna');
  const answers = [
    mail('first', [
      { id: 5, at: 0, event: { type: 'edited', member: ann, letterId: 0, text: 'text', mutationId: digest('one') } },
      { id: 6, at: 0, event: { type: 'deleted', member: ann, letterId: 0, mutationId: digest('two') } },
      { id: 7, at: 0, event: { type: 'renamed', member: ann, formerNickname: 'Anna', mutationId: digest('three') } },
    ]),
  ];
  const store = createTestStore({ wait: () => Promise.resolve(answers.shift() ?? left), outbox });
  const stop = store.run();
  await settled();
  assert.deepEqual(outbox.entries(), []);
  stop();
});

test('a message whose letter arrived before its answer leaves the outbox with the answer', async () => {
  const answer = Promise.withResolvers<{ id: number }>();
  const outbox = createTestOutbox({ deliver: () => answer.promise });
  const store = createTestStore({
    joined: joinResult('first', 6, [said(5, 'mine')]),
    wait: () => new Promise(() => {}),
    outbox,
  });
  const stop = store.run();
  outbox.adopt([{ type: 'send', clientMsgId: 'mine', text: 'mine' }]);
  answer.resolve({ id: 5 });
  await settled();
  assert.deepEqual(outbox.messages(), []);
  stop();
});

test('during a rejoin no new message overtakes one that has to be sent again', async () => {
  const reconnect: WaitAnswer = { type: 'reconnect', epoch: 'second', next: 1 };
  const [restart, rejoined] = [Promise.withResolvers<WaitAnswer>(), Promise.withResolvers<JoinResult>()];
  const answers = [restart.promise, Promise.resolve(reconnect)];
  const attempts: string[] = [];
  let ids = 0;
  const outbox = createTestOutbox({
    deliver: (mutation) => {
      attempts.push(textOf(mutation) ?? '');
      return Promise.resolve({ id: attempts.length });
    },
    newId: () => `#${++ids}`,
  });
  const store = createTestStore({
    joined: joinResult('first', 0),
    wait: () => answers.shift() ?? new Promise(() => {}),
    rejoin: () => rejoined.promise,
    outbox,
  });
  const stop = store.run();
  outbox.send('one');
  await settled();
  restart.resolve(reset);
  await settled();
  outbox.send('two');
  await settled();
  assert.deepEqual(attempts, ['one']);
  rejoined.resolve(joinResult('second', 1));
  await settled();
  assert.deepEqual(attempts, ['one', 'one', 'two']);
  stop();
});

test('a roster that the room refuses for a limit is fetched after that time, and the poll continues meanwhile', async () => {
  let requests = 0;
  const pauses: number[] = [];
  const pause = Promise.withResolvers<void>();
  const answers: WaitAnswer[] = [mail('first', [said(25, 'news')], 20), mail('first', [said(26, 'more')])];
  const held = Promise.withResolvers<WaitAnswer>();
  const store = createTestStore({
    wait: () => {
      const answer = answers.shift();
      return answer ? Promise.resolve(answer) : held.promise;
    },
    members: () =>
      requests++ === 0
        ? Promise.reject(new Refused({ refusal: 'too-fast', retryAfterMs: 1_000, limit: 300 }))
        : Promise.resolve(joinResult('first', 27)),
    wakeups: Object.assign(new Wakeups(), {
      pause: (ms: number) => {
        pauses.push(ms);
        return pause.promise;
      },
    }),
    outbox: createTestOutbox({ deliver: () => Promise.resolve({ id: 0 }) }),
  });
  const stop = store.run();
  for (let turn = 0; turn < 10; turn++) await settled();
  assert.deepEqual([requests, store.view().next, store.view().isRosterStale], [1, 27, true]);
  assert.equal(pauses.length, 1);
  pause.resolve();
  for (let turn = 0; turn < 10; turn++) await settled();
  assert.deepEqual([requests, store.view().isRosterStale], [2, false]);
  stop();
});

/** A store whose poll gets no answer. */
const createReadingStore = (history: RoomStoreOptions['history']) => {
  const outbox = createTestOutbox({ deliver: () => Promise.resolve({ id: 0 }) });
  return createTestStore({ wait: () => new Promise(() => {}), outbox, history });
};
const part = (before: number): History => ({
  type: 'history',
  epoch: 'first',
  from: before - 1,
  before,
  missed: 0,
  hasOlder: before > 1,
  letters: [said(before - 1, `message ${before - 1}`)],
});
const textsIn = ({ rows }: { rows: readonly Row[] }) =>
  rows.flatMap((row) => (row.type === 'letter' && row.letter.event.type === 'said' ? row.letter.event.text : []));

test('older letters are asked for once at a time, and never announced as new', async () => {
  const asked: number[] = [];
  const store = createReadingStore(({ before }) => {
    asked.push(before);
    return Promise.resolve(part(before));
  });
  const added: (readonly Row[])[] = [];
  store.onRowsAdded((rows) => added.push(rows));
  await Promise.all([store.loadOlder(), store.loadOlder()]);
  assert.deepEqual([asked, textsIn(store.view())], [[5], ['message 4']]);
  await store.loadAllOlder(new AbortController().signal);
  assert.deepEqual(asked, [5, 4, 3, 2, 1]);
  assert.deepEqual(textsIn(store.view()), ['message 0', 'message 1', 'message 2', 'message 3', 'message 4']);
  await store.loadOlder();
  assert.deepEqual([asked.length, store.view().older.state, added], [5, 'complete', []]);
});

test('a listener of the view may ask for the next older letters', async () => {
  const store = createReadingStore(({ before }) => Promise.resolve(part(before)));
  const done = new Promise<void>((resolve) => {
    store.subscribe(() => (store.view().older.state === 'complete' ? resolve() : void store.loadOlder()));
  });
  await store.loadOlder();
  await done;
  assert.equal(textsIn(store.view()).length, 5);
});

test('loading all older letters stops when it is told to, and when a request fails', async () => {
  const stopped = new AbortController();
  let failures = 1;
  const store = createReadingStore(({ before }) => {
    if (before === 4) stopped.abort();
    if (before === 2 && failures-- > 0) return Promise.reject(new Error('offline'));
    return Promise.resolve(part(before));
  });
  await store.loadAllOlder(stopped.signal);
  assert.deepEqual([store.view().older.state, store.view().older.before], ['available', 3]);
  await store.loadAllOlder(new AbortController().signal);
  assert.deepEqual([store.view().older.state, store.view().older.before], ['failed', 2]);
  await store.loadAllOlder(new AbortController().signal);
  assert.equal(store.view().older.state, 'complete');
});

test('a request for older letters that a limit refuses is repeated after the time that the room named', async () => {
  const pauses: number[] = [];
  const { subscribe, wake, resume } = new Wakeups();
  const pause = (ms: number) => {
    pauses.push(ms);
    return Promise.resolve();
  };
  const answers = [new Refused({ refusal: 'too-fast', retryAfterMs: 5_000, limit: 1 })];
  const outbox = createTestOutbox({ deliver: () => Promise.resolve({ id: 0 }) });
  const history = ({ before }: { before: number }) => {
    const refusal = answers.shift();
    return refusal ? Promise.reject(refusal) : Promise.resolve(part(before));
  };
  const store = createTestStore({
    wait: () => new Promise(() => {}),
    outbox,
    wakeups: { subscribe, wake, resume, pause },
    history,
  });
  await store.loadOlder();
  assert.deepEqual(textsIn(store.view()), ['message 4']);
  assert(pauses.length === 1 && (pauses[0] ?? 0) >= 5_000);
});

test('a letter of a former ledger is the same in the current one up to where both agree', async () => {
  const answers: HistoryAnswer[] = [];
  const requests: object[] = [];
  const store = createTestStore({
    wait: () => new Promise(() => {}),
    history: (request) => {
      requests.push(request);
      const answer = answers.shift();
      return answer ? Promise.resolve(answer) : Promise.reject(new Error('unreachable'));
    },
    outbox: createTestOutbox({ deliver: () => Promise.reject(new Error('nobody sends')) }),
  });
  const isSame = (answer: HistoryAnswer, id: number) => {
    answers.push(answer);
    return store.isSameLetter({ id, epoch: 'zeroth' });
  };
  const foreign: HistoryAnswer = { type: 'reset', why: 'epoch', epoch: 'first', oldest: 0, next: 5 };
  const agreeing: HistoryAnswer = { ...foreign, agreement: { epoch: 'zeroth', before: 3 } };
  assert.deepEqual(
    [await isSame(agreeing, 2), await isSame(agreeing, 3), await isSame(foreign, 0)],
    [true, false, false],
  );
  assert.deepEqual(requests[0], { before: 3, epoch: 'zeroth' });
  await assert.rejects(isSame({ ...agreeing, epoch: 'second' }, 2), /another ledger/);
  await assert.rejects(store.isSameLetter({ id: 2, epoch: 'zeroth' }), /unreachable/);
});
