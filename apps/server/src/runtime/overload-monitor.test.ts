import assert from 'node:assert/strict';
import test from 'node:test';
import { createOverloadMonitor } from './overload-monitor.ts';

test('the process is overloaded while the median delay of a second is above 250 ms', () => {
  const delay = { medianMs: 20, enable: () => true, reset: () => {}, percentile: () => delay.medianMs * 1e6 };
  const { sample, retryAfterMs } = createOverloadMonitor(() => 0.5, delay);
  const retryAfter = (medianMs: number) => {
    delay.medianMs = medianMs;
    sample();
    return retryAfterMs();
  };
  assert.deepEqual([20, 250, 251, 20].map(retryAfter), [0, 0, 3_000, 0]);
});
