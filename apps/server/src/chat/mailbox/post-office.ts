import type { Closed, Letter, RoomEvent } from '@mailroom/shared';
import type { Ledger, Reader } from '../ledger/ledger.ts';
import { Mailbox } from './mailbox.ts';
import { ParkedWaits } from './parked-waits.ts';
import { PresenceTracker, type RoomMembers } from './presence.ts';

/** Runs `deliver` once: synchronously, or later when recent deliveries were slow. */
export type ScheduleDelivery = (deliver: () => void) => void;

/** Appends letters to the ledger and delivers them to the mailboxes. Does not look at the content of a letter. */
export class PostOffice {
  readonly presence: PresenceTracker;
  readonly #ledger: Ledger;
  readonly #maxWaitsPerMailbox: number;
  readonly #scheduleDelivery: ScheduleDelivery;
  readonly #mailboxes = new Map<string, Mailbox>();
  readonly #parkedWaits: ParkedWaits;

  constructor({ ledger, maxWaitsPerMailbox, maxParkedWaits, presenceVersion, scheduleDelivery }: PostOfficeOptions) {
    this.#ledger = ledger;
    this.#maxWaitsPerMailbox = maxWaitsPerMailbox;
    this.#scheduleDelivery = scheduleDelivery;
    this.#parkedWaits = new ParkedWaits(maxParkedWaits);
    this.presence = new PresenceTracker(ledger, presenceVersion);
  }

  /** Opens a mailbox that reads from letter `firstLetterId` on. */
  open({ address, firstLetterId }: Reader): Mailbox {
    const mailbox = new Mailbox({
      ledger: this.#ledger,
      address,
      firstLetterId,
      maxWaits: this.#maxWaitsPerMailbox,
      parkedWaits: this.#parkedWaits,
      presence: this.presence,
    });
    this.#mailboxes.set(address, mailbox);
    return mailbox;
  }

  /** Removes a mailbox and answers its parked waits with `closed`. Does nothing if there is none at `address`. */
  close(address: string, closed: Closed) {
    const mailbox = this.#mailboxes.get(address);
    this.#mailboxes.delete(address);
    mailbox?.close(closed);
  }

  /** Delivers pending letters and then closes every mailbox. */
  closeAll(closed: Closed) {
    this.#parkedWaits.deliver();
    for (const address of this.#mailboxes.keys()) this.close(address, closed);
  }

  /** Delivers pending letters, answers all parked waits, and from now on parks none. See `ParkedWaits.end`. */
  endWaits(retryAfterMs: number) {
    this.#parkedWaits.end(retryAfterMs);
  }

  /** Appends a letter for one mailbox and delivers it at once. `at` is in ms since 1970. */
  send(address: string, event: RoomEvent, at: number): Letter {
    const letter = this.#ledger.append(event, at, address);
    this.#mailboxes.get(address)?.deliver();
    return letter;
  }

  /**
   * Appends a letter for everyone. The environment schedules its delivery: at once, or later, together with the letters
   * that are appended until then. `at` is in ms since 1970.
   */
  broadcast(event: RoomEvent, at: number): Letter {
    const letter = this.#ledger.append(event, at);
    if (this.#parkedWaits.markDeliveryPending()) this.#scheduleDelivery(() => this.#parkedWaits.deliver());
    return letter;
  }

  /** Updates the presence to `monotonicNow` and, if it changed, answers the parked waits that ask for it. */
  refreshPresence(members: RoomMembers, monotonicNow: number) {
    if (!this.presence.refresh(members, monotonicNow)) return;
    for (const mailbox of this.#parkedWaits.mailboxes) mailbox.notifyPresence();
  }
}

interface PostOfficeOptions {
  readonly ledger: Ledger;
  /** Waits that may be parked at one mailbox; 0 for any number. */
  readonly maxWaitsPerMailbox: number;
  /** Waits that may be parked at all mailboxes together; 0 for any number. */
  readonly maxParkedWaits: number;
  /** The version that the presence begins with. 0 if missing. */
  readonly presenceVersion?: number;
  readonly scheduleDelivery: ScheduleDelivery;
}
