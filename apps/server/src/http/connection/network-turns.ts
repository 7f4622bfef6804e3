import { networkPrefix } from '../../chat/limits/network-prefix.ts';

/** So many calls that wait let their network begin one more in a turn. */
const WAITING_PER_CALL = 64;
/** The calls of a network that wait for the next turn, at most. Callers who await their answers are fewer. */
const MAX_WAITING = 400;

/**
 * Lets each network begin one call in a turn of the event loop. Its further calls wait for the next turns, in the order in which they came. The
 * event loop hands over the calls of all connections at once: without turns, a member elsewhere would wait until the calls of hundreds of
 * connections are answered.
 *
 * A network with many calls that wait begins more of them in a turn, so that at most 400 wait: a client can close its connection and send the
 * next call over another one without an end.
 *
 * All networks of an IPv6 /48 count as one, because a customer can have all of them.
 */
export class NetworkTurns {
  /** The calls that wait, by network, for each network that has begun a call in this turn. */
  readonly #waiting = new Map<string, (() => void)[]>();

  /** Returns `undefined` if the network may begin a call now. Otherwise returns a promise that resolves in its turn. */
  next(network: string): Promise<void> | undefined {
    const key = networkPrefix(network) ?? network;
    const waiting = this.#waiting.get(key);
    if (waiting) return new Promise((resolve) => waiting.push(resolve));
    if (this.#waiting.size === 0) setImmediate(this.#nextTurn);
    this.#waiting.set(key, []);
    return undefined;
  }

  readonly #nextTurn = () => {
    for (const [key, waiting] of this.#waiting) {
      if (waiting.length === 0) this.#waiting.delete(key);
      const count = Math.max(1 + Math.floor(waiting.length / WAITING_PER_CALL), waiting.length - MAX_WAITING);
      for (const begin of waiting.splice(0, count)) begin();
    }
    if (this.#waiting.size > 0) setImmediate(this.#nextTurn);
  };
}
