import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 20;

/** Does this again and again, so many ms apart, until that is over. */
export const meanwhile = async (over: Promise<unknown>, everyMs: number, look: () => Promise<unknown>) => {
  const waiting = new AbortController();
  const done = over.finally(() => waiting.abort());
  while (!waiting.signal.aborted) {
    await look();
    await sleep(everyMs);
  }
  await done;
};

/** Waits until it is so; fails when it is not so in time. */
export const comesTrue = async (isSo: () => boolean | Promise<boolean>, withinMs: number) => {
  const begun = performance.now();
  while (!(await isSo())) {
    assert(performance.now() - begun < withinMs, `not within ${withinMs} ms`);
    await sleep(LOOK_MS);
  }
};
