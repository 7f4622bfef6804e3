/**
 * How old letters are, as far as a page can tell. Their dates are by the room's clock, and this page's may go wrong: what came with the
 * least delay tells how far the two are apart. Measures by a clock that never jumps.
 */
export class MessageAgeClock {
  readonly #now: () => number;
  #least = Infinity;

  /** `now`: in ms, from anywhere on. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A letter of this date is here. */
  observe(at: number) {
    this.#least = Math.min(this.#least, this.#now() - at);
  }

  /** The age of a letter of this date in ms: at least so much. */
  readonly ageOf = (at: number): number => this.#now() - at - this.#least;
}
