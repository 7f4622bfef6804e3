import assert from 'node:assert/strict';
import test from 'node:test';
import { Wakeups } from './wakeups.ts';

test('a pause ends after its time, at a wake-up, or when its signal aborts', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const wakeups = new Wakeups();
  const aborting = new AbortController();
  const ended: string[] = [];
  const pause = (name: string, signal = new AbortController().signal) =>
    void wakeups.pause(1_000, signal).then(() => ended.push(name));
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  pause('in full');
  t.mock.timers.tick(999);
  await settled();
  assert.deepEqual(ended, []);
  t.mock.timers.tick(1);
  await settled();
  assert.deepEqual(ended, ['in full']);

  pause('woken');
  wakeups.wake();
  await settled();
  assert.deepEqual(ended.splice(1), ['woken']);

  pause('aborted', aborting.signal);
  aborting.abort();
  pause('aborted before', aborting.signal);
  await settled();
  assert.deepEqual(ended.splice(1), ['aborted', 'aborted before']);
});

test('resume ends the pauses and notifies no listener', async () => {
  const wakeups = new Wakeups();
  let wakeupCount = 0;
  wakeups.subscribe(() => wakeupCount++);
  const pause = wakeups.pause(1_000_000, new AbortController().signal);
  wakeups.resume();
  await pause;
  assert.equal(wakeupCount, 0);
});

test('an unsubscribed listener is not called', () => {
  const wakeups = new Wakeups();
  let wakeupCount = 0;
  const unsubscribe = wakeups.subscribe(() => wakeupCount++);
  wakeups.wake();
  unsubscribe();
  wakeups.wake();
  assert.equal(wakeupCount, 1);
});
