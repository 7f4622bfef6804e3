import { networkPrefix } from '../../chat/limits/network-prefix.ts';

/** A network begins one more call in a turn for this number of calls that wait. */
const WAITING_PER_CALL = 64;

/**
 * Lets each network begin one call in a turn of the event loop. Its further calls wait for the next turns, in the order in which they came. The
 * event loop hands over the calls of all connections at once: without turns, a member elsewhere would wait until the calls of hundreds of
 * connections are answered. The more calls of a network wait, the more begin in a turn, because their clients may have closed their connections,
 * and send others.
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
      if (waiting.length === 0) this.#waiting.delete(key);
      for (const begin of waiting.splice(0, 1 + Math.floor(waiting.length / WAITING_PER_CALL))) begin();
    }
    if (this.#waiting.size > 0) setImmediate(this.#nextTurn);
  };
}
