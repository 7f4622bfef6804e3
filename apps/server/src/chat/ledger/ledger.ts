import {
  fixedLimits,
  type History,
  type Letter,
  type Mail,
  type Reaction,
  type Reset,
  type RoomEvent,
} from '@mailroom/shared';
import { firstIndexWhere } from './first-index.ts';
import { LetterLog, type LetterLogState } from './letter-log.ts';
import { LetterQueue, type LetterQueueState, type QueueBounds, type QueueEntry } from './letter-queue.ts';
import { utf8Length } from './utf8-length.ts';

/** A reader of the ledger. It reads the letters for everyone and those sent to `address`. */
export interface Reader {
  readonly address: string;
  /** The id of the first letter that the reader may read. */
  readonly firstLetterId: number;
}

/**
 * The letters of the room, numbered 0, 1, 2, … without gaps. Holds the newest of two kinds, each limited by count and by
 * bytes: the letters about messages, and the membership letters. So neither kind can displace the other.
 */
export class Ledger {
  readonly epoch: string;
  #next: number;
  /** `said`, `edited`, `deleted` and `reacted`. */
  readonly #messages: LetterQueue;
  /** `joined`, `left`, `renamed` and `role-changed`. */
  readonly #memberships: LetterQueue;
  /** The letters about messages that were dropped, except superseded changes. */
  readonly #droppedMessages: LetterLog;
  readonly #droppedSupersededChanges: LetterLog;
  /** The last edit or deletion of each message, by the id of the letter that sent it. Without those that the ledger no longer holds. */
  readonly #lastEdits = new Map<number, number>();
  /** The letter with all reactions to each message, in the same way. A deleted message has none. */
  readonly #lastReactions = new Map<number, number>();
  /** The letters that sent messages to everyone, by the mutation id of the message. Without those that the ledger no longer holds. */
  readonly #messageLetterIds = new Map<string, number>();
  /** The latest letters with a recipient, including letters the ledger no longer holds, so that `missed` stays exact. */
  readonly #targeted: { id: number; recipient: string }[];
  /** For each former epoch, the id before which the letters are the same as in this ledger. The oldest epoch first. */
  readonly #formerEpochs: ReadonlyMap<string, number>;
  /** The latest mail that is the same for several readers. Valid until a letter is appended or redacted. */
  readonly #sharedMail = new Map<number | string, Mail>();

  /** @param state what `state` returned for the ledger that this one continues; its epoch takes the place of `epoch` */
  constructor({ epoch, messages, memberships }: LedgerOptions, state?: LedgerState) {
    this.epoch = state?.epoch ?? epoch;
    this.#next = state?.next ?? 0;
    this.#droppedMessages = new LetterLog(state?.droppedMessages);
    this.#droppedSupersededChanges = new LetterLog(state?.droppedSupersededEdits);
    this.#targeted = (state?.targeted ?? []).map(([id, recipient]) => ({ id, recipient }));
    this.#formerEpochs = new Map(state?.formerEpochs);
    this.#messages = new LetterQueue(messages, (entry) => this.#recordDropped(entry));
    // Dropped letters that are in neither log are membership letters.
    this.#memberships = new LetterQueue(memberships, () => {});
    if (state) this.#restore(state);
  }

