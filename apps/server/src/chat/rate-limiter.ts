/** Lets at most `limit` pass in any window of `windowMs`, and says how long the next one has to wait. 0 for either: no limit. */
export class Throttle {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #passed: number[] = [];

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** Counts one at `elapsed` ms and answers 0, or counts nothing and answers the whole ms until one would pass. */
  pass(elapsed: number): number {
    if (this.#limit === 0 || this.#windowMs === 0) return 0;
    const oldest = this.#passed[0];
    if (oldest !== undefined && this.#passed.length === this.#limit) {
      const retryAfterMs = Math.ceil(oldest + this.#windowMs - elapsed);
      if (retryAfterMs > 0) return retryAfterMs;
      this.#passed.shift();
    }
    this.#passed.push(elapsed);
    return 0;
  }
}
