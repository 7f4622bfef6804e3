/**
 * The delay in ms before attempt number `failures` + 1: a random value from 250 up to a ceiling that doubles with each failure, at most
 * 30 000 (full jitter). So clients that were cut off together do not return together.
 *
 * @param failures the failed attempts so far, 0 or more
 * @param random a value from 0 to below 1
 */
export const backoff = (failures: number, random = Math.random): number => {
  const ceiling = Math.min(30_000, 500 * 2 ** Math.min(failures, 10));
  return Math.round(250 + random() * (ceiling - 250));
};

/** `ms` to twice as much: the room told all pages the same time, and serves them sooner if they return one after the other. */
export const withJitter = (ms: number): number => Math.round(ms * (1 + Math.random()));
