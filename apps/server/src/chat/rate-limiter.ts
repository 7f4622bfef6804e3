/** Sliding-window rate limiter: at most `limit` acquisitions in any window of `windowMs`. 0 for either disables it. */
export class RateLimiter {
  readonly #limit: number;
  readonly #windowMs: number;
  /** The times of the last acquisitions, oldest first; at most `limit` of them. */
  readonly #acquiredAt: number[] = [];

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /**
   * Counts one acquisition, if the limit allows it.
   *
   * @param now ms of a monotonic clock
   * @returns 0 if it was counted; otherwise the whole ms until the next one would be, and nothing was counted
   */
  tryAcquire(now: number): number {
    if (this.#limit === 0 || this.#windowMs === 0) return 0;
    const oldest = this.#acquiredAt[0];
    if (oldest !== undefined && this.#acquiredAt.length === this.#limit) {
      const retryAfterMs = Math.ceil(oldest + this.#windowMs - now);
      if (retryAfterMs > 0) return retryAfterMs;
      this.#acquiredAt.shift();
    }
    this.#acquiredAt.push(now);
    return 0;
  }
}
