import type { Socket } from 'node:net';

const CHECK_MS = 1_000;
const MOST_CHECKS = 20;

/**
 * Drops the connections of those who do not take what is sent to them within 20 s: Node itself keeps it for them for ever. The returned
 * function stops it.
 */
export const dropSlowReaders = (connections: { readonly keys: () => Iterable<Socket> }): (() => void) => {
  const checks = new WeakMap<Socket, number>();
  const check = setInterval(() => {
    for (const socket of connections.keys()) {
      if (socket.writableLength === 0) {
        checks.delete(socket);
        continue;
      }
      const times = (checks.get(socket) ?? 0) + 1;
      if (times > MOST_CHECKS) socket.destroy();
      else checks.set(socket, times);
    }
  }, CHECK_MS);
  check.unref();
  return () => clearInterval(check);
};
