import assert from 'node:assert/strict';
import test from 'node:test';
import { loopLag } from './event-loop-lag.ts';

test('a process that comes late most of a second has no time for newcomers, until it keeps up', () => {
  const delay = { medianMs: 20, enable: () => true, reset: () => {}, percentile: () => delay.medianMs * 1e6 };
  const { look, busyMs } = loopLag(() => 0.5, delay);
  const busyAfter = (medianMs: number) => {
    delay.medianMs = medianMs;
    look();
    return busyMs();
  };
  assert.deepEqual([20, 250, 251, 20].map(busyAfter), [0, 0, 3_000, 0]);
});
