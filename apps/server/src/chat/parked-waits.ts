/** How many waits are parked in the whole post office, and whether there is something they have yet to hear of. */
export class ParkedWaits {
  /** Whether there are letters that wait for the next delivery. */
  isPutOff = false;
  readonly #most: number;
  #count = 0;

  /** `most` of 0 is any number. */
  constructor(most: number) {
    this.#most = most || Infinity;
  }

  get isFull() {
    return this.#count >= this.#most;
  }

  /** A mailbox parks so many more, or so many fewer when it is below 0. */
  add(more: number) {
    this.#count += more;
  }
}
