import assert from 'node:assert/strict';
import test from 'node:test';
import { Wakeups } from './wakeups.ts';

test('a pause lasts as long as it should, unless there is a wake-up or it is stopped', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const wakes = new Wakeups();
  const stopping = new AbortController();
  const over: string[] = [];
  const pause = (name: string, signal = new AbortController().signal) =>
    void wakes.pause(1_000, signal).then(() => over.push(name));
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  pause('slept through');
  t.mock.timers.tick(999);
  await settled();
  assert.deepEqual(over, []);
  t.mock.timers.tick(1);
  await settled();
  assert.deepEqual(over, ['slept through']);

  pause('woken');
  wakes.wake();
  await settled();
  assert.deepEqual(over.splice(1), ['woken']);

  pause('stopped', stopping.signal);
  stopping.abort();
  pause('stopped before', stopping.signal);
  await settled();
  assert.deepEqual(over.splice(1), ['stopped', 'stopped before']);
});

test('a room that is heard again ends pauses, and wakes nobody who is asking', async () => {
  const wakes = new Wakeups();
  let woken = 0;
  wakes.subscribe(() => woken++);
  const pause = wakes.pause(1_000_000, new AbortController().signal);
  wakes.resume();
  await pause;
  assert.equal(woken, 0);
});

test('who listens no more is not woken', () => {
  const wakes = new Wakeups();
  let woken = 0;
  const stop = wakes.subscribe(() => woken++);
  wakes.wake();
  stop();
  wakes.wake();
  assert.equal(woken, 1);
});
