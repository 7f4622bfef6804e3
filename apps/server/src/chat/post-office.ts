import type { Closed, Letter, RoomEvent } from '@mailroom/shared';
import type { Ledger, Reader } from './ledger.ts';
import { Mailbox } from './mailbox.ts';
import { ParkedWaits } from './parked-waits.ts';
import { PresenceTracker } from './presence.ts';
import type { SessionRegistry } from './session-registry.ts';
import type { RoomEnvironment } from './environment.ts';

/** Knows which mailbox stands at which address. Never looks inside a letter. */
export class PostOffice {
  /** What everyone who comes for mail may see. */
  readonly presence: PresenceTracker;
  readonly #ledger: Ledger;
  readonly #mostWaits: number;
  readonly #soon: RoomEnvironment['scheduleDelivery'];
  readonly #mailboxes = new Map<string, Mailbox>();
  readonly #parkedWaits: ParkedWaits;

  constructor({ ledger, maxWaitsPerMailbox, maxParkedWaits, scheduleDelivery }: PostOfficeOptions) {
    this.#ledger = ledger;
    this.#mostWaits = maxWaitsPerMailbox;
    this.#soon = scheduleDelivery;
    this.#parkedWaits = new ParkedWaits(maxParkedWaits);
    this.presence = new PresenceTracker(ledger);
  }

  open({ address, firstLetterId }: Reader): Mailbox {
    const mailbox = new Mailbox({
      ledger: this.#ledger,
      address,
      firstLetterId,
      maxWaits: this.#mostWaits,
      parkedWaits: this.#parkedWaits,
      presence: this.presence,
    });
    this.#mailboxes.set(address, mailbox);
    return mailbox;
  }

  /** Takes the mailbox away and tells everyone who waits at it why. */
  close(address: string, closed: Closed) {
    const mailbox = this.#mailboxes.get(address);
    this.#mailboxes.delete(address);
    mailbox?.close(closed);
  }

  /** Delivers what was put off, and takes every mailbox away. */
  closeAll(closed: Closed) {
    this.#parkedWaits.deliver();
    for (const address of this.#mailboxes.keys()) this.close(address, closed);
  }

  /** One letter for one mailbox. */
  send(address: string, event: RoomEvent, at: number): Letter {
    const letter = this.#ledger.append(event, at, address);
    this.#mailboxes.get(address)?.deliver();
    return letter;
  }

  /** One letter for everyone, delivered when the world has time for it: at once, or together with those that come until then. */
  broadcast(event: RoomEvent, at: number): Letter {
    const letter = this.#ledger.append(event, at);
    if (this.#parkedWaits.markDeliveryPending()) this.#soon(() => this.#parkedWaits.deliver());
    return letter;
  }

  /** Tells who waits of the signs as they are at `elapsed` among those who are `here`, if they changed. */
  refreshPresence(here: SessionRegistry, elapsed: number) {
    if (!this.presence.refresh(here, elapsed)) return;
    for (const mailbox of this.#parkedWaits.mailboxes) mailbox.notifyPresence();
  }
}

interface PostOfficeOptions {
  readonly ledger: Ledger;
  /** Waits that may be parked at one mailbox; 0 for any number. */
  readonly maxWaitsPerMailbox: number;
  /** Waits that may be parked at all mailboxes together; 0 for any number. */
  readonly maxParkedWaits: number;
  readonly scheduleDelivery: RoomEnvironment['scheduleDelivery'];
}
