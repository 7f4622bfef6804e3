import assert from 'node:assert/strict';
import test from 'node:test';
import type { Letter, Mail, Reconnect, WaitAnswer } from '@mailroom/shared';
import type { WaitRequest } from './room-api.ts';
import { pollRoom, type PollOptions, type PollEvent } from './poll-room.ts';
import { Wakeups } from './wakeups.ts';

const mail = (from: number, next: number): Mail => ({
  type: 'mail',
  epoch: 'first',
  from,
  next,
  missed: 0,
  letters: [],
});
const letter = (id: number): Letter => ({ id, at: 0, event: { type: 'unknown' } });
const reconnect = (next: number): Reconnect => ({ type: 'reconnect', epoch: 'first', next });
class Expelled extends Error {}

/**
 * Follows a room that answers as scripted, or holds the question, and then says `left`; answers what was asked, what came of it, and the
 * pauses between.
 */
const following = async (
  script: (WaitAnswer | Error | 'held')[],
  { onHeld, ...options }: Partial<PollOptions> & { onHeld?: () => void } = {},
) => {
  const asked: [since: number, hold: boolean][] = [];
  const pauses: number[] = [];
  const news: PollEvent[] = [];
  const ask = ({ since, hold }: WaitRequest, signal: AbortSignal): Promise<WaitAnswer> => {
    asked.push([since, hold]);
    const answer = script.shift() ?? { type: 'closed', why: 'left' };
    if (answer === 'held') {
      setImmediate(() => onHeld?.());
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    }
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const pause = (ms: number) => Promise.resolve(void pauses.push(ms));
  const isExpelled = (error: unknown) => error instanceof Expelled;
  const from = { epoch: 'first', since: 3, presence: 0 };
  const { signal } = new AbortController();
  const onWake = () => () => {};
  const all = { ask, isExpelled, pause, onWake, from, tab: 'one', holdMs: 50_000, signal, ...options };
  for await (const piece of pollRoom(all)) news.push(piece);
  return { asked, pauses, news: news.map(({ type }) => type) };
};

test('asks on from where each answer ends, the first time without a hold', async () => {
  const { asked, news } = await following([mail(3, 5), reconnect(6), mail(6, 7)]);
  assert.deepEqual(asked, [
    [3, false],
    [5, true],
    [6, true],
    [7, true],
  ]);
  assert.deepEqual(news, ['mail', 'reconnect', 'mail', 'closed']);
});

test('asks with the version of the signs that it was told last', async () => {
  const signs = (version: number): Reconnect => ({ ...reconnect(3), presence: { version, away: [], typing: [] } });
  const known: (number | undefined)[] = [];
  const script = [signs(4), reconnect(3), mail(3, 5), { ...signs(6), next: 5 }];
  const ask = (question: WaitRequest): Promise<WaitAnswer> => {
    known.push(question.presence);
    return Promise.resolve(script.shift() ?? { type: 'closed', why: 'left' });
  };
  const { pauses } = await following([], { wait });
  assert.deepEqual([known, pauses], [[0, 4, 4, 4, 6], []]);
});

test('of letters that it missed it knows no signs: it asks for them anew', async () => {
  const known: (number | undefined)[] = [];
  const told: WaitAnswer = { ...reconnect(3), presence: { version: 4, away: [], typing: [] } };
  const script: WaitAnswer[] = [told, { ...mail(3, 9), letters: [], missed: 6 }, { ...told, next: 9 }];
  const ask = (question: WaitRequest): Promise<WaitAnswer> => {
    known.push(question.presence);
    return Promise.resolve(script.shift() ?? { type: 'closed', why: 'left' });
  };
  await following([], { wait });
  assert.deepEqual(known, [0, 4, -1, 4]);
});

test('whoever tells it again and again what it knows is asked slowly', async () => {
  const same: Reconnect = { ...reconnect(3), presence: { version: 1, away: [], typing: [] } };
  const { pauses } = await following([same, same, same]);
  assert.equal(pauses.length, 2);
  assert(pauses.every((ms) => ms >= 250));
});

test('after a failure asks again from the same place, without a hold', async () => {
  const { asked, news, pauses } = await following([reconnect(3), new Error('cut'), new Error('cut'), mail(3, 4)]);
  assert.deepEqual(asked, [
    [3, false],
    [3, true],
    [3, false],
    [3, false],
    [4, true],
  ]);
  assert.deepEqual(news, ['reconnect', 'lost', 'lost', 'mail', 'closed']);
  assert.equal(pauses.length, 2);
});

test('waits longer from failure to failure, but never longer than half a minute', async () => {
  const { pauses } = await following(Array.from({ length: 200 }, () => new Error('cut')));
  assert(pauses.every((ms) => ms >= 250 && ms <= 30_000));
  assert((pauses[0] ?? Infinity) <= 500, 'the first time it is quick');
  assert(Math.max(...pauses) > 10_000, 'in the end it is patient');
});

test('a room that restarts is asked again when it said', async () => {
  const { asked, pauses, news } = await following([
    reconnect(3),
    { type: 'closed', why: 'restarting', retryAfterMs: 1_000 },
    reconnect(3),
  ]);
  assert(pauses.length === 1 && pauses.every((ms) => ms >= 1_000 && ms <= 2_000));
  assert.deepEqual(asked[2], [3, false]);
  assert.deepEqual(news, ['reconnect', 'closed', 'reconnect', 'closed']);
});

for (const answer of [
  { type: 'closed', why: 'timeout' },
  { type: 'reset', why: 'epoch', epoch: 'second', oldest: 0, next: 1 },
] satisfies WaitAnswer[]) {
  test(`${answer.type} is the last that is asked for`, async () => {
    const { asked, news } = await following([answer, mail(3, 4)]);
    assert.deepEqual([asked.length, news], [1, [answer.type]]);
  });
}

test('a room in which too many wait is asked again after a while, as it said', async () => {
  const { asked, pauses, news } = await following([{ ...reconnect(3), retryAfterMs: 3_000 }, mail(3, 4)]);
  assert.deepEqual(asked, [
    [3, false],
    [3, true],
    [4, true],
  ]);
  assert.deepEqual(news, ['reconnect', 'mail', 'closed']);
  assert.equal(pauses.length, 1);
  assert(pauses.every((ms) => ms >= 3_000 && ms <= 6_000));
});

test('turned away by the room, it does not ask again', async () => {
  const { asked, news } = await following([new Expelled()]);
  assert.deepEqual([asked.length, news], [1, ['expelled']]);
});

test('an answer that does not continue where it stands is not believed', async () => {
  const { news } = await following([mail(3, 5), mail(6, 7)]);
  assert.deepEqual(news, ['mail', 'strayed']);
});

test('stopped, it says nothing more, even if an answer was on its way', async () => {
  const stopping = new AbortController();
  const { news, asked } = await following([mail(3, 4)], {
    signal: stopping.signal,
    wait: () => {
      stopping.abort();
      return Promise.resolve(mail(3, 4));
    },
  });
  assert.deepEqual([news, asked], [[], []]);
});

test('a question that is never answered is given up some time after the hold', async (t) => {
  const waited: number[] = [];
  t.mock.method(AbortSignal, 'timeout', (ms: number) => {
    waited.push(ms);
    return ms === 65_000 && waited.length < 3 ? AbortSignal.abort() : new AbortController().signal;
  });
  const answers: WaitAnswer[] = [reconnect(3), reconnect(3), { type: 'closed', why: 'left' }];
  const { news } = await following([], {
    wait: (_question, signal) =>
      signal.aborted ? Promise.reject(new Error('given up')) : Promise.resolve(answers.shift() ?? mail(0, 0)),
  });
  assert.deepEqual(waited, [10_000, 65_000, 10_000, 65_000]);
  assert.deepEqual(news, ['reconnect', 'lost', 'reconnect', 'closed']);
});

for (const [what, answer] of [
  ['of another ledger', { ...mail(3, 4), epoch: 'second' }],
  ['that ends before it begins', mail(3, 2)],
  ['with a letter from before', { ...mail(3, 5), letters: [letter(2)] }],
  ['with a letter from beyond', { ...mail(3, 5), letters: [letter(5)] }],
  ['with letters in disorder', { ...mail(3, 6), letters: [letter(4), letter(3)] }],
  ['with a letter twice', { ...mail(3, 6), letters: [letter(4), letter(4)] }],
  ['that goes back', reconnect(2)],
] satisfies [string, WaitAnswer][]) {
  test(`an answer ${what} is not believed`, async () => {
    const { news, asked } = await following([answer, mail(3, 4)]);
    assert.deepEqual([news, asked.length], [['strayed'], 1]);
  });
}

test('woken while a question is held, it asks at once instead; that is no failure', async () => {
  const wakes = new Wakeups();
  const { asked, news, pauses } = await following([reconnect(3), 'held', mail(3, 4)], {
    onWake: wakes.subscribe,
    onHeld: wakes.wake,
  });
  // Over as many connections as there may be: those that are open may have died unnoticed.
  const often = Array.from({ length: 6 }, (): [number, boolean] => [3, false]);
  assert.deepEqual(asked, [[3, false], [3, true], ...often, [4, true]]);
  assert.deepEqual([news, pauses], [['reconnect', 'mail', 'closed'], []]);
});

test('woken, it believes the first answer, and gives the other questions up', async () => {
  const wakes = new Wakeups();
  const given: (boolean | undefined)[] = [];
  let answer: WaitAnswer | undefined = reconnect(3);
  await following([], {
    onWake: wakes.subscribe,
    wait: ({ hold }, signal) => {
      if (hold && answer) {
        setImmediate(wakes.wake);
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      }
      const mine = given.length;
      signal.addEventListener('abort', () => (given[mine] = true));
      given.push(false);
      if (mine === 0) return Promise.resolve(reconnect(3));
      // The fourth is the first that goes over a connection that lives.
      if (mine === 4) {
        answer = undefined;
        return Promise.resolve({ type: 'closed', why: 'left' });
      }
      return new Promise(() => {});
    },
  });
  assert.equal(given.length, 7);
  assert.deepEqual(
    given.slice(1),
    Array.from({ length: 6 }, () => true),
  );
});

test('woken and turned away over one connection, it does not wait for the others', async () => {
  const wakes = new Wakeups();
  let asked = 0;
  const { news } = await following([], {
    onWake: wakes.subscribe,
    wait: ({ hold }, signal) => {
      if (hold) setImmediate(wakes.wake);
      if (asked++ === 0) return Promise.resolve(reconnect(3));
      if (asked === 5) return Promise.reject(new Expelled());
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
  });
  assert.deepEqual(news, ['reconnect', 'expelled']);
});

test('woken, it is as quick to try again as the first time', async () => {
  const wakes = new Wakeups();
  const pauses: number[] = [];
  await following(
    Array.from({ length: 1 + 20 * 6 }, () => new Error('cut')),
    {
      onWake: wakes.subscribe,
      pause: (ms) => {
        pauses.push(ms);
        wakes.wake();
        return Promise.resolve();
      },
    },
  );
  assert.equal(pauses.length, 21);
  assert(pauses.every((ms) => ms <= 500));
});

test('superseded by a question of its own that came late, it asks again', async () => {
  const { asked, news, pauses } = await following([reconnect(3), { type: 'superseded' }, mail(3, 4)]);
  assert.deepEqual(asked, [
    [3, false],
    [3, true],
    [3, false],
    [4, true],
  ]);
  assert.deepEqual([news, pauses.length], [['reconnect', 'lost', 'mail', 'closed'], 1]);
});
