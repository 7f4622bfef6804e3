import { type Closed, type Letter, type Reconnect, type WaitAnswer } from '@mailroom/shared';
import type { Ledger, Reader } from '../ledger/ledger.ts';
import type { Cursor, Listener } from './cursor.ts';
import type { ParkedWaits, WaitingMailbox } from './parked-waits.ts';
import type { PresenceTracker } from './presence.ts';

interface ParkedWait {
  readonly cursor: Cursor;
  readonly listener: Listener;
}

/** One session's view of the ledger, and its parked waits. Stores no letters. */
export class Mailbox implements Reader, WaitingMailbox {
  readonly address: string;
  readonly firstLetterId: number;
  readonly #ledger: Ledger;
  readonly #maxWaits: number;
  readonly #parkedWaits: ParkedWaits;
  readonly #presence: PresenceTracker;
  /** The waits parked here, oldest first. */
  #waits: ParkedWait[] = [];
  #closed: Closed | undefined;

  constructor({ ledger, address, firstLetterId, maxWaits, parkedWaits, presence }: MailboxOptions) {
    this.#ledger = ledger;
    this.address = address;
    this.firstLetterId = firstLetterId;
    this.#maxWaits = maxWaits || Infinity;
    this.#parkedWaits = parkedWaits;
    this.#presence = presence;
  }

  /** Whether a wait is parked here. */
  get hasWaiters() {
    return this.#waits.length > 0;
  }

  /** Returns the mail at `cursor`, a reset or the reason why the mailbox is closed; `undefined` if there is none of them. */
  read(cursor: Cursor): WaitAnswer | undefined {
    return this.#closed ?? this.#ledger.resetFor(cursor) ?? this.#ledger.mailFor(this, cursor.since);
  }

  /** Returns what `read` does; otherwise the presence if it is new to the client, or a plain `reconnect`. */
  answer(cursor: Cursor): WaitAnswer {
    return this.read(cursor) ?? this.#presence.updateFor(cursor) ?? this.#reconnect();
  }

  /** Returns the answer that a new wait gets at once, or `undefined` if the wait is to be parked. */
  immediateAnswer(cursor: Cursor): WaitAnswer | undefined {
    const answer = this.read(cursor);
    // A client that is more than one mail behind would never catch up if each mail waited for a delivery.
    if (answer?.type === 'mail' && answer.next === this.#ledger.next && this.#parkedWaits.isDeliveryPending) {
      return undefined;
    }
    const update = answer ?? this.#presence.updateFor(cursor);
    if (update || !this.#parkedWaits.isFull || this.#waitOfTab(cursor.tab)) return update;
    return this.#reconnectLater();
  }

  /** Whether a wait that is parked now supersedes another one. */
  supersedes({ tab }: Cursor): boolean {
    const { length } = this.#waits;
    return length > 0 && (length >= this.#maxWaits || this.#waitOfTab(tab) !== undefined);
  }

  /**
   * Answers `listener` once: at once if there is something to answer, otherwise when there is. Supersedes the parked wait
   * of the same tab and, beyond `maxWaits`, the oldest one.
   *
   * @returns a function that removes the parked wait; its listener is not called afterwards
   */
  listen(cursor: Cursor, listener: Listener): () => void {
    return this.respond(cursor, listener, this.immediateAnswer(cursor));
  }

  /** Does what `listen` does. `answer` is what `immediateAnswer` returned for this cursor. */
  respond(cursor: Cursor, listener: Listener, answer: WaitAnswer | undefined): () => void {
    this.#supersede(this.#waitOfTab(cursor.tab));
    if (answer) {
      listener(answer);
      return () => {};
    }
    if (this.#waits.length >= this.#maxWaits) this.#supersede(this.#waits[0]);
    const wait = { cursor, listener };
    this.#setWaits([...this.#waits, wait]);
    return () => this.#setWaits(this.#waits.filter((other) => other !== wait));
  }

  deliver() {
    this.#notifyListeners((cursor) => this.read(cursor));
  }

  /** Skips waits that have mail: the mail comes first, and it tells the client the position that the presence belongs to. */
  notifyPresence() {
    this.#notifyListeners((cursor) => (this.read(cursor) ? undefined : this.#presence.updateFor(cursor)));
  }

  endWaits() {
    this.#notifyListeners((cursor) => this.#presence.updateFor(cursor) ?? this.#reconnectLater());
  }

  /** Returns the history of the last `count` messages, as far as this session may read it. See `Ledger.history`. */
  history(count: number): Letter[] {
    return this.#ledger.history(this, count);
  }

  /** Answers every parked and every later wait with `closed`. */
  close(closed: Closed) {
    this.#closed = closed;
    this.deliver();
  }

  #reconnect(): Reconnect {
    const { epoch, next } = this.#ledger;
    return { type: 'reconnect', epoch, next };
  }

  /** The answer to a wait that cannot be parked. */
  #reconnectLater(): Reconnect {
    return { ...this.#reconnect(), retryAfterMs: this.#parkedWaits.retryAfterMs };
  }

  /** Removes the waits that have an answer, and then answers them. */
  #notifyListeners(answerTo: (cursor: Cursor) => WaitAnswer | undefined) {
    const waits = this.#waits;
    const answers = waits.map(({ cursor }) => answerTo(cursor));
    this.#setWaits(waits.filter((_, index) => !answers[index]));
    for (const [index, answer] of answers.entries()) if (answer) waits[index]?.listener(answer);
  }

  #waitOfTab(tab: string | undefined): ParkedWait | undefined {
    return tab === undefined ? undefined : this.#waits.find(({ cursor }) => cursor.tab === tab);
  }

  #setWaits(waits: ParkedWait[]) {
    this.#parkedWaits.update(this, waits.length, this.#waits.length);
    this.#waits = waits;
  }

  #supersede(wait: ParkedWait | undefined) {
    if (!wait) return;
    this.#setWaits(this.#waits.filter((other) => other !== wait));
    wait.listener({ type: 'superseded' });
  }
}

interface MailboxOptions extends Reader {
  readonly ledger: Ledger;
  /** Waits that may be parked here at once; 0 for any number. */
  readonly maxWaits: number;
  /** The parked waits of all mailboxes. Each mailbox reports its own. */
  readonly parkedWaits: ParkedWaits;
  readonly presence: PresenceTracker;
}
