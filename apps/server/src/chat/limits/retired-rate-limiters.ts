import { networkPrefix } from './network-prefix.ts';
import type { RateLimiter } from './rate-limiter.ts';

/**
 * The rate limiters of sessions that ended, as long as they are in use. The next new session from the same network, or IPv6 /48, takes one
 * over: leaving and joining gives nobody a fresh rate limit. Holds at most `maxPerNetwork` for each, the latest, and `maxNetworks` networks.
 */
export class RetiredRateLimiters {
  readonly #maxPerNetwork: number;
  readonly #maxNetworks: number;
  /** By network, the latest last. */
  readonly #byNetwork: Map<string, readonly RateLimiter[]>;

  /** @param state what `entries` returned */
  constructor(
    { maxPerNetwork, maxNetworks }: { maxPerNetwork: number; maxNetworks: number },
    state: Iterable<[network: string, rateLimiters: readonly RateLimiter[]]> = [],
  ) {
    this.#maxPerNetwork = maxPerNetwork;
    this.#maxNetworks = maxNetworks;
    this.#byNetwork = new Map(state);
  }

  /** Lists the rate limiters of each network, or IPv6 /48. */
  entries(): Iterable<[network: string, rateLimiters: readonly RateLimiter[]]> {
    return this.#byNetwork.entries();
  }

  get size() {
    return this.#byNetwork.size;
  }

  add(network: string, rateLimiter: RateLimiter, now: number) {
    if (rateLimiter.used(now) === 0) return;
    const key = keyOf(network);
    const others = this.#byNetwork.get(key) ?? [];
    const [oldest = ''] = this.#byNetwork.size < this.#maxNetworks ? [] : this.#byNetwork.keys();
    if (others.length === 0) this.#byNetwork.delete(oldest);
    this.#byNetwork.set(key, [...others, rateLimiter].slice(-this.#maxPerNetwork));
  }

  /** Removes and returns the rate limiter of the network that is used most at `now`, or `undefined` if none is in use. */
  takeMostUsed(network: string, now: number): RateLimiter | undefined {
    this.#update(keyOf(network), (each) => each.used(now) > 0);
    const candidates = this.#byNetwork.get(keyOf(network)) ?? [];
    const [mostUsed] = candidates.toSorted((one, other) => other.used(now) - one.used(now));
    if (mostUsed) this.remove(network, mostUsed);
    return mostUsed;
  }

  /** Removes a rate limiter, because its own session continues. */
  remove(network: string, rateLimiter: RateLimiter) {
    this.#update(keyOf(network), (each) => each !== rateLimiter);
  }

  /** Forgets the rate limiters that are no longer in use at `now`. */
  prune(now: number) {
    for (const key of this.#byNetwork.keys()) this.#update(key, (each) => each.used(now) > 0);
  }

  #update(key: string, isKept: (rateLimiter: RateLimiter) => boolean) {
    const kept = this.#byNetwork.get(key)?.filter(isKept) ?? [];
    if (kept.length > 0) this.#byNetwork.set(key, kept);
    else this.#byNetwork.delete(key);
  }
}

const keyOf = (network: string) => networkPrefix(network) ?? network;
