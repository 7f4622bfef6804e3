/**
 * The heights of the rows of a list, in CSS pixels. A row that was never measured has the average height of the first measured ones, at most
 * 200 px.
 */
export class RowHeights {
  readonly #measured = new Map<string, number>();
  #sum = 0;
  #average = 40;
  /** The last result of `tops`, which is asked for on each render and each scroll event. */
  #cachedTops: { readonly keys: readonly string[]; readonly tops: Float64Array } | undefined;

  /** Sets the measured height of a row. Returns whether it changed. */
  set(key: string, height: number): boolean {
    const before = this.#measured.get(key);
    if (before === height) return false;
    this.#measured.set(key, height);
    this.#cachedTops = undefined;
    this.#sum += height - (before ?? 0);
    // Fixed from then on: with each change of the average all rows that were never measured would move.
    if (this.#measured.size <= AVERAGE_OF_FIRST) this.#average = Math.min(MAX_AVERAGE, this.#sum / this.#measured.size);
    return true;
  }

  /** Returns the top of each row, and the end of the last one, in CSS pixels from the top of the list. */
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

/** The number of measured rows of which the average is taken. */
const AVERAGE_OF_FIRST = 100;
/**
 * In CSS pixels. If rows turn out to be many times lower than expected, it takes as many updates to fill the screen, and React allows 50 in a
 * row.
 */
const MAX_AVERAGE = 200;
