import type { Socket } from 'node:net';

const CHECK_MS = 1_000;
const MAX_STALLED_CHECKS = 20;

/**
 * Destroys connections that do not read what the server sent within 20 s. Node itself would buffer the data without a time limit.
 * Returns a function that stops the checks.
 */
export const dropSlowReaders = (connections: { readonly keys: () => Iterable<Socket> }): (() => void) => {
  const stalledChecks = new WeakMap<Socket, number>();
  const timer = setInterval(() => {
    for (const socket of connections.keys()) {
      if (socket.writableLength === 0) {
        stalledChecks.delete(socket);
        continue;
      }
      const count = (stalledChecks.get(socket) ?? 0) + 1;
      if (count > MAX_STALLED_CHECKS) socket.destroy();
      else stalledChecks.set(socket, count);
    }
  }, CHECK_MS);
  timer.unref();
  return () => clearInterval(timer);
};
