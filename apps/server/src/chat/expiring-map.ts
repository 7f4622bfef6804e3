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

  /** Returns the value, also if it has expired but was not pruned yet. */
  get(id: string): Value | undefined {
    return this.#entries.get(id)?.value;
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
