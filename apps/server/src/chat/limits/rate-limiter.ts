/** Sliding-window rate limiter: at most `limit` acquisitions in any window of `windowMs`. 0 for either disables it. */
export class RateLimiter {
  readonly #limit: number;
  readonly #windowMs: number;
  /** The times of the last acquisitions, oldest first; at most `limit` of them. */
  readonly #acquiredAt: number[];

  /** @param acquiredAt what `state` returned */
  constructor(limit: number, windowMs: number, acquiredAt: readonly number[] = []) {
    this.#limit = limit;
    this.#windowMs = windowMs;
    this.#acquiredAt = limit === 0 || windowMs === 0 ? [] : acquiredAt.slice(-limit);
  }

  /** Lists the times of the last acquisitions, the oldest first. */
  state(): number[] {
    return this.#acquiredAt.slice();
  }

  /**
   * Counts one acquisition, if the limit allows it.
   *
   * @param now ms of a monotonic clock
   * @returns 0 if it was counted; otherwise the whole ms until the next one would be, and nothing was counted
   */
  tryAcquire(now: number): number {
    const retryAfterMs = this.retryAfterMs(now);
    if (retryAfterMs === 0) this.acquire(now);
    return retryAfterMs;
  }

  /** Returns 0 if the limit allows one acquisition at `now`; otherwise the whole ms until it does. */
  retryAfterMs(now: number): number {
    const oldest = this.#acquiredAt[0];
    if (oldest === undefined || this.#acquiredAt.length < this.#limit) return 0;
    return Math.max(0, Math.ceil(oldest + this.#windowMs - now));
  }

  /** Counts one acquisition, which `retryAfterMs` allows. */
  acquire(now: number) {
    if (this.#limit === 0 || this.#windowMs === 0) return;
    if (this.#acquiredAt.length === this.#limit) this.#acquiredAt.shift();
    this.#acquiredAt.push(now);
  }

  /** Returns the number of acquisitions in the window that ends at `now`. */
  used(now: number): number {
    return this.#acquiredAt.filter((acquiredAt) => acquiredAt + this.#windowMs > now).length;
  }
}