  state(): LedgerState {
    return {
      epoch: this.epoch,
      next: this.#next,
      messages: this.#messages.state(),
      memberships: this.#memberships.state(),
      droppedMessages: this.#droppedMessages.state(),
      droppedSupersededEdits: this.#droppedSupersededChanges.state(),
      targeted: this.#targeted.map(({ id, recipient }) => [id, recipient] as const),
      formerEpochs: [...this.#formerEpochs],
    };
  }

  /** The id of the oldest letter that the ledger holds. */
  get oldest() {
    return Math.min(this.#messages.oldest ?? this.#next, this.#memberships.oldest ?? this.#next);
  }

  /** The id that the next letter will get. */
  get next() {
    return this.#next;
  }

  /**
   * Appends a letter for everyone or for one `recipient`, and drops letters beyond the bounds. See L8 for the
   * letters that it supersedes. `at` is in ms since 1970.
   */
  append(event: RoomEvent, at: number, recipient?: string): Letter {
    const letter = { id: this.#next++, at, event };
    this.#sharedMail.clear();
    if (recipient !== undefined) this.#recordTargeted(letter.id, recipient);
    if (recipient === undefined) this.#index(letter);
    const queue = isMembershipEvent(event) ? this.#memberships : this.#messages;
    queue.push({ letter, recipient, bytes: sizeInBytes(letter), isSuperseded: false });
    return letter;
  }

  /** Returns the id of the letter that sent a message to everyone; `undefined` if the ledger does not hold it, or the message was deleted. */
  messageLetterId(mutationId: string): number | undefined {
    const id = this.#messageLetterIds.get(mutationId);
    return id === undefined || this.#lastEditOf(id)?.letter.event.type === 'deleted' ? undefined : id;
  }

  /** Returns the reactions to the message that letter `id` sent, the oldest first. */
  reactionsTo(id: number): readonly Reaction[] {
    const event = this.#lastReactionsTo(id)?.letter.event;
    return event?.type === 'reacted' ? event.reactions : [];
  }

  /**
   * Empties the text of a message: of letter `id`, which sent it, and of those that edited it. Skips letters that the ledger no
   * longer holds. Does not change mail that was returned before.
   */
  redactMessage(id: number) {
    for (let index = this.#messages.indexFrom(id), entry; (entry = this.#messages.at(index));) {
      index = this.#messages.indexAfter(index);
      if (!isOfMessage(entry.letter, id)) continue;
      const letter = { ...entry.letter, event: { ...entry.letter.event, text: '' } };
      this.#messages.replace({ ...entry, letter, bytes: sizeInBytes(letter) });
    }
    this.#sharedMail.clear();
  }

  /**
   * Returns a reset if the cursor belongs to another ledger or is beyond the next letter. For a former epoch of this ledger, it says how far
   * both agree.
   */
  resetFor({ since, epoch = this.epoch }: { since: number; epoch?: string | undefined }): Reset | undefined {
    const { epoch: ownEpoch, oldest, next } = this;
    if (epoch !== ownEpoch) {
      const before = this.#formerEpochs.get(epoch);
      const agreement = before !== undefined && { agreement: { epoch, before } };
      return { type: 'reset', why: 'epoch', epoch: ownEpoch, oldest, next, ...agreement };
    }
    return since > next ? { type: 'reset', why: 'future', epoch: ownEpoch, oldest, next } : undefined;
  }

  /** Returns the mail for `reader` from letter `since` on, or `undefined` if there is none. */
  mailFor(reader: Reader, since: number): Mail | undefined {
    if (since >= this.#next) return undefined;
    const { firstLetterId } = reader;
    const lastTargeted = this.#targeted.at(-1);
    if (lastTargeted && lastTargeted.id >= Math.max(since, firstLetterId)) return this.#collectMail(reader, since);
    // A request for letters that a reader may not read must cost no more than others: its answer is shared with the next such request.
    const key = since >= firstLetterId ? since : `${since} ${firstLetterId}`;
    const shared = this.#sharedMail.get(key);
    if (shared) return shared;
    const mail = this.#collectMail(reader, since);
    if (mail) this.#share(key, mail);
    return mail;
  }

  /**
   * Returns the history for `reader` before letter `before`, which is not beyond the next one: the last messages, each with its last
   * changes, and the membership letters between them. At most 100 of each and 64 KiB, but at least one letter. Leaves out nothing
   * that the ledger holds and `reader` may read, so that the history before its `from` continues it.
   */
  historyBefore(reader: Reader, before: number): History {
    const letters: Letter[] = [];
    let [bytes, messages, memberships] = [0, 0, 0];
    let from = before;
    /** The letters that the ledger holds between the last one and the visited one, and from the last one on. */
    let [passed, held] = [0, 0];
    const answer = (start: number, hasOlder: boolean): History => {
      const absent = before - start - held;
      const missed = absent === 0 ? NONE_MISSED : this.#countMissed(reader, { start, next: before, absent });
      const inOrder = letters.toSorted((one, other) => one.id - other.id);
      return { type: 'history', epoch: this.epoch, from: start, before, ...missed, hasOlder, letters: inOrder };
    };
    for (const entry of this.#newestFirst(before)) {
      const { letter } = entry;
      if (letter.id < reader.firstLetterId) break;
      if (!isReadableBy(entry, reader)) continue;
      passed++;
      // A change comes with its message.
      if ('letterId' in letter.event) continue;
      const isMessage = letter.event.type === 'said';
      const changes = isMessage ? this.#lastChangesOf(letter.id) : [];
      bytes += changes.reduce((sum, change) => sum + change.bytes, entry.bytes);
      const isFull = bytes > fixedLimits.bytesPerMail || Math.max(messages, memberships) === fixedLimits.lettersPerMail;
      if (isFull && letters.length > 0) return answer(from, true);
      letters.push(letter, ...changes.map((change) => change.letter));
      if (isMessage) messages++;
      else memberships++;
      from = letter.id;
      held += passed;
      passed = 0;
    }
    held += passed;
    return answer(Math.min(reader.firstLetterId, before), false);
  }

  /**
   * Returns the history for `reader`, ascending: the last `count` messages and, from the oldest of them on, their changes and
   * the last `count` membership letters. At most `historyBytes` bytes, but at least one message: a message with its changes
   * comes before older ones, and all messages before membership letters.
   */
  history(reader: Reader, count: number): Letter[] {
    const { messages, start } = this.#recentMessages(reader, count);
    let bytes = messages.reduce((sum, entry) => sum + entry.bytes, 0);
    const memberships: QueueEntry[] = [];
    for (const entry of this.#memberships.newestFirst()) {
      bytes += entry.bytes;
      if (memberships.length === count || entry.letter.id < start || bytes > fixedLimits.historyBytes) break;
      if (isReadableBy(entry, reader)) memberships.push(entry);
    }
    return [...messages, ...memberships].map(({ letter }) => letter).toSorted((one, other) => one.id - other.id);
  }

  #share(key: number | string, mail: Mail) {
    this.#sharedMail.set(key, mail);
    const [oldest] = this.#sharedMail.size > MAX_SHARED_MAIL ? this.#sharedMail.keys() : [];
    if (oldest !== undefined) this.#sharedMail.delete(oldest);
  }

  #restore({ messages, memberships }: LedgerState) {
    const recipients = new Map(this.#targeted.map(({ id, recipient }) => [id, recipient]));
    const toEntry = (letter: Letter): QueueEntry => ({
      letter,
      recipient: recipients.get(letter.id),
      bytes: sizeInBytes(letter),
      isSuperseded: false,
    });
    const superseded = new Set(messages.superseded);
    for (const letter of messages.letters) {
      if (!superseded.has(letter.id) && !recipients.has(letter.id)) this.#index(letter);
    }
    this.#messages.restore(messages.letters.map(toEntry), messages.superseded);
    this.#memberships.restore(memberships.letters.map(toEntry), memberships.superseded);
  }

  /** Makes a letter for everyone the one that is found for its message, and supersedes the former one. */
  #index({ id, event }: Letter) {
    if (event.type === 'said') this.#messageLetterIds.set(event.mutationId, id);
    if (!('letterId' in event)) return;
    const { letterId, type } = event;
    for (const change of this.#lastChangesOf(letterId)) {
      const { type: former } = change.letter.event;
      const isReplaced = type === 'deleted' || (former === 'reacted') === (type === 'reacted');
      if (isReplaced && former !== 'deleted') this.#messages.replace({ ...change, isSuperseded: true });
    }
    if (type === 'reacted') this.#lastReactions.set(letterId, id);
    else this.#lastEdits.set(letterId, id);
    if (type === 'deleted') this.#lastReactions.delete(letterId);
  }

  /** Returns the last edit or deletion of the message that letter `id` sent, if the ledger holds it. */
  #lastEditOf(id: number): QueueEntry | undefined {
    return this.#heldMessage(this.#lastEdits.get(id));
  }

  /** Returns the letter with the reactions to the message that letter `id` sent, if there is one and the ledger holds it. */
  #lastReactionsTo(id: number): QueueEntry | undefined {
    return this.#heldMessage(this.#lastReactions.get(id));
  }

