import type { Mailbox } from './mailbox.ts';

/** The waits that are parked in the whole post office, and what letters they have yet to hear of. */
export class ParkedWaits {
  /** Where someone waits. */
  readonly at = new Set<Mailbox>();
  readonly #most: number;
  #count = 0;
  /** While the next delivery is put off: the number of the first letter that it will bring. */
  #putOffFrom: number | undefined;

  /** `most` of 0 is any number. */
  constructor(most: number) {
    this.#most = most || Infinity;
  }

  get isFull() {
    return this.#count >= this.#most;
  }

  /** A mailbox parks this many waits now, and parked that many before. */
  count(mailbox: Mailbox, now: number, before: number) {
    this.#count += now - before;
    if (now > 0) this.at.add(mailbox);
    else this.at.delete(mailbox);
  }

  /** Whether who asks from here on has to wait for the next delivery although there are letters. */
  isPutOff(since: number) {
    return this.#putOffFrom !== undefined && since >= this.#putOffFrom;
  }

  /** The letters from here on wait for the next delivery; answers whether they are the first to do so. */
  putOff(from: number): boolean {
    if (this.#putOffFrom !== undefined) return false;
    this.#putOffFrom = from;
    return true;
  }

  /** Tells all of them of the letters that came. */
  deliver() {
    this.#putOffFrom = undefined;
    for (const mailbox of this.at) mailbox.deliver();
  }
}
