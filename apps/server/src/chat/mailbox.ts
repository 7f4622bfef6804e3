import type { Closed, Letter, WaitAnswer } from '@mailroom/shared';
import type { Ledger, Reader } from './ledger.ts';

/** Where a reader is: the first letter not yet seen, of which ledger, and which of their tabs asks. */
export interface Cursor {
  readonly since: number;
  readonly epoch?: string | undefined;
  readonly tab?: string | undefined;
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
  readonly first: number;
  readonly #ledger: Ledger;
  readonly #mostWaits: number;
  readonly #awaited: Set<Mailbox>;
  #parked: Parked[] = [];
  #closed: Closed | undefined;

  constructor({ ledger, address, first, mostWaits, awaited }: MailboxOptions) {
    this.#ledger = ledger;
    this.address = address;
    this.first = first;
    this.#mostWaits = mostWaits || Infinity;
    this.#awaited = awaited;
  }

  /** Whether someone is waiting at this moment. */
  get isAwaited() {
    return this.#parked.length > 0;
  }

  /** What there is to say to a reader at `cursor`, or nothing yet. */
  read(cursor: Cursor): WaitAnswer | undefined {
    return this.#closed ?? this.#ledger.resetFor(cursor) ?? this.#ledger.mailFor(this, cursor.since);
  }

  /** Tells `listener` as soon as there is something to say, perhaps now; the returned function stops it. */
  listen(cursor: Cursor, listener: Listener): () => void {
    this.#supersede(this.#parkedBy(cursor.tab));
    const answer = this.read(cursor);
    if (answer) {
      listener(answer);
      return () => {};
    }
    if (this.#parked.length >= this.#mostWaits) this.#supersede(this.#parked[0]);
    const parked = { cursor, tell: listener };
    this.#park([...this.#parked, parked]);
    return () => this.#park(this.#parked.filter((other) => other !== parked));
  }

  /** Letters came: everyone who waited for them is told. */
  deliver() {
    if (this.#parked.length === 0) return;
    const answered = this.#parked.map((one) => ({ one, answer: this.read(one.cursor) }));
    this.#park(answered.flatMap(({ one, answer }) => (answer ? [] : [one])));
    for (const { one, answer } of answered) if (answer) one.tell(answer);
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

  #parkedBy(tab: string | undefined): Parked | undefined {
    return tab === undefined ? undefined : this.#parked.find(({ cursor }) => cursor.tab === tab);
  }

  #park(parked: Parked[]) {
    this.#parked = parked;
    if (parked.length > 0) this.#awaited.add(this);
    else this.#awaited.delete(this);
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
  readonly mostWaits: number;
  /** All mailboxes at which someone waits. Each keeps its own place in it. */
  readonly awaited: Set<Mailbox>;
}
