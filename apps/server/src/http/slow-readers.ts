import type { Connection } from './connection.ts';

const CHECK_MS = 1_000;
/** The time that a client has for a response of any size, in checks. */
const MIN_CHECKS = 20;
/** The bytes for which a client has one more check: it has to read at least 32 KiB per second after the first 20 s. */
const BYTES_PER_CHECK = 32_768;

/**
 * Destroys connections whose client does not read a response within 20 s and 1 s for each 32 KiB of it. Node itself would keep the
 * response in memory without a time limit, for a client that reads nothing and for one that reads a byte now and then.
 * Returns a function that stops the checks.
 */
export const dropSlowReaders = (connections: { readonly values: () => Iterable<Connection> }): (() => void) => {
  const unread = new WeakMap<Connection, { readonly response: Connection['response']; checksLeft: number }>();
  const timer = setInterval(() => {
    for (const connection of connections.values()) {
      const { response, socket } = connection;
      const { writableLength } = socket;
      if (writableLength === 0) {
        unread.delete(connection);
        continue;
      }
      let entry = unread.get(connection);
      if (entry?.response !== response || entry === undefined) {
        entry = { response, checksLeft: MIN_CHECKS + Math.ceil(writableLength / BYTES_PER_CHECK) };
        unread.set(connection, entry);
      }
      if (entry.checksLeft-- === 0) socket.destroy();
    }
  }, CHECK_MS);
  timer.unref();
  return () => clearInterval(timer);
};
