import { fixedLimits } from '@mailroom/shared';

/** A mailbox with parked waits, as far as deliveries need it. */
export interface WaitingMailbox {
  /** Answers the parked waits that have mail. */
  deliver(): void;
  /** Answers the parked waits whose client has another version of the presence. */
  notifyPresence(): void;
  /** Answers the parked waits that have no mail, as if no wait could be parked any more. */
  endWaits(): void;
}

/** The parked waits of all mailboxes: their number, and whether a delivery to them is pending. */
export class ParkedWaits {
  /** The mailboxes that have parked waits. A delivery visits only these. */
  readonly mailboxes = new Set<WaitingMailbox>();
  #max: number;
  #retryAfterMs: number = fixedLimits.retryWhenFullMs;
  #count = 0;
  #isDeliveryPending = false;

  /** @param max the number of waits that may be parked at once; 0 for any number */
  constructor(max: number) {
    this.#max = max || Infinity;
  }

  /** The time in ms after which a wait that was not parked may be repeated. */
  get retryAfterMs() {
    return this.#retryAfterMs;
  }

  /** Whether no more wait may be parked. */
  get isFull() {
    return this.#count >= this.#max;
  }

  /** Records that a mailbox now has `count` parked waits and had `previousCount` before. */
  update(mailbox: WaitingMailbox, count: number, previousCount: number) {
    this.#count += count - previousCount;
    if (count > 0) this.mailboxes.add(mailbox);
    else this.mailboxes.delete(mailbox);
  }

  /** Whether letters were appended that have not been delivered yet. */
  get isDeliveryPending() {
    return this.#isDeliveryPending;
  }

  /** Marks a delivery as pending. Returns false if one was pending already, so that the caller schedules only one. */
  markDeliveryPending(): boolean {
    const wasPending = this.#isDeliveryPending;
    this.#isDeliveryPending = true;
    return !wasPending;
  }

  /** Delivers pending letters, answers all parked waits, and from now on parks none. */
  end(retryAfterMs: number) {
    this.#max = 0;
    this.#retryAfterMs = retryAfterMs;
    this.deliver();
    for (const mailbox of this.mailboxes) mailbox.endWaits();
  }

  /** Delivers all pending letters to the parked waits. */
  deliver() {
    this.#isDeliveryPending = false;
    for (const mailbox of this.mailboxes) mailbox.deliver();
  }
}
