import type { Closed, Letter, RoomEvent } from '@mailroom/shared';
import type { Ledger, Reader } from './ledger.ts';
import { Mailbox } from './mailbox.ts';
import { ParkedWaits } from './parked-waits.ts';
import { SignBoard } from './presence.ts';
import type { Stays } from './session-registry.ts';
import type { World } from './environment.ts';

/** Knows which mailbox stands at which address. Never looks inside a letter. */
export class PostOffice {
  /** What everyone who comes for mail may see. */
  readonly signs: SignBoard;
  readonly #ledger: Ledger;
  readonly #mostWaits: number;
  readonly #soon: World['soon'];
  readonly #mailboxes = new Map<string, Mailbox>();
  readonly #waits: ParkedWaits;

  constructor({ ledger, mostWaits, mostParked, soon }: PostOfficeOptions) {
    this.#ledger = ledger;
    this.#mostWaits = mostWaits;
    this.#soon = soon;
    this.#waits = new ParkedWaits(mostParked);
    this.signs = new SignBoard(ledger);
  }

  open({ address, first }: Reader): Mailbox {
    const mailbox = new Mailbox({
      ledger: this.#ledger,
      address,
      first,
      mostWaits: this.#mostWaits,
      everywhere: this.#waits,
      signs: this.signs,
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
    this.#waits.deliver();
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
    if (this.#waits.putOff()) this.#soon(() => this.#waits.deliver());
    return letter;
  }

  /** Tells who waits of the signs as they are at `elapsed` among those who are `here`, if they changed. */
  showSigns(here: Stays, elapsed: number) {
    if (!this.signs.renew(here, elapsed)) return;
    for (const mailbox of this.#waits.at) mailbox.showSigns();
  }
}

interface PostOfficeOptions {
  readonly ledger: Ledger;
  /** Waits that may be parked at one mailbox; 0 for any number. */
  readonly mostWaits: number;
  /** Waits that may be parked at all mailboxes together; 0 for any number. */
  readonly mostParked: number;
  readonly soon: World['soon'];
}