  /** Returns the last edit or deletion of a message and the letter with its reactions, the older one first. */
  #lastChangesOf(id: number): readonly QueueEntry[] {
    const changes = [this.#lastEditOf(id), this.#lastReactionsTo(id)].filter((change) => change !== undefined);
    return changes.toSorted((one, other) => one.letter.id - other.letter.id);
  }

  #heldMessage(id: number | undefined): QueueEntry | undefined {
    return id === undefined ? undefined : this.#messages.get(id);
  }

  /** Visits the letters with a smaller id than `before` from the newest to the oldest. */
  *#newestFirst(before: number): Generator<QueueEntry, undefined> {
    const messages = this.#messages.newestFirst(before);
    const memberships = this.#memberships.newestFirst(before);
    let [message, membership] = [messages.next().value, memberships.next().value];
    for (let entry; (entry = newerOf(message, membership));) {
      yield entry;
      if (entry === message) message = messages.next().value;
      else membership = memberships.next().value;
    }
  }

  #recordDropped({ letter: { id, event }, isSuperseded }: QueueEntry) {
    (isSuperseded ? this.#droppedSupersededChanges : this.#droppedMessages).add(id);
    if (event.type === 'said' && this.#messageLetterIds.get(event.mutationId) === id)
      this.#messageLetterIds.delete(event.mutationId);
    if (!('letterId' in event)) return;
    const last = event.type === 'reacted' ? this.#lastReactions : this.#lastEdits;
    if (last.get(event.letterId) === id) last.delete(event.letterId);
  }

  /** Returns the last `count` messages with their changes, and the id from which on the history may have other letters. */
  #recentMessages(reader: Reader, count: number): { messages: QueueEntry[]; start: number } {
    const messages: QueueEntry[] = [];
    /** By the id of the letter that sent the message, which is older. */
    const changes = new Map<number, QueueEntry[]>();
    let [left, bytes, start] = [count, 0, this.#next];
    if (count === 0) return { messages, start };
    for (const entry of this.#messages.newestFirst()) {
      const { id, event } = entry.letter;
      if (id < reader.firstLetterId) break;
      if (entry.isSuperseded || !isReadableBy(entry, reader)) continue;
      if ('letterId' in event) changes.set(event.letterId, [...(changes.get(event.letterId) ?? []), entry]);
      if (event.type !== 'said') continue;
      const message = [entry, ...(changes.get(id) ?? [])];
      bytes += message.reduce((sum, each) => sum + each.bytes, 0);
      if (messages.length > 0 && bytes > fixedLimits.historyBytes) return { messages, start };
      messages.push(...message);
      start = id;
      if (--left === 0) return { messages, start };
    }
    return { messages, start: reader.firstLetterId };
  }

  #collectMail(reader: Reader, since: number): Mail | undefined {
    const start = Math.max(since, reader.firstLetterId);
    const letters: Letter[] = [];
    let bytes = 0;
    let next = this.#next;
    let message = this.#messages.indexFrom(start);
    let membership = this.#memberships.indexFrom(start);
    for (;;) {
      const entry = olderOf(this.#messages.at(message), this.#memberships.at(membership));
      if (!entry) break;
      if (isReadableBy(entry, reader)) {
        const isFull = letters.length === fixedLimits.lettersPerMail || bytes + entry.bytes > fixedLimits.bytesPerMail;
        if (isFull && letters.length > 0) {
          next = entry.letter.id;
          break;
        }
        letters.push(entry.letter);
        bytes += entry.bytes;
      }
      if (entry === this.#messages.at(message)) message = this.#messages.indexAfter(message);
      else membership = this.#memberships.indexAfter(membership);
    }
    const absent = next - start - letters.length;
    const missed = absent === 0 ? NONE_MISSED : this.#countMissed(reader, { start, next, absent });
    if (letters.length === 0 && missed.missed === 0) return undefined;
    return { type: 'mail', epoch: this.epoch, from: since, next, ...missed, letters };
  }

  /** Counts the missed letters among the `absent` ones with `start <= id < next`. The rest of these are for other readers. */
  #countMissed(reader: Reader, { start, next, absent }: { start: number; next: number; absent: number }): MissedCounts {
    const forOthers = this.#targetedToOthers(reader, start, next);
    const countIn = (log: LetterLog) =>
      log.countBetween(start, next) - forOthers.filter(({ id }) => log.has(id)).length;
    const missed = absent - forOthers.length;
    const supersededChanges = countIn(this.#droppedSupersededChanges);
    // A missed letter that is in neither log is a membership letter.
    const missedMemberships = missed - supersededChanges - countIn(this.#droppedMessages);
    return {
      missed,
      ...(missedMemberships > 0 && { missedMemberships }),
      ...(supersededChanges > 0 && { supersededChanges }),
    };
  }

  /** Returns the letters with `start <= id < end` that have another recipient than `reader`. */
  #targetedToOthers(reader: Reader, start: number, end: number) {
    const indexFrom = (id: number) =>
      firstIndexWhere(this.#targeted.length, (index) => (this.#targeted[index]?.id ?? id) >= id);
    const inRange = this.#targeted.slice(indexFrom(start), indexFrom(end));
    return inRange.filter(({ recipient }) => recipient !== reader.address);
  }

  #recordTargeted(id: number, recipient: string) {
    this.#targeted.push({ id, recipient });
    if (this.#targeted.length > MAX_TARGETED) this.#targeted.shift();
  }
}

type MissedCounts = Pick<Mail, 'missed' | 'missedMemberships' | 'supersededChanges'>;

const NONE_MISSED: MissedCounts = { missed: 0 };

/** The durable state of a ledger, as plain JSON data. Later letters do not change it. */
export interface LedgerState {
  readonly epoch: string;
  readonly next: number;
  readonly messages: LetterQueueState;
  readonly memberships: LetterQueueState;
  readonly droppedMessages: LetterLogState;
  /** Dropped superseded changes. */
  readonly droppedSupersededEdits: LetterLogState;
  /** The latest letters with a recipient. */
  readonly targeted: readonly (readonly [id: number, recipient: string])[];
  /** The former epochs, the oldest first: letters with `id < before` are the same in both. Missing in states of releases without it. */
  readonly formerEpochs?: readonly (readonly [epoch: string, before: number])[] | undefined;
}

/**
 * Returns the state of a ledger that lost its last letters and continues under a new `epoch`. It remembers the former one: both agree in all
 * letters that are left, and so do earlier epochs, as far as they agreed before.
 */
export const withRenewedEpoch = (state: LedgerState, epoch: string): LedgerState => {
  const { next, formerEpochs = [] } = state;
  const former = [...formerEpochs, [state.epoch, next] as const].map(([each, before]) => {
    return [each, Math.min(before, next)] as const;
  });
  const agreeing = former.filter(([, before]) => before > 0);
  return { ...state, epoch, formerEpochs: agreeing.slice(-MAX_FORMER_EPOCHS) };
};

interface LedgerOptions {
  readonly epoch: string;
  /** The bounds of the letters about messages. */
  readonly messages: QueueBounds;
  /** The bounds of the membership letters. */
  readonly memberships: QueueBounds;
}

const MAX_TARGETED = 10_000;
/** Readers who are up to date need the mail from the last few letters. Each takes some 1 KB, its letters not counted. */
const MAX_SHARED_MAIL = 1_000;

/** A page that was open across more losses starts a new transcript. */
const MAX_FORMER_EPOCHS = 16;

const isMembershipEvent = ({ type }: RoomEvent) =>
  type === 'joined' || type === 'left' || type === 'renamed' || type === 'role-changed';

const sizeInBytes = (letter: Letter) => utf8Length(JSON.stringify(letter));

/** Whether the letter has a text of the message that letter `id` sent. */
const isOfMessage = ({ id: letterId, event }: Letter, id: number) =>
  event.type === 'said' ? letterId === id : event.type === 'edited' && event.letterId === id;

const isReadableBy = (entry: QueueEntry, reader: Reader) =>
  entry.recipient === undefined || entry.recipient === reader.address;

const newerOf = (one: QueueEntry | undefined, other: QueueEntry | undefined) =>
  one && other && olderOf(one, other) === one ? other : (one ?? other);

const olderOf = (one: QueueEntry | undefined, other: QueueEntry | undefined) =>
  one && other ? (one.letter.id < other.letter.id ? one : other) : (one ?? other);
