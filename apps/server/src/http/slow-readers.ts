import type { ServerResponse } from 'node:http';

const CHECK_MS = 1_000;
const MOST_CHECKS = 20;

/**
 * Drops the connections of those who do not take their answer within 20 s: Node itself waits for them for ever, with the answer in
 * memory. The returned function stops it.
 */
export const dropSlowReaders = (open: ReadonlySet<ServerResponse>): (() => void) => {
  const checksSinceEnd = new WeakMap<ServerResponse, number>();
  const check = setInterval(() => {
    for (const response of open) {
      // Without a socket it stands in line behind another answer.
      if (!response.writableEnded || !response.socket) continue;
      const checks = (checksSinceEnd.get(response) ?? 0) + 1;
      if (checks > MOST_CHECKS) response.destroy();
      else checksSinceEnd.set(response, checks);
    }
  }, CHECK_MS);
  check.unref();
  return () => clearInterval(check);
};
