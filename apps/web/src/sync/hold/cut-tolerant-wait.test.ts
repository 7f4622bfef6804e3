import assert from 'node:assert/strict';
import test from 'node:test';
import type { WaitAnswer } from '@mailroom/shared';
import type { CutHold } from './hold-limit.ts';
import { createCutTolerantWait } from './cut-tolerant-wait.ts';
import type { WaitRequest } from './wait.ts';

const request: WaitRequest = { epoch: 'first', since: 3, tab: 'one', hold: true, presence: 4 };
const reconnect: WaitAnswer = { type: 'reconnect', epoch: 'first', next: 3 };
const never = new AbortController().signal;
class Refused extends Error {}

/** What happens to one request: an answer or a failure after `afterMs`, or nothing until its signal aborts. */
type Step = { readonly afterMs: number; readonly result: WaitAnswer | Error } | 'hangs';

/** A cut-tolerant wait on a room that does these things, one request after the other. A request that hangs ends with its timeout. */
const createTestWait = (...steps: Step[]) => {
  let now = 0;
  const requests: WaitRequest[] = [];
  const learned: (CutHold | number)[] = [];
  const timeouts: { ms: number; expire: () => void }[] = [];
  const wait = createCutTolerantWait({
    wait: async (request, signal) => {
      requests.push(request);
      const step = steps.shift();
      const canEnd = signal !== never || timeouts.length > 0;
      if (step === undefined || (step === 'hangs' && !canEnd)) throw new Error('nobody expected this request');
      if (step === 'hangs') {
        const { promise, reject } = Promise.withResolvers<never>();
        signal.addEventListener('abort', () => reject(signal.reason));
        const last = timeouts.at(-1);
        if (last) {
          queueMicrotask(() => {
            now += last.ms;
            last.expire();
          });
        }
        return promise;
      }
      now += step.afterMs;
      if (step.result instanceof Error) throw step.result;
      return step.result;
    },
    holdLimit: {
      learnFromCut: (hold) => learned.push(hold),
      learnFromSilence: (holdMs) => learned.push(holdMs),
    },
    holdMs: 55_000,
    isAnswerOfRoom: (error) => error instanceof Refused,
    monotonicNow: () => now,
    timeout: (ms) => {
      const controller = new AbortController();
      timeouts.push({ ms, expire: () => controller.abort(new DOMException('late', 'TimeoutError')) });
      return controller.signal;
    },
  });
  return { wait, requests, learned, pass: (ms: number) => (now += ms) };
};

const cut = (afterMs: number): Step => ({ afterMs, result: new Error('cut') });
const answered = (afterMs: number, result: WaitAnswer = reconnect): Step => ({ afterMs, result });

test('a held request that is cut is followed at once by one without a hold, whose answer counts', async () => {
  const { wait, requests, learned } = createTestWait(cut(30_000), answered(50));
  assert.deepEqual(await wait(request, never), reconnect);
  assert.deepEqual(requests, [request, { ...request, hold: false }]);
  assert.deepEqual(learned, [{ holdMs: 55_000, survivedMs: 30_000 }]);
});

test('the cut of a shorter hold is measured against that one', async () => {
  const { wait, learned } = createTestWait(cut(15_000), answered(50));
  await wait({ ...request, maxHoldMs: 20_000 }, never);
  assert.deepEqual(learned, [{ holdMs: 20_000, survivedMs: 15_000 }]);
});

test('if the room cannot be reached after the cut, the cut is a failure from which nothing is learned', async () => {
  const { wait, learned } = createTestWait(cut(30_000), { afterMs: 10, result: new Error('unreachable') });
  await assert.rejects(wait(request, never), /cut/);
  assert.deepEqual(learned, []);
});

test('if the room does not answer within a second after the cut, the cut is a failure', async () => {
  const { wait, learned } = createTestWait(cut(30_000), 'hangs');
  await assert.rejects(wait(request, never), /cut/);
  assert.deepEqual(learned, []);
});

test('an answer up to three seconds after the failure still shows that the hold was too long', async () => {
  for (const [afterMs, lessons] of [
    [1_500, [{ holdMs: 55_000, survivedMs: 30_000 }]],
    [2_500, []],
  ] as const) {
    const { wait, learned } = createTestWait(cut(30_000), 'hangs', answered(afterMs));
    await assert.rejects(wait(request, never), /cut/);
    await wait({ ...request, hold: false }, never);
    assert.deepEqual(learned, lessons);
  }
});

test('a request that fails within a second was not cut for its silence', async () => {
  const { wait, requests, learned } = createTestWait(cut(999), answered(10));
  await assert.rejects(wait(request, never), /cut/);
  await wait({ ...request, hold: false }, never);
  assert.deepEqual([requests.length, learned], [2, []]);
});

test('a request without a hold, and one that the room refuses, fail at once', async () => {
  const immediate = createTestWait(cut(5_000));
  await assert.rejects(immediate.wait({ ...request, hold: false }, never), /cut/);
  const refused = createTestWait({ afterMs: 5_000, result: new Refused('no session') });
  await assert.rejects(refused.wait(request, never), Refused);
  assert.deepEqual([immediate.requests.length, refused.requests.length], [1, 1]);
});

test('a refusal after the cut is what the page learns', async () => {
  const { wait } = createTestWait(cut(30_000), { afterMs: 10, result: new Refused('no session') });
  await assert.rejects(wait(request, never), Refused);
});

test('an aborted request is not followed by another', async () => {
  const stopped = new AbortController();
  const { wait, requests } = createTestWait('hangs', answered(10));
  const waiting = wait(request, stopped.signal);
  stopped.abort(new Error('stopped'));
  await assert.rejects(waiting, /stopped/);
  assert.equal(requests.length, 1);
});

test('a request that got no answer in time teaches that its connection died, once the room answers', async () => {
  const timedOut = new AbortController();
  const { wait, learned, pass } = createTestWait('hangs', answered(200));
  const waiting = wait(request, timedOut.signal);
  pass(70_500);
  timedOut.abort(new DOMException('late', 'TimeoutError'));
  await assert.rejects(waiting, { name: 'TimeoutError' });
  assert.deepEqual(learned, []);
  await wait({ ...request, hold: false }, never);
  assert.deepEqual(learned, [55_000]);
});
