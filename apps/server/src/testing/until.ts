import { setImmediate as nextTurn } from 'node:timers/promises';

/** Resolves when `condition` holds; checks it once per turn of the event loop. The timeout of the test guards against a hang. */
export const until = async (condition: () => boolean) => {
  while (!condition()) await nextTurn();
};
