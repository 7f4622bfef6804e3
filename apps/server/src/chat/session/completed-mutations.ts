/** The result of a mutation, and what a repeated one is compared with. */
export interface CompletedMutation {
  /** The digest of the type and arguments. Equal mutations have equal ones. */
  readonly requestDigest: string;
  /** The id of the letter that announced the mutation. */
  readonly letterId: number;
  /** When that letter was appended, in ms since 1970. */
  readonly at: number;
  /** Whether it sent a message that its author may change, as far as it is young enough. False after its deletion. */
  readonly isMessage: boolean;
}

/** The part of a session's mutations that the journal keeps. Each field is a column; the oldest mutation comes first. */
export interface CompletedMutationsState {
  readonly mutationIds: readonly string[];
  readonly requestDigests: readonly string[];
  /** Twice the id of the letter, and 1 more for a message. */
  readonly letters: readonly number[];
  readonly dates: readonly number[];
  readonly completedAt: readonly number[];
}

/**
 * The mutations that one session executed in the last `ttlMs`, at most `maxSize` of them. Forgets the oldest first.
 *
 * Each takes less than 200 bytes, whatever its text: in columns, because an object for each would take 60 bytes more.
 */
export class CompletedMutations {
  readonly #ttlMs: number;
  readonly #maxSize: number;
  /** The sequence number of each mutation, by its mutation id. In ascending order. */
  readonly #sequenceNumbers = new Map<string, number>();
  /** The sequence number of the first item of each column. */
  #first = 0;
  readonly #requestDigests: string[];
  /** Twice the id of the letter, and 1 more for a message. */
  readonly #letters: number[];
  readonly #dates: number[];
  readonly #completedAt: number[];

  constructor({ ttlMs, maxSize }: { ttlMs: number; maxSize: number }, state?: CompletedMutationsState) {
    this.#ttlMs = ttlMs;
    this.#maxSize = maxSize;
    for (const [index, mutationId] of (state?.mutationIds ?? []).entries()) {
      this.#sequenceNumbers.set(mutationId, index);
    }
    this.#requestDigests = [...(state?.requestDigests ?? [])];
    this.#letters = [...(state?.letters ?? [])];
    this.#dates = [...(state?.dates ?? [])];
    this.#completedAt = [...(state?.completedAt ?? [])];
  }

  get size() {
    return this.#sequenceNumbers.size;
  }

  state(): CompletedMutationsState {
    return {
      mutationIds: [...this.#sequenceNumbers.keys()],
      requestDigests: this.#requestDigests.slice(),
      letters: this.#letters.slice(),
      dates: this.#dates.slice(),
      completedAt: this.#completedAt.slice(),
    };
  }

  /** Returns the mutation with this id and when it was completed, unless that was more than `ttlMs` before `now`. */
  get(mutationId: string, now: number): (CompletedMutation & { readonly completedAt: number }) | undefined {
    const index = this.#indexOf(mutationId);
    const requestDigest = this.#requestDigests[index];
    const letter = this.#letters[index];
    const at = this.#dates[index];
    const completedAt = this.#completedAt[index];
    if (requestDigest === undefined || letter === undefined || at === undefined || completedAt === undefined)
      return undefined;
    if (now - completedAt > this.#ttlMs) return undefined;
    return { requestDigest, letterId: Math.floor(letter / 2), at, completedAt, isMessage: letter % 2 === 1 };
  }

  /** Adds a mutation that was completed at `now` (ms of a monotonic clock), and prunes. There must be none with this id. */
  add(mutationId: string, { requestDigest, letterId, at, isMessage }: CompletedMutation, now: number) {
    this.#sequenceNumbers.set(mutationId, this.#first + this.#completedAt.length);
    this.#requestDigests.push(requestDigest);
    this.#letters.push(letterId * 2 + (isMessage ? 1 : 0));
    this.#dates.push(at);
    this.#completedAt.push(now);
    this.prune(now);
  }

  /** Marks a message as deleted: it cannot be changed any more. */
  markDeleted(mutationId: string) {
    const index = this.#indexOf(mutationId);
    const letter = this.#letters[index];
    if (letter !== undefined) this.#letters[index] = letter - (letter % 2);
  }

  /** Forgets the mutations that are older than `ttlMs` at `now`, and the oldest ones beyond `maxSize`. */
  prune(now: number) {
    const isKept = (completedAt: number, index: number) =>
      this.size - index <= this.#maxSize && now - completedAt <= this.#ttlMs;
    const firstKept = this.#completedAt.findIndex(isKept);
    const count = firstKept === -1 ? this.size : firstKept;
    if (count === 0) return;
    for (const mutationId of this.#sequenceNumbers.keys()) {
      if (this.#indexOf(mutationId) >= count) break;
      this.#sequenceNumbers.delete(mutationId);
    }
    for (const column of [this.#requestDigests, this.#letters, this.#dates, this.#completedAt]) {
      column.splice(0, count);
    }
    this.#first += count;
  }

  /** The index in the columns; -1 if there is no mutation with this id. */
  #indexOf(mutationId: string) {
    const sequenceNumber = this.#sequenceNumbers.get(mutationId);
    return sequenceNumber === undefined ? -1 : sequenceNumber - this.#first;
  }
}
