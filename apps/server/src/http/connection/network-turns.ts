import { networkPrefix } from '../../chat/limits/network-prefix.ts';

/**
 * Lets each network begin one call in a turn of the event loop. Its further calls wait for the next turns, in the order in which they came. The
 * event loop hands over the calls of all connections at once: without turns, a member elsewhere would wait until the calls of hundreds of
 * connections are answered.
 *
 * All networks of an IPv6 /48 count as one: a customer can have all of them, and waiting costs neighbors next to nothing.
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
      const begin = waiting.shift();
      if (begin) begin();
      else this.#waiting.delete(key);
    }
    if (this.#waiting.size > 0) setImmediate(this.#nextTurn);
  };
}
