import { fixedLimits, type Letter, type Mail, type Reset, type RoomEvent } from '@mailroom/shared';
import { utf8Length } from './utf8-length.ts';

/** A reader of the ledger. It reads the letters for everyone and those sent to `address`. */
export interface Reader {
  readonly address: string;
  /** The id of the first letter that the reader may read. */
  readonly firstLetterId: number;
}

interface Entry {
  readonly letter: Letter;
  /** The only address that may read the letter; `undefined` for everyone. */
  readonly recipient: string | undefined;
  readonly bytes: number;
}

/** The letters of the room, numbered 0, 1, 2, … without gaps. Holds the newest, limited by count and by bytes. */
export class Ledger {
  readonly epoch: string;
  readonly #max: { letters: number; bytes: number };
  readonly #entries: Entry[] = [];
  #oldest = 0;
  #bytes = 0;
  /** The latest letters with a recipient, including letters the ledger no longer holds, so that `missed` stays exact. */
  readonly #targeted: { id: number; recipient: string }[] = [];
  /** Mail that is the same for all readers, by its first letter id. Valid until a letter is appended or redacted. */
  readonly #sharedMail = new Map<number, Mail>();

  /** `maxBytes` counts UTF-8 bytes of the letters' JSON. 0 for either bound: no limit. */
  constructor({ epoch, maxLetters, maxBytes }: { epoch: string; maxLetters: number; maxBytes: number }) {
    this.epoch = epoch;
    this.#max = { letters: maxLetters || Infinity, bytes: maxBytes || Infinity };
  }

  /** The id of the oldest letter that the ledger holds. */
  get oldest() {
    return this.#oldest;
  }

  /** The id that the next letter will get. */
  get next() {
    return this.#oldest + this.#entries.length;
  }

  /** Appends a letter for everyone or for one `recipient`, and drops the oldest beyond the bounds. `at` is in ms since 1970. */
  append(event: RoomEvent, at: number, recipient?: string): Letter {
    const letter = { id: this.next, at, event };
    const bytes = sizeInBytes(letter);
    this.#entries.push({ letter, recipient, bytes });
    this.#bytes += bytes;
    this.#sharedMail.clear();
    if (recipient !== undefined) this.#recordTargeted(letter.id, recipient);
    while (this.#entries.length > 1 && (this.#entries.length > this.#max.letters || this.#bytes > this.#max.bytes)) {
      this.#bytes -= this.#entries.shift()?.bytes ?? 0;
      this.#oldest++;
    }
    return letter;
  }

  /**
   * Empties the text of a message: of letter `id`, which sent it, and of those that edited it. Skips letters that the ledger no
   * longer holds. Does not change mail that was returned before.
   */
  redactMessage(id: number) {
    for (let index = Math.max(id - this.#oldest, 0); index < this.#entries.length; index++) {
      const entry = this.#entries[index];
      if (!entry || !isOfMessage(entry.letter, id)) continue;
      const letter = { ...entry.letter, event: { ...entry.letter.event, text: '' } };
      const bytes = sizeInBytes(letter);
      this.#entries[index] = { ...entry, letter, bytes };
      this.#bytes += bytes - entry.bytes;
    }
    this.#sharedMail.clear();
  }

  /** Returns a reset if the cursor belongs to another ledger or is beyond the next letter. */
  resetFor({ since, epoch = this.epoch }: { since: number; epoch?: string | undefined }): Reset | undefined {
    const { epoch: ownEpoch, oldest, next } = this;
    if (epoch !== ownEpoch) return { type: 'reset', why: 'epoch', epoch: ownEpoch, oldest, next };
    return since > next ? { type: 'reset', why: 'future', epoch: ownEpoch, oldest, next } : undefined;
  }

  /** Returns the mail for `reader` from letter `since` on, or `undefined` if there is none. */
  mailFor(reader: Reader, since: number): Mail | undefined {
    if (since >= this.next) return undefined;
    const lastTargeted = this.#targeted.at(-1);
    const isSharable = since >= reader.firstLetterId && (lastTargeted === undefined || lastTargeted.id < since);
    if (!isSharable) return this.#collectMail(reader, since);
    const mail = this.#sharedMail.get(since) ?? this.#collectMail(reader, since);
    if (mail) this.#sharedMail.set(since, mail);
    return mail;
  }

  /** Returns the id from which on there are `count` letters for everyone, or as many as the ledger holds. */
  tailStart(count: number): number {
    let id = this.next;
    for (let left = count; left > 0 && id > this.#oldest;) {
      if (this.#entries[--id - this.#oldest]?.recipient === undefined) left--;
    }
    return id;
  }

  /** Returns the last `count` letters that `reader` may read, ascending. */
  tail(reader: Reader, count: number): Letter[] {
    const letters: Letter[] = [];
    const start = Math.max(reader.firstLetterId, this.#oldest);
    for (let id = this.next - 1; id >= start && letters.length < count; id--) {
      const entry = this.#entries[id - this.#oldest];
      if (entry && isReadableBy(entry, reader)) letters.push(entry.letter);
    }
    return letters.toReversed();
  }

  #collectMail(reader: Reader, since: number): Mail | undefined {
    const start = Math.max(since, reader.firstLetterId);
    const missed = this.#countMissed(reader, start);
    const letters: Letter[] = [];
    let bytes = 0;
    let next = Math.max(start, this.#oldest);
    for (; next < this.next; next++) {
      const entry = this.#entries[next - this.#oldest];
      if (!entry || !isReadableBy(entry, reader)) continue;
      const isFull = letters.length === fixedLimits.lettersPerMail || bytes + entry.bytes > fixedLimits.bytesPerMail;
      if (isFull && letters.length > 0) break;
      letters.push(entry.letter);
      bytes += entry.bytes;
    }
    if (letters.length === 0 && missed === 0) return undefined;
    return { type: 'mail', epoch: this.epoch, from: since, next, missed, letters };
  }

  #countMissed(reader: Reader, start: number) {
    if (start >= this.#oldest) return 0;
    const forOthers = this.#targeted.filter(
      ({ id, recipient }) => id >= start && id < this.#oldest && recipient !== reader.address,
    );
    return this.#oldest - start - forOthers.length;
  }

  #recordTargeted(id: number, recipient: string) {
    this.#targeted.push({ id, recipient });
    if (this.#targeted.length > MAX_TARGETED) this.#targeted.shift();
  }
}

const MAX_TARGETED = 10_000;

const sizeInBytes = (letter: Letter) => utf8Length(JSON.stringify(letter));

/** Whether the letter has a text of the message that letter `id` sent. */
const isOfMessage = ({ id: letterId, event }: Letter, id: number) =>
  event.type === 'said' ? letterId === id : event.type === 'edited' && event.letterId === id;

const isReadableBy = (entry: Entry, reader: Reader) =>
  entry.recipient === undefined || entry.recipient === reader.address;
