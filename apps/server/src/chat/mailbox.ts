import { fixedLimits, type Closed, type Letter, type Reconnect, type WaitAnswer } from '@mailroom/shared';
import type { Ledger, Reader } from './ledger.ts';
import type { ParkedWaits } from './parked-waits.ts';
import type { PresenceTracker } from './presence.ts';

/** Where a reader is: the first letter not yet seen, of which ledger, which of their tabs asks, and the version of the signs it knows. */
export interface Cursor {
  readonly since: number;
  readonly epoch?: string | undefined;
  readonly tab?: string | undefined;
  readonly presence?: number | undefined;
}

/** One parked wait. Told exactly once, and must not call back into the room while it is told. */
export type Listener = (answer: WaitAnswer) => void;

interface Parked {
  readonly cursor: Cursor;
  readonly tell: Listener;
}

/** Numbered letters for one member, and the listeners waiting for the next one. Copies nothing: it is a view of the ledger. */
export class Mailbox implements Reader {
  readonly address: string;
  readonly firstLetterId: number;
  readonly #ledger: Ledger;
  readonly #maxWaits: number;
  readonly #parkedWaits: ParkedWaits;
  readonly #signs: PresenceTracker;
  #parked: Parked[] = [];
  #closed: Closed | undefined;

  constructor({ ledger, address, firstLetterId, maxWaits, parkedWaits, presence }: MailboxOptions) {
    this.#ledger = ledger;
    this.address = address;
    this.firstLetterId = firstLetterId;
    this.#maxWaits = maxWaits || Infinity;
    this.#parkedWaits = parkedWaits;
    this.#signs = presence;
  }

  /** Whether someone is waiting at this moment. */
  get hasWaiters() {
    return this.#parked.length > 0;
  }

  /** What there is to say to a reader at `cursor`, or nothing yet. */
  read(cursor: Cursor): WaitAnswer | undefined {
    return this.#closed ?? this.#ledger.resetFor(cursor) ?? this.#ledger.mailFor(this, cursor.since);
  }

  /** The same or, if there is no mail yet, the signs; and if those are known too, to ask again. */
  answer(cursor: Cursor): WaitAnswer {
    return this.read(cursor) ?? this.#signs.updateFor(cursor) ?? this.#reconnect();
  }

  /** Tells `listener` as soon as there is something to say, perhaps now; the returned function stops it. */
  listen(cursor: Cursor, listener: Listener): () => void {
    this.#supersede(this.#parkedBy(cursor.tab));
    const answer = this.#immediateAnswer(cursor);
    if (answer) {
      listener(answer);
      return () => {};
    }
    if (this.#parked.length >= this.#maxWaits) this.#supersede(this.#parked[0]);
    const parked = { cursor, tell: listener };
    this.#park([...this.#parked, parked]);
    return () => this.#park(this.#parked.filter((other) => other !== parked));
  }

  /** Letters came: everyone who waited for them is told. */
  deliver() {
    this.#notifyListeners((cursor) => this.read(cursor));
  }

  /** The signs changed: everyone who waited is told, but those for whom there is mail, which says where they stand. */
  notifyPresence() {
    this.#notifyListeners((cursor) => (this.read(cursor) ? undefined : this.#signs.updateFor(cursor)));
  }

  /** The last `count` letters that may be read here. */
  tail(count: number): Letter[] {
    return this.#ledger.tail(this, count);
  }

  /** Nothing will be said here any more but why. */
  close(closed: Closed) {
    this.#closed = closed;
    this.deliver();
  }

  /** What to tell a wait at once: nothing when there is nothing yet, or when it comes with the next delivery. */
  #immediateAnswer(cursor: Cursor): WaitAnswer | undefined {
    const answer = this.read(cursor);
    // Who is behind by more than one mail would never catch up if each of them had to wait.
    if (answer?.type === 'mail' && answer.next === this.#ledger.next && this.#parkedWaits.isDeliveryPending)
      return undefined;
    const news = answer ?? this.#signs.updateFor(cursor);
    if (news || !this.#parkedWaits.isFull) return news;
    return { ...this.#reconnect(), retryAfterMs: fixedLimits.shortPollMs };
  }

  #reconnect(): Reconnect {
    const { epoch, next } = this.#ledger;
    return { type: 'reconnect', epoch, next };
  }

  /** Takes away those for whom there is an answer, and tells them. */
  #notifyListeners(answerTo: (cursor: Cursor) => WaitAnswer | undefined) {
    const parked = this.#parked;
    const answers = parked.map(({ cursor }) => answerTo(cursor));
    this.#park(parked.filter((_, index) => !answers[index]));
    for (const [index, answer] of answers.entries()) if (answer) parked[index]?.tell(answer);
  }

  #parkedBy(tab: string | undefined): Parked | undefined {
    return tab === undefined ? undefined : this.#parked.find(({ cursor }) => cursor.tab === tab);
  }

  #park(parked: Parked[]) {
    this.#parkedWaits.count(this, parked.length, this.#parked.length);
    this.#parked = parked;
  }

  #supersede(parked: Parked | undefined) {
    if (!parked) return;
    this.#park(this.#parked.filter((other) => other !== parked));
    parked.tell({ type: 'superseded' });
  }
}

interface MailboxOptions extends Reader {
  readonly ledger: Ledger;
  /** Waits that may be parked here at once; 0 for any number. */
  readonly maxWaits: number;
  /** The waits parked at any mailbox. Each counts its own there. */
  readonly parkedWaits: ParkedWaits;
  readonly presence: PresenceTracker;
}
