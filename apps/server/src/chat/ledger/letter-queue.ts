import type { Letter } from '@mailroom/shared';
import { firstIndexWhere } from './first-index.ts';

/** The bounds of a queue. 0: no bound. */
export interface QueueBounds {
  readonly letters: number;
  /** Bytes of the letters' JSON in UTF-8. */
  readonly bytes: number;
}

/** A letter in a queue. */
export interface QueueEntry {
  readonly letter: Letter;
  /** The only address that may read the letter; `undefined` for everyone. */
  readonly recipient: string | undefined;
  readonly bytes: number;
  /** Whether a later letter makes this one unnecessary. */
  readonly isSuperseded: boolean;
}

/** The letters of a queue, ascending, and the ids of those that were superseded, in that order. */
export interface LetterQueueState {
  readonly letters: readonly Letter[];
  readonly superseded: readonly number[];
}

/** A place in the queue. It has no entry from the moment the letter is dropped until the next compaction. */
interface Slot {
  readonly id: number;
  entry: QueueEntry | undefined;
}

/** Dropped slots that a compaction waits for, besides as many as there are letters. */
const MIN_DROPPED = 32;

/**
 * Letters in ascending order of their ids, which may have gaps. Limited by number and by size: beyond that it drops superseded
 * letters first, in the order in which they were superseded, and then the oldest. It always holds the newest. All methods take
 * constant amortized time, except for a binary search by id.
 *
 * Letters are visited by index. An index is valid until the next `push`.
 */
export class LetterQueue {
  readonly #max: QueueBounds;
  readonly #onDrop: (entry: QueueEntry) => void;
  #slots: Slot[] = [];
  /** The index of the oldest letter that is held. */
  #head = 0;
  /** The superseded letters in that order. Those before `#supersededHead` are dropped. */
  #superseded: Slot[] = [];
  #supersededHead = 0;
  #letters = 0;
  #bytes = 0;

  constructor({ letters, bytes }: QueueBounds, onDrop: (entry: QueueEntry) => void) {
    this.#max = { letters: letters || Infinity, bytes: bytes || Infinity };
    this.#onDrop = onDrop;
  }

  /**
   * Fills an empty queue with letters in ascending order, and drops those beyond the bounds.
   *
   * @param superseded the ids of the superseded ones, in the order in which they were superseded
   */
  restore(entries: readonly QueueEntry[], superseded: readonly number[]) {
    for (const entry of entries) this.#add(entry);
    for (const id of superseded) {
      const entry = this.get(id);
      if (entry) this.replace({ ...entry, isSuperseded: true });
    }
    this.#dropExcess();
  }

  /** Returns the letters in ascending order, and the ids of the superseded ones in the order in which they were superseded. */
  state(): LetterQueueState {
    const letters = this.#slots.flatMap(({ entry }) => (entry ? [entry.letter] : []));
    const superseded = this.#superseded.slice(this.#supersededHead).flatMap(({ id, entry }) => (entry ? [id] : []));
    return { letters, superseded };
  }

  /** The id of the oldest letter that is held, or `undefined` if there is none. */
  get oldest(): number | undefined {
    return this.#slots[this.#head]?.id;
  }

  /** Adds a letter with a larger id than all others, and drops letters beyond the bounds. */
  push(entry: QueueEntry) {
    this.#add(entry);
    this.#dropExcess();
    if (this.#slots.length > 2 * this.#letters + MIN_DROPPED) this.#compact();
  }

  /** Replaces the letter with the id of `entry`, if it is held. */
  replace(entry: QueueEntry) {
    const slot = this.#slots[this.#slotFrom(entry.letter.id)];
    if (slot?.id !== entry.letter.id || !slot.entry) return;
    this.#bytes += entry.bytes - slot.entry.bytes;
    if (entry.isSuperseded && !slot.entry.isSuperseded) this.#superseded.push(slot);
    slot.entry = entry;
  }

  /** Returns the letter with this id, if it is held. */
  get(id: number): QueueEntry | undefined {
    const slot = this.#slots[this.#slotFrom(id)];
    return slot?.id === id ? slot.entry : undefined;
  }

  /** Returns the letter at an index that a method of this queue returned; `undefined` beyond the newest. */
  at(index: number): QueueEntry | undefined {
    return this.#slots[index]?.entry;
  }

  /** Returns the index of the first letter with `id` or a larger one, or of the place after the newest letter. */
  indexFrom(id: number): number {
    return this.indexAfter(this.#slotFrom(id) - 1);
  }

  /** Returns the index of the next letter after `index`, or of the place after the newest letter. */
  indexAfter(index: number): number {
    let next = Math.max(index + 1, this.#head);
    while (next < this.#slots.length && !this.#slots[next]?.entry) next++;
    return next;
  }

  /** Visits the letters with a smaller id than `before` from the newest to the oldest; all of them if it is missing. */
  *newestFirst(before = Infinity): Generator<QueueEntry, undefined> {
    for (let index = this.#slotFrom(before) - 1; index >= this.#head; index--) {
      const entry = this.#slots[index]?.entry;
      if (entry) yield entry;
    }
  }

  #add(entry: QueueEntry) {
    this.#slots.push({ id: entry.letter.id, entry });
    this.#letters++;
    this.#bytes += entry.bytes;
  }

  #dropExcess() {
    while (this.#letters > 1 && (this.#letters > this.#max.letters || this.#bytes > this.#max.bytes)) {
      this.#drop(this.#nextSuperseded() ?? this.#slots[this.#head]);
    }
  }

  #slotFrom(id: number) {
    return firstIndexWhere(this.#slots.length, (index) => (this.#slots[index]?.id ?? id) >= id);
  }

  #nextSuperseded(): Slot | undefined {
    const slot = this.#superseded[this.#supersededHead];
    if (slot) this.#supersededHead++;
    return slot;
  }

  #drop(slot: Slot | undefined) {
    if (!slot?.entry) return;
    const { entry } = slot;
    slot.entry = undefined;
    this.#letters--;
    this.#bytes -= entry.bytes;
    this.#head = this.indexAfter(this.#head - 1);
    this.#onDrop(entry);
  }

  #compact() {
    this.#slots = this.#slots.filter(({ entry }) => entry !== undefined);
    this.#head = 0;
    this.#superseded = this.#superseded.slice(this.#supersededHead);
    this.#supersededHead = 0;
  }
}
