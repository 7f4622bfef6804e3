interface Entry<Value> {
  readonly value: Value;
  readonly setAt: number;
}

/** A map whose entries expire after `ttlMs` and that holds at most `maxSize` of them. Evicts the oldest first. */
export class ExpiringMap<Value> {
  readonly #ttlMs: number;
  readonly #maxSize: number;
  /** In the order in which the entries were set. */
  readonly #entries = new Map<string, Entry<Value>>();

  constructor({ ttlMs, maxSize }: { ttlMs: number; maxSize: number }) {
    this.#ttlMs = ttlMs;
    this.#maxSize = maxSize;
  }

  get size() {
    return this.#entries.size;
  }

  /** Returns the value, unless it has expired at `now`. */
  get(id: string, now: number): Value | undefined {
    const entry = this.#entries.get(id);
    return entry && now - entry.setAt <= this.#ttlMs ? entry.value : undefined;
  }

  /** Lists the entries and when they were set, the oldest first. */
  entries(): [id: string, value: Value, setAt: number][] {
    return Array.from(this.#entries, ([id, { value, setAt }]) => [id, value, setAt]);
  }

  /** Sets a value that expires `ttlMs` after `now` (ms of a monotonic clock), and prunes. */
  set(id: string, value: Value, now: number) {
    // A Map keeps the position of an existing key; deleting it first keeps the entries in order of age.
    this.#entries.delete(id);
    this.#entries.set(id, { value, setAt: now });
    this.prune(now);
  }

  /** Removes the entries that are older than `ttlMs` at `now`, and the oldest ones beyond `maxSize`. */
  prune(now: number) {
    for (const [id, { setAt }] of this.#entries) {
      if (this.#entries.size <= this.#maxSize && now - setAt <= this.#ttlMs) return;
      this.#entries.delete(id);
    }
  }
}
