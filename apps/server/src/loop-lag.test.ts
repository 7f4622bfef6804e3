import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { loopLag } from './loop-lag.ts';

const keepBusy = (ms: number) => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

test('a process that comes late again and again has no time for newcomers, until it keeps up', async () => {
  const { look, busyMs } = loopLag(() => 0.5);
  await sleep(100);
  look();
  assert.equal(busyMs(), 0);
  for (let times = 0; times < 4; times++) {
    keepBusy(300);
    await sleep(1);
  }
  look();
  assert.equal(busyMs(), 3_000);
  await sleep(200);
  look();
  assert.equal(busyMs(), 0);
});
