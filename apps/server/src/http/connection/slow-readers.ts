const CHECK_MS = 1_000;
/** The time that a client has for a response of any size, in checks. */
const MIN_CHECKS = 20;
/** A client gets one more check for this many bytes: after the first 20 s it has to read at least 32 KiB per second. */
const BYTES_PER_CHECK = 32_768;

/** What `dropSlowReaders` uses of a `Connection`. */
interface Answering {
  readonly response: object | undefined;
  readonly socket: Readonly<{ writableLength: number; bytesWritten: number; destroy: () => unknown }>;
}

/**
 * Destroys connections whose client does not read a response within 20 s and 1 s for each 32 KiB of it. Node itself would keep the
 * response in memory without a time limit, for a client that reads nothing, or a byte from time to time.
 * Returns a function that stops the checks.
 */
export const dropSlowReaders = (connections: { readonly values: () => Iterable<Answering> }): (() => void) => {
  const unread = new WeakMap<Answering, SlowRead>();
  const timer = setInterval(() => {
    for (const connection of connections.values()) {
      const { response, socket } = connection;
      const { writableLength, bytesWritten } = socket;
      if (writableLength === 0) {
        unread.delete(connection);
        continue;
      }
      let read = unread.get(connection);
      if (read?.response !== response || read === undefined) {
        read = { response, start: bytesWritten - writableLength, checks: 0 };
        unread.set(connection, read);
      }
      // A long response is written in pieces: those that are not written yet do not count.
      const maxChecks = MIN_CHECKS + Math.ceil((bytesWritten - read.start) / BYTES_PER_CHECK);
      if (read.checks++ === maxChecks) socket.destroy();
    }
  }, CHECK_MS);
  timer.unref();
  return () => clearInterval(timer);
};

/** A response that its client has not read to the end. */
interface SlowRead {
  readonly response: object | undefined;
  /** The bytes of the connection that the client had read at the first check. */
  readonly start: number;
  /** The checks at which there were unread bytes. */
  checks: number;
}
