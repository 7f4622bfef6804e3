import type { Connection } from './connection.ts';

const CHECK_MS = 1_000;

/** So many half-open connections may stay: their clients may just be slow. */
export const MAX_HALF_OPEN = 500;

/**
 * Drops the oldest half-open connections beyond `MAX_HALF_OPEN`, at checks of one per second: those whose client has been sending
 * one request for more than a check. Each of their bytes is an event of its own, so that thousands of them delay all others long before
 * Node's time for a request is over. Passes each connection that it drops to `drop`. Returns a function that stops the checks.
 */
export const dropHalfOpenConnections = (
  connections: { readonly size: number; readonly values: () => Iterable<Connection> },
  drop: (connection: Connection) => void,
): (() => void) => {
  /** Of each connection that waited for no response at the latest check, what it had sent by then. */
  let before = new Map<Connection, Progress>();
  const timer = setInterval(() => {
    const now = new Map<Connection, Progress>();
    const halfOpen: Connection[] = [];
    // As few connections delay nobody, they need no check.
    if (connections.size > MAX_HALF_OPEN) {
      for (const connection of connections.values()) {
        const { response, socket } = connection;
        if (connection.isAnswering) continue;
        const { bytesRead } = socket;
        if (bytesRead === 0) continue;
        const earlier = before.get(connection);
        now.set(connection, { response, bytesRead });
        if (!earlier || earlier.response !== response) continue;
        if (response === undefined || bytesRead > earlier.bytesRead) halfOpen.push(connection);
      }
    }
    before = now;
    for (const connection of halfOpen.slice(0, Math.max(0, halfOpen.length - MAX_HALF_OPEN))) drop(connection);
  }, CHECK_MS);
  timer.unref();
  return () => clearInterval(timer);
};

interface Progress {
  /** The response to the latest request. */
  readonly response: Connection['response'];
  readonly bytesRead: number;
}
