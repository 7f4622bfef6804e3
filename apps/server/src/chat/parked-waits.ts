import type { Mailbox } from './mailbox.ts';

/** The waits that are parked in the whole post office, and whether there is something they have yet to hear of. */
export class ParkedWaits {
  /** Where someone waits: whoever delivers must not have to look through all mailboxes for them. */
  readonly mailboxes = new Set<Mailbox>();
  readonly #most: number;
  #count = 0;
  #isDeliveryPending = false;

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
    if (now > 0) this.mailboxes.add(mailbox);
    else this.mailboxes.delete(mailbox);
  }

  /** Whether there are letters that wait for the next delivery. */
  get isDeliveryPending() {
    return this.#isDeliveryPending;
  }

  /** A letter waits for the next delivery; answers whether it is the first to do so. */
  markDeliveryPending(): boolean {
    const isFirst = !this.#isDeliveryPending;
    this.#isDeliveryPending = true;
    return isFirst;
  }

  /** Tells all of them of the letters that came. */
  deliver() {
    this.#isDeliveryPending = false;
    for (const mailbox of this.mailboxes) mailbox.deliver();
  }
}
