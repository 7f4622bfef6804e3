import type { Closed, Letter, RoomEvent } from '@mailroom/shared';
import type { Ledger, Reader } from './ledger.ts';
import { Mailbox } from './mailbox.ts';

/** Knows which mailbox stands at which address. Never looks inside a letter. */
export class PostOffice {
  readonly #ledger: Ledger;
  readonly #mostWaits: number;
  readonly #mailboxes = new Map<string, Mailbox>();
  readonly #awaited = new Set<Mailbox>();

  constructor({ ledger, mostWaits }: { ledger: Ledger; mostWaits: number }) {
    this.#ledger = ledger;
    this.#mostWaits = mostWaits;
  }

  open({ address, first }: Reader): Mailbox {
    const mailbox = new Mailbox({
      ledger: this.#ledger,
      address,
      first,
      mostWaits: this.#mostWaits,
      awaited: this.#awaited,
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

  /** Takes every mailbox away. */
  closeAll(closed: Closed) {
    for (const address of this.#mailboxes.keys()) this.close(address, closed);
  }

  /** One letter for one mailbox. */
  send(address: string, event: RoomEvent, at: number): Letter {
    const letter = this.#ledger.append(event, at, address);
    this.#mailboxes.get(address)?.deliver();
    return letter;
  }

  /** One letter for everyone. */
  broadcast(event: RoomEvent, at: number): Letter {
    const letter = this.#ledger.append(event, at);
    for (const mailbox of this.#awaited) mailbox.deliver();
    return letter;
  }
}
