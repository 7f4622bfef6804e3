import assert from 'node:assert/strict';
import test from 'node:test';
import type { Letter, Mail, Reconnect, WaitAnswer } from '@mailroom/shared';
import { INITIAL_STATE, pollRoom, transition, type PollOptions, type PollState } from './poll-room.ts';
import type { PollEvent } from './view/poll-event.ts';
import type { WaitRequest } from './hold/wait.ts';
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
const left: WaitAnswer = { type: 'closed', why: 'left' };
class SessionExpired extends Error {}

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

/** Polls a room that gives the scripted answers, or holds the request, and then says `left`. */
const poll = async (
  script: (WaitAnswer | Error | 'held')[],
  { onHeld, ...options }: Partial<PollOptions> & { onHeld?: () => void } = {},
) => {
  const requests: [since: number, hold: boolean][] = [];
  const pauses: number[] = [];
  const events: PollEvent['type'][] = [];
  const wait = ({ since, hold }: WaitRequest, signal: AbortSignal): Promise<WaitAnswer> => {
    requests.push([since, hold]);
    const answer = script.shift() ?? left;
    if (answer === 'held') {
      setImmediate(() => onHeld?.());
      return untilAborted(signal);
    }
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const all: PollOptions = {
    wait,
    isSessionExpired: (error) => error instanceof SessionExpired,
    pause: (ms) => Promise.resolve(void pauses.push(ms)),
    onWake: () => () => {},
    from: { epoch: 'first', since: 3, presence: 0 },
    tab: 'one',
    holdMs: 50_000,
    signal: new AbortController().signal,
    ...options,
  };
  for await (const { type } of pollRoom(all)) events.push(type);
  return { requests, pauses, events };
};

/** Answers as scripted, and records the versions of the presence that the requests name. */
const recordingPresence = (script: WaitAnswer[]) => {
  const versions: (number | undefined)[] = [];
  const wait = ({ presence }: WaitRequest): Promise<WaitAnswer> => {
    versions.push(presence);
    return Promise.resolve(script.shift() ?? left);
  };
  return { versions, wait };
};

test('each request continues where the last answer ended, the first one without a hold', async () => {
  const { requests, events } = await poll([mail(3, 5), reconnect(6), mail(6, 7)]);
  assert.deepEqual(requests, [
    [3, false],
    [5, true],
    [6, true],
    [7, true],
  ]);
  assert.deepEqual(events, ['mail', 'reconnect', 'mail', 'closed']);
});

test('each request names the last version of the presence', async () => {
  const presence = (version: number): Reconnect => ({ ...reconnect(3), presence: { version, away: [], typing: [] } });
  const { versions, wait } = recordingPresence([presence(4), reconnect(3), mail(3, 5), { ...presence(6), next: 5 }]);
  const { pauses } = await poll([], { wait });
  assert.deepEqual([versions, pauses], [[0, 4, 4, 4, 6], []]);
});

test('after superseded edits only, the presence is still known', async () => {
  const presence: Reconnect = { ...reconnect(3), presence: { version: 4, away: [], typing: [] } };
  const { versions, wait } = recordingPresence([presence, { ...mail(3, 9), missed: 6, supersededChanges: 6 }]);
  await poll([], { wait });
  assert.deepEqual(versions, [0, 4, 4]);
});

test('after missed letters the presence is unknown and is requested again', async () => {
  const presence: Reconnect = { ...reconnect(3), presence: { version: 4, away: [], typing: [] } };
  const { versions, wait } = recordingPresence([presence, { ...mail(3, 9), missed: 6 }, { ...presence, next: 9 }]);
  await poll([], { wait });
  assert.deepEqual(versions, [0, 4, -1, 4]);
});

test('a room that repeats a known presence is asked slowly', async () => {
  const same: Reconnect = { ...reconnect(3), presence: { version: 1, away: [], typing: [] } };
  const { pauses } = await poll([same, same, same]);
  assert.equal(pauses.length, 2);
  assert(pauses.every((ms) => ms >= 250));
});

test('after a failure the next request has the same cursor, and no hold', async () => {
  const { requests, events, pauses } = await poll([reconnect(3), new Error('cut'), new Error('cut'), mail(3, 4)]);
  assert.deepEqual(requests, [
    [3, false],
    [3, true],
    [3, false],
    [3, false],
    [4, true],
  ]);
  assert.deepEqual(events, ['reconnect', 'disconnected', 'disconnected', 'mail', 'closed']);
  assert.equal(pauses.length, 2);
});

test('the pauses grow from failure to failure, up to half a minute', async () => {
  const { pauses } = await poll(Array.from({ length: 200 }, () => new Error('cut')));
  assert(pauses.every((ms) => ms >= 250 && ms <= 30_000));
  assert((pauses[0] ?? Infinity) <= 500, 'the first pause is short');
  assert(Math.max(...pauses) > 10_000, 'later pauses are long');
});

test('a room that restarts is asked again after the time that it named', async () => {
  const { requests, pauses, events } = await poll([
    reconnect(3),
    { type: 'closed', why: 'restarting', retryAfterMs: 1_000 },
    reconnect(3),
  ]);
  assert(pauses.length === 1 && pauses.every((ms) => ms >= 1_000 && ms <= 2_000));
  assert.deepEqual(requests[2], [3, false]);
  assert.deepEqual(events, ['reconnect', 'closed', 'reconnect', 'closed']);
});

for (const answer of [
  { type: 'closed', why: 'timeout' },
  { type: 'reset', why: 'epoch', epoch: 'second', oldest: 0, next: 1 },
] satisfies WaitAnswer[]) {
  test(`the poll ends after the answer “${answer.type}”`, async () => {
    const { requests, events } = await poll([answer, mail(3, 4)]);
    assert.deepEqual([requests.length, events], [1, [answer.type]]);
  });
}

test('a room that is full of waits is asked again after the time that it named', async () => {
  const { requests, pauses, events } = await poll([{ ...reconnect(3), retryAfterMs: 3_000 }, mail(3, 4)]);
  assert.deepEqual(requests, [
    [3, false],
    [3, true],
    [4, true],
  ]);
  assert.deepEqual(events, ['reconnect', 'mail', 'closed']);
  assert.equal(pauses.length, 1);
  assert(pauses.every((ms) => ms >= 3_000 && ms <= 6_000));
});

test('the poll ends when the session expired', async () => {
  const { requests, events } = await poll([new SessionExpired()]);
  assert.deepEqual([requests.length, events], [1, ['session-expired']]);
});

test('an answer that leaves a gap ends the poll', async () => {
  const { events } = await poll([mail(3, 5), mail(6, 7)]);
  assert.deepEqual(events, ['mail', 'out-of-sync']);
});

test('a stopped poll yields nothing, even if an answer was in flight', async () => {
  const stopping = new AbortController();
  const { events, requests } = await poll([mail(3, 4)], {
    signal: stopping.signal,
    wait: () => {
      stopping.abort();
      return Promise.resolve(mail(3, 4));
    },
  });
  assert.deepEqual([events, requests], [[], []]);
});

test('a request without an answer is given up some time after the hold', async (t) => {
  const timeouts: number[] = [];
  t.mock.method(AbortSignal, 'timeout', (ms: number) => {
    timeouts.push(ms);
    return ms === 65_000 && timeouts.length < 3 ? AbortSignal.abort() : new AbortController().signal;
  });
  const answers: WaitAnswer[] = [reconnect(3), reconnect(3), left];
  const { events } = await poll([], {
    wait: (_request, signal) =>
      signal.aborted ? Promise.reject(new Error('given up')) : Promise.resolve(answers.shift() ?? mail(0, 0)),
  });
  assert.deepEqual(timeouts, [10_000, 65_000, 10_000, 65_000]);
  assert.deepEqual(events, ['reconnect', 'disconnected', 'reconnect', 'closed']);
});

test('a held request says how long the way to the room allows it to be held, and is given up sooner', async (t) => {
  const timeouts: number[] = [];
  t.mock.method(AbortSignal, 'timeout', (ms: number) => {
    timeouts.push(ms);
    return new AbortController().signal;
  });
  const limits = [undefined, 20_000, 90_000];
  const holds: unknown[] = [];
  const answers: WaitAnswer[] = [reconnect(3), reconnect(3), reconnect(3)];
  await poll([], {
    maxHoldMs: () => limits.shift(),
    wait: ({ hold, maxHoldMs }) => {
      holds.push(hold && maxHoldMs);
      return Promise.resolve(answers.shift() ?? left);
    },
  });
  assert.deepEqual(holds, [false, undefined, 20_000, undefined], 'the room never holds for more than 50 s');
  assert.deepEqual(timeouts, [10_000, 65_000, 32_000, 65_000]);
});

for (const [what, answer] of [
  ['of another ledger', { ...mail(3, 4), epoch: 'second' }],
  ['that ends before it starts', mail(3, 2)],
  ['with a letter below its range', { ...mail(3, 5), letters: [letter(2)] }],
  ['with a letter above its range', { ...mail(3, 5), letters: [letter(5)] }],
  ['with letters out of order', { ...mail(3, 6), letters: [letter(4), letter(3)] }],
  ['with a letter twice', { ...mail(3, 6), letters: [letter(4), letter(4)] }],
  ['that goes back', reconnect(2)],
] satisfies [string, WaitAnswer][]) {
  test(`an answer ${what} ends the poll`, async () => {
    const { events, requests } = await poll([answer, mail(3, 4)]);
    assert.deepEqual([events, requests.length], [['out-of-sync'], 1]);
  });
}

test('a wake-up replaces a held request by immediate ones, over all connections, and is not a failure', async () => {
  const wakeups = new Wakeups();
  const { requests, events, pauses } = await poll([reconnect(3), 'held', mail(3, 4)], {
    onWake: wakeups.subscribe,
    onHeld: wakeups.wake,
  });
  const probes = Array.from({ length: 6 }, (): [number, boolean] => [3, false]);
  assert.deepEqual(requests, [[3, false], [3, true], ...probes, [4, true]]);
  assert.deepEqual([events, pauses], [['reconnect', 'mail', 'closed'], []]);
});

test('after a wake-up the first answer counts, and the other requests are aborted', async () => {
  const wakeups = new Wakeups();
  const isAborted: (boolean | undefined)[] = [];
  let isFirstHold = true;
  await poll([], {
    onWake: wakeups.subscribe,
    wait: ({ hold }, signal) => {
      if (hold && isFirstHold) {
        setImmediate(wakeups.wake);
        return untilAborted(signal);
      }
      const index = isAborted.length;
      signal.addEventListener('abort', () => (isAborted[index] = true));
      isAborted.push(false);
      if (index === 0) return Promise.resolve(reconnect(3));
      // Only the fourth connection is alive.
      if (index === 4) {
        isFirstHold = false;
        return Promise.resolve(left);
      }
      return new Promise(() => {});
    },
  });
  assert.equal(isAborted.length, 7);
  assert.deepEqual(
    isAborted.slice(1),
    Array.from({ length: 6 }, () => true),
  );
});

test('after a wake-up one “session expired” ends the poll, without the other answers', async () => {
  const wakeups = new Wakeups();
  let requests = 0;
  const { events } = await poll([], {
    onWake: wakeups.subscribe,
    wait: ({ hold }, signal) => {
      if (hold) setImmediate(wakeups.wake);
      if (requests++ === 0) return Promise.resolve(reconnect(3));
      if (requests === 5) return Promise.reject(new SessionExpired());
      return untilAborted(signal);
    },
  });
  assert.deepEqual(events, ['reconnect', 'session-expired']);
});

test('a wake-up resets the backoff', async () => {
  const wakeups = new Wakeups();
  const pauses: number[] = [];
  await poll(
    Array.from({ length: 1 + 20 * 6 }, () => new Error('cut')),
    {
      onWake: wakeups.subscribe,
      pause: (ms) => {
        pauses.push(ms);
        wakeups.wake();
        return Promise.resolve();
      },
    },
  );
  assert.equal(pauses.length, 21);
  assert(pauses.every((ms) => ms <= 500));
});

test('a wake-up while an answer is processed makes the next request immediate', async () => {
  const wakeups = new Wakeups();
  const requests: boolean[] = [];
  const events = pollRoom({
    wait: ({ hold }) => {
      requests.push(hold);
      return Promise.resolve(requests.length === 1 ? reconnect(3) : left);
    },
    isSessionExpired: () => false,
    pause: () => Promise.resolve(),
    onWake: wakeups.subscribe,
    from: { epoch: 'first', since: 3, presence: 0 },
    tab: 'one',
    holdMs: 50_000,
    signal: new AbortController().signal,
  });
  for await (const { type } of events) if (type === 'reconnect') wakeups.wake();
  assert.deepEqual(
    requests,
    Array.from({ length: 7 }, () => false),
  );
});

test('a request that the room refuses for a limit is repeated after the time that the room named, and the page stays connected', async () => {
  class Throttled extends Error {}
  const { requests, pauses, events } = await poll([reconnect(3), new Throttled(), new Throttled(), mail(3, 5)], {
    retryAfterMsOf: (error) => (error instanceof Throttled ? 1_000 : undefined),
  });
  assert.deepEqual(requests, [
    [3, false],
    [3, true],
    [3, true],
    [3, true],
    [5, true],
  ]);
  assert.equal(pauses.length, 2);
  for (const ms of pauses) assert(ms >= 1_000 && ms <= 2_000, `${ms} ms`);
  assert.deepEqual(events, ['reconnect', 'mail', 'closed']);
});

test('a request that an earlier one superseded is repeated', async () => {
  const { requests, events, pauses } = await poll([reconnect(3), { type: 'superseded' }, mail(3, 4)]);
  assert.deepEqual(requests, [
    [3, false],
    [3, true],
    [3, false],
    [4, true],
  ]);
  assert.deepEqual([events, pauses.length], [['reconnect', 'disconnected', 'mail', 'closed'], 1]);
});

const probing: PollState = { name: 'probing', failures: 2, connections: 1 };
const holding: PollState = { name: 'holding' };
const backingOff: PollState = { name: 'backing-off', failures: 2, next: 'probing' };
const deferred: PollState = { name: 'deferred', retryAfterMs: 9, next: 'holding' };
const closed: PollState = { name: 'closed' };
const after = (answer: Exclude<WaitAnswer, { type: 'superseded' }>, isRepeated = false) =>
  transition(probing, { type: 'answered', answer, isRepeated });

test('transition: an answer leads to holding, to a pause, or to the end', () => {
  assert.deepEqual(INITIAL_STATE, { name: 'probing', failures: 0, connections: 1 });
  assert.deepEqual(after(mail(3, 4)), holding);
  assert.deepEqual(after(reconnect(3)), holding);
  assert.deepEqual(after(reconnect(3), true), { name: 'backing-off', failures: 0, next: 'holding' });
  assert.deepEqual(after({ ...reconnect(3), retryAfterMs: 7 }), { name: 'deferred', retryAfterMs: 7, next: 'holding' });
  const restarting = { type: 'closed', why: 'restarting' } as const;
  assert.deepEqual(after(restarting), { name: 'deferred', retryAfterMs: 1_000, next: 'probing' });
  assert.deepEqual(after({ ...restarting, retryAfterMs: 7 }), { name: 'deferred', retryAfterMs: 7, next: 'probing' });
  assert.deepEqual(after({ type: 'closed', why: 'kicked' }), closed);
});

test('transition: failures in a row are counted, and a held request starts at 0', () => {
  assert.deepEqual(transition(probing, { type: 'failed' }), backingOff);
  assert.deepEqual(transition(backingOff, { type: 'paused' }), { name: 'probing', failures: 3, connections: 1 });
  assert.deepEqual(transition(holding, { type: 'failed' }), { name: 'backing-off', failures: 0, next: 'probing' });
});

test('transition: a pause ends in its next state, and means nothing elsewhere', () => {
  assert.deepEqual(transition(deferred, { type: 'paused' }), holding);
  assert.deepEqual(transition({ ...deferred, next: 'probing' }, { type: 'paused' }), {
    name: 'probing',
    failures: 0,
    connections: 1,
  });
  for (const state of [probing, holding]) assert.equal(transition(state, { type: 'paused' }), state);
});

test('transition: a wake-up leads to a probe over six connections from every state but closed', () => {
  for (const state of [probing, holding, backingOff, deferred]) {
    assert.deepEqual(transition(state, { type: 'woken' }), { name: 'probing', failures: 0, connections: 6 });
  }
  for (const type of ['woken', 'failed', 'paused'] as const) assert.equal(transition(closed, { type }), closed);
});
