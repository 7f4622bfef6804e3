/** So many half-open connections may stay: their clients may just be slow. */
export const MAX_HALF_OPEN = 500;

/** The time between two checks, in ms. */
export const CHECK_MS = 250;
/** The time between two checks while there are too many, in ms. */
const BUSY_CHECK_MS = 100;
/** Closing a connection takes some 20 µs: others have their turn in between. */
const DROPS_PER_TURN = 5;

/** What `dropHalfOpenConnections` reads of a `Connection`. */
interface Readable {
  readonly response: object | undefined;
  readonly isAnswering: boolean;
  readonly socket: { readonly bytesRead: number; readonly destroyed: boolean };
}

/**
 * Drops the oldest half-open connections beyond `MAX_HALF_OPEN`: those whose client has been sending one request since the check before.
 * Checks four times per second, and more often while there are too many. Each byte of such a client is an event of its own, so that
 * thousands of them delay all others long before Node's time for a request is over. Passes each connection that it drops to `drop`. Returns a
 * function that stops the checks.
 */
export const dropHalfOpenConnections = <Each extends Readable>(
  connections: { readonly size: number; readonly values: () => Iterable<Each> },
  drop: (connection: Each) => void,
): (() => void) => {
  /** Of each connection that waited for no response at the latest check, what it had sent by then. */
  let before = new Map<Each, Progress>();
  let timer: NodeJS.Timeout | undefined;

  const dropInTurns = (surplus: Iterator<Each>) => {
    for (let dropped = 0; dropped < DROPS_PER_TURN; dropped++) {
      const { done, value } = surplus.next();
      if (done === true) return;
      // A later check may have found it, too, before this one came to it.
      if (!value.isAnswering && !value.socket.destroyed) drop(value);
    }
    setImmediate(() => dropInTurns(surplus));
  };

  const check = () => {
    const now = new Map<Each, Progress>();
    let halfOpen = 0;
    const old: Each[] = [];
    // As few connections delay nobody, they need no check.
    if (connections.size > MAX_HALF_OPEN) {
      for (const connection of connections.values()) {
        const { response, socket } = connection;
        if (connection.isAnswering) continue;
        const { bytesRead } = socket;
        if (bytesRead === 0) continue;
        now.set(connection, { response, bytesRead });
        const earlier = before.get(connection);
        const isSame = earlier !== undefined && earlier.response === response;
        if (response !== undefined && !(isSame && bytesRead > earlier.bytesRead)) continue;
        halfOpen++;
        if (isSame) old.push(connection);
      }
    }
    before = now;
    dropInTurns(old.slice(0, Math.max(0, old.length - MAX_HALF_OPEN)).values());
    start(halfOpen > MAX_HALF_OPEN ? BUSY_CHECK_MS : CHECK_MS);
  };
  const start = (ms: number) => (timer = setTimeout(check, ms).unref());

  start(CHECK_MS);
  return () => clearTimeout(timer);
};

interface Progress {
  /** The response to the latest request. */
  readonly response: object | undefined;
  readonly bytesRead: number;
}
