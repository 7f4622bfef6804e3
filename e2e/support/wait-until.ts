import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

const INTERVAL_MS = 20;
/** Guards against hanging: far more than any wait takes, also on a busy machine. */
const HANG_MS = 300_000;

/** Repeats `action`, with a pause of `everyMs` in between, until `done` settles. Rejects if it does. */
export const repeatUntil = async (done: Promise<unknown>, everyMs: number, action: () => Promise<unknown>) => {
  const settled = new AbortController();
  const settling = done.finally(() => settled.abort());
  while (!settled.signal.aborted) {
    await action();
    await sleep(everyMs);
  }
  await settling;
};

/** Waits until the condition holds. Rejects after `hangMs`. */
export const waitUntil = async (condition: () => boolean | Promise<boolean>, hangMs: number = HANG_MS) => {
  const startedAt = performance.now();
  while (!(await condition())) {
    assert(performance.now() - startedAt < hangMs, `not within ${hangMs} ms: ${condition.toString()}`);
    await sleep(INTERVAL_MS);
  }
};
