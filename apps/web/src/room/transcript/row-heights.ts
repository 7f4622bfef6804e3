/** How tall each row of a list is, in CSS pixels: as it was drawn last, or until it was, as tall as the first ones were on average. */
export class RowHeights {
  readonly #measured = new Map<string, number>();
  #sum = 0;
  #average = 40;
  /** What was asked for last: it is asked for again and again. */
  #cachedTops: { readonly keys: readonly string[]; readonly tops: Float64Array } | undefined;

  /** Notes how tall a row was drawn. Answers whether that is news. */
  set(key: string, height: number): boolean {
    const before = this.#measured.get(key);
    if (before === height) return false;
    this.#measured.set(key, height);
    this.#cachedTops = undefined;
    this.#sum += height - (before ?? 0);
    // Then it stays: all that is guessed would move a little with each row that comes.
    if (this.#measured.size <= AVERAGE_OF_FIRST) this.#average = this.#sum / this.#measured.size;
    return true;
  }

  /** Where each row begins, from the beginning of the list; one more tells where the last one ends. */
  tops(keys: readonly string[]): Float64Array {
    if (this.#cachedTops?.keys === keys) return this.#cachedTops.tops;
    const tops = new Float64Array(keys.length + 1);
    let top = 0;
    for (const [index, key] of keys.entries()) {
      top += this.#measured.get(key) ?? this.#average;
      tops[index + 1] = top;
    }
    this.#cachedTops = { keys, tops };
    return tops;
  }
}

const AVERAGE_OF_FIRST = 100;
