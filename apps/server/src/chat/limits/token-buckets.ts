const MINUTE_MS = 60_000;
/** Times are sums of fractions of a ms. Differences below this are errors of rounding. */
const ROUNDING_MS = 1e-6;

/**
 * Token buckets, one per key. Each holds `perMinute` tokens and refills evenly within a minute. 0: calls cost nothing.
 *
 * A bucket is one number, the time at which it is full again (the theoretical arrival time of the generic cell rate algorithm, ITU-T I.371).
 * A full bucket occupies no memory. Beyond `maxKeys` buckets the oldest one is forgotten, as if it were full: someone who gains by that
 * needs so many networks that no limit per network holds them.
 */
export class TokenBuckets {
  readonly perMinute: number;
  readonly #maxKeys: number;
  /** The oldest bucket first. */
  readonly #fullAt: Map<string, number>;

  /** @param state what `state` returned */
  constructor(
    { perMinute, maxKeys }: { perMinute: number; maxKeys: number },
    state: readonly (readonly [key: string, fullAt: number])[] = [],
  ) {
    this.perMinute = perMinute;
    this.#maxKeys = maxKeys;
    this.#fullAt = new Map(perMinute === 0 ? [] : state);
  }

  /** Lists the buckets that are not full, as of the last `prune`, and when they are full again. */
  state(): [key: string, fullAt: number][] {
    return [...this.#fullAt];
  }

  /** The number of buckets that are not full, as of the last `prune`. */
  get size() {
    return this.#fullAt.size;
  }

  /** Whether the bucket may be less than full. */
  has(key: string): boolean {
    return this.#fullAt.has(key);
  }

  /**
   * Returns 0 if the bucket holds `cost` tokens; otherwise the whole ms until it does. A cost above `perMinute` counts as `perMinute`.
   *
   * @param now ms of a monotonic clock
   */
  retryAfterMs(key: string, cost: number, now: number): number {
    const fullAt = this.#fullAt.get(key);
    if (fullAt === undefined) return 0;
    const excessMs = fullAt - now + this.#refillMs(cost) - MINUTE_MS;
    return Math.max(0, Math.ceil(excessMs - ROUNDING_MS));
  }

  /** Returns how much of the bucket is used: from 0 (nothing) to 1 (all of it). */
  usedShare(key: string, now: number): number {
    const fullAt = this.#fullAt.get(key);
    return fullAt === undefined ? 0 : Math.max(0, fullAt - now) / MINUTE_MS;
  }

  /** Takes `cost` tokens, or all that there are. */
  spend(key: string, cost: number, now: number) {
    if (this.perMinute === 0) return;
    const fullAt = this.#fullAt.get(key);
    if (fullAt === undefined) this.#makeRoom();
    this.#fullAt.set(key, Math.min(Math.max(fullAt ?? now, now) + this.#refillMs(cost), now + MINUTE_MS));
  }

  /** Forgets the buckets that are full at `now`. */
  prune(now: number) {
    for (const [key, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(key);
  }

  #refillMs(cost: number) {
    return (Math.min(cost, this.perMinute) / this.perMinute) * MINUTE_MS;
  }

  #makeRoom() {
    if (this.#fullAt.size < this.#maxKeys) return;
    const [oldest = ''] = this.#fullAt.keys();
    this.#fullAt.delete(oldest);
  }
}
