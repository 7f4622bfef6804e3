import { fixedLimits, type Letter, type Mail, type Reset, type RoomEvent } from '@mailroom/shared';
import { utf8Length } from './utf8-length.ts';

/** Whose letters to read: those for everyone and those addressed to `address`, none of them before number `first`. */
export interface Reader {
  readonly address: string;
  readonly firstLetterId: number;
}

interface Entry {
  readonly letter: Letter;
  readonly recipient: string | undefined;
  readonly bytes: number;
}

/** What happened in the room, as letters numbered 0, 1, 2, … without a hole. Keeps the newest, bounded by count and by bytes. */
export class Ledger {
  readonly epoch: string;
  readonly #most: { letters: number; bytes: number };
  readonly #entries: Entry[] = [];
  #oldest = 0;
  #bytes = 0;
  /** The letters that are not for everyone, kept for a while after the ledger let go of them, so that `missed` stays exact. */
  readonly #targeted: { id: number; to: string }[] = [];
  /** Mail that is the same for all who read from the same number; good until the next letter, or until one is blanked. */
  readonly #shared = new Map<number, Mail>();

  constructor({ epoch, maxLetters, maxBytes }: { epoch: string; maxLetters: number; maxBytes: number }) {
    this.epoch = epoch;
    this.#most = { letters: maxLetters || Infinity, bytes: maxBytes || Infinity };
  }

  /** The number of the oldest letter still held. */
  get oldest() {
    return this.#oldest;
  }

  /** The number that the next letter will get. */
  get next() {
    return this.#oldest + this.#entries.length;
  }

  /** Adds a letter for everyone, or for `to` alone. */
  append(event: RoomEvent, at: number, to?: string): Letter {
    const letter = { id: this.next, at, event };
    const bytes = bytesOf(letter);
    this.#entries.push({ letter, recipient, bytes });
    this.#bytes += bytes;
    this.#shared.clear();
    if (to !== undefined) this.#noteAddressed(letter.id, to);
    while (this.#entries.length > 1 && (this.#entries.length > this.#most.letters || this.#bytes > this.#most.bytes)) {
      this.#bytes -= this.#entries.shift()?.bytes ?? 0;
      this.#oldest++;
    }
    return letter;
  }

  /** Takes the text out of these letters, as far as they are held; all else of them stays. Mail that was handed out is not touched. */
  redact(ids: readonly number[]) {
    for (const id of ids) {
      const entry = this.#entries[id - this.#oldest];
      if (!entry || !('text' in entry.letter.event)) continue;
      const letter = { ...entry.letter, event: { ...entry.letter.event, text: '' } };
      const bytes = bytesOf(letter);
      this.#entries[id - this.#oldest] = { ...entry, letter, bytes };
      this.#bytes += bytes - entry.bytes;
    }
    this.#shared.clear();
  }

  /** What to tell a reader whose cursor means nothing here: it belongs to another ledger, or lies beyond the next letter. */
  resetFor({ since, epoch = this.epoch }: { since: number; epoch?: string | undefined }): Reset | undefined {
    const { epoch: own, oldest, next } = this;
    if (epoch !== own) return { type: 'reset', why: 'epoch', epoch: own, oldest, next };
    return since > next ? { type: 'reset', why: 'future', epoch: own, oldest, next } : undefined;
  }

  /** The mail for `reader` from number `since` on, or nothing when there is none yet. */
  mailFor(reader: Reader, since: number): Mail | undefined {
    if (since >= this.next) return undefined;
    const lastAddressed = this.#targeted.at(-1);
    const sameForAll = since >= reader.firstLetterId && (lastAddressed === undefined || lastAddressed.id < since);
    if (!sameForAll) return this.#gather(reader, since);
    const shared = this.#shared.get(since) ?? this.#gather(reader, since);
    if (shared) this.#shared.set(since, shared);
    return shared;
  }

  /** The number from which on there are `count` letters for everyone, or as many as the ledger holds. */
  tailStart(count: number): number {
    let id = this.next;
    for (let left = count; left > 0 && id > this.#oldest;) {
      if (this.#entries[--id - this.#oldest]?.recipient === undefined) left--;
    }
    return id;
  }

  /** The last `count` letters that `reader` may read, ascending. */
  tail(reader: Reader, count: number): Letter[] {
    const letters: Letter[] = [];
    const start = Math.max(reader.firstLetterId, this.#oldest);
    for (let id = this.next - 1; id >= start && letters.length < count; id--) {
      const entry = this.#entries[id - this.#oldest];
      if (entry && isFor(entry, reader)) letters.push(entry.letter);
    }
    return letters.toReversed();
  }

  #gather(reader: Reader, since: number): Mail | undefined {
    const start = Math.max(since, reader.firstLetterId);
    const missed = this.#missed(reader, start);
    const letters: Letter[] = [];
    let bytes = 0;
    let next = Math.max(start, this.#oldest);
    for (; next < this.next; next++) {
      const entry = this.#entries[next - this.#oldest];
      if (!entry || !isFor(entry, reader)) continue;
      const isFull = letters.length === fixedLimits.lettersPerMail || bytes + entry.bytes > fixedLimits.bytesPerMail;
      if (isFull && letters.length > 0) break;
      letters.push(entry.letter);
      bytes += entry.bytes;
    }
    if (letters.length === 0 && missed === 0) return undefined;
    return { type: 'mail', epoch: this.epoch, from: since, next, missed, letters };
  }

  #missed(reader: Reader, start: number) {
    if (start >= this.#oldest) return 0;
    const forOthers = this.#targeted.filter(({ id, to }) => id >= start && id < this.#oldest && to !== reader.address);
    return this.#oldest - start - forOthers.length;
  }

  #noteAddressed(id: number, to: string) {
    this.#targeted.push({ id, to });
    if (this.#targeted.length > MAX_TARGETED) this.#targeted.shift();
  }
}

const MAX_TARGETED = 10_000;

const bytesOf = (letter: Letter) => utf8Length(JSON.stringify(letter));

const isFor = (entry: Entry, reader: Reader) => entry.recipient === undefined || entry.recipient === reader.address;
