/**
 * The age of letters. Their dates come from the server's clock, and the page's wall clock may be wrong. So the clock compares dates with a
 * monotonic one: the letter that arrived with the least delay gives the offset between the two.
 */
export class MessageAgeClock {
  readonly #now: () => number;
  #minOffset = Infinity;

  /** @param now a monotonic time in ms, with any origin */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Records that a letter with this date, in ms since 1970, is here now. */
  observe(at: number) {
    this.#minOffset = Math.min(this.#minOffset, this.#now() - at);
  }

  /** A lower bound of the age in ms of a letter with this date. -Infinity before the first `observe`. */
  readonly ageOf = (at: number): number => this.#now() - at - this.#minOffset;
}
