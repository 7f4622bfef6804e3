/** How tall each row of a list is, in CSS pixels: as it was drawn last, or until it was, as tall as the first ones were on average. */
export class RowHeights {
  readonly #drawn = new Map<string, number>();
  #sum = 0;
  #usual = 40;
  /** What was asked for last: it is asked for again and again. */
  #known: { readonly keys: readonly string[]; readonly tops: Float64Array } | undefined;

  /** Notes how tall a row was drawn. Answers whether that is news. */
  note(key: string, height: number): boolean {
    const before = this.#drawn.get(key);
    if (before === height) return false;
    this.#drawn.set(key, height);
    this.#known = undefined;
    this.#sum += height - (before ?? 0);
    // Then it stays: all that is guessed would move a little with each row that comes.
    if (this.#drawn.size <= LEARNT_FROM) this.#usual = this.#sum / this.#drawn.size;
    return true;
  }

  /** Where each row begins, from the beginning of the list; one more tells where the last one ends. */
  tops(keys: readonly string[]): Float64Array {
    if (this.#known?.keys === keys) return this.#known.tops;
    const tops = new Float64Array(keys.length + 1);
    let top = 0;
    for (const [index, key] of keys.entries()) {
      top += this.#drawn.get(key) ?? this.#usual;
      tops[index + 1] = top;
    }
    this.#known = { keys, tops };
    return tops;
  }
}

const LEARNT_FROM = 100;
