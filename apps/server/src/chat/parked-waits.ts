import type { Mailbox } from './mailbox.ts';

/** The waits that are parked in the whole post office, and whether there is something they have yet to hear of. */
export class ParkedWaits {
  /** Where someone waits: whoever delivers must not have to look through all mailboxes for them. */
  readonly at = new Set<Mailbox>();
  readonly #most: number;
  #count = 0;
  #isPutOff = false;

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

  /** Whether there are letters that wait for the next delivery. */
  get isPutOff() {
    return this.#isPutOff;
  }

  /** A letter waits for the next delivery; answers whether it is the first to do so. */
  putOff(): boolean {
    const isFirst = !this.#isPutOff;
    this.#isPutOff = true;
    return isFirst;
  }

  /** Tells all of them of the letters that came. */
  deliver() {
    this.#isPutOff = false;
    for (const mailbox of this.at) mailbox.deliver();
  }
}
