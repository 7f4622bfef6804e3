import { setImmediate as nextTurn } from 'node:timers/promises';

/** Turns of the event loop in which a condition of this process comes true at the latest. */
const OWN_TURNS = 20;
const INTERVAL_MS = 5;

/** The real one, also for tests that replace the timers. */
const { setTimeout } = globalThis;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Resolves when `condition` holds. Checks it once per turn of the event loop at first, and then, as it waits for another process or for a time,
 * every 5 ms. The timeout of the test guards against a hang.
 */
export const until = async (condition: () => boolean) => {
  for (let turn = 0; !condition(); turn++) await (turn < OWN_TURNS ? nextTurn() : sleep(INTERVAL_MS));
};
