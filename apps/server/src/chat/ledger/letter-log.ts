import { firstIndexWhere } from './first-index.ts';

/** The letters that a log remembers at least. Bounds its memory. */
const MIN_REMEMBERED = 5_000;
/** How many more it may remember, so that it rarely moves its ids. */
const SLACK = 500;

/** Ids of letters, sorted, to count those in a range. Remembers at least the 5,000 largest. */
export class LetterLog {
  readonly #ids: number[];

  /** @param ids what `state` returned */
  constructor(ids: readonly number[] = []) {
    this.#ids = ids.slice();
  }

  /** Lists the ids, ascending. */
  state(): number[] {
    return this.#ids.slice();
  }

  /** Adds an id that is not in the log yet. Fast for ids that are added in nearly ascending order. */
  add(id: number) {
    this.#ids.splice(this.#indexOf(id), 0, id);
    if (this.#ids.length > MIN_REMEMBERED + SLACK) this.#ids.splice(0, SLACK);
  }

  has(id: number): boolean {
    return this.#ids[this.#indexOf(id)] === id;
  }

  /** Returns the number of ids with `start <= id < end`. */
  countBetween(start: number, end: number): number {
    return this.#indexOf(end) - this.#indexOf(start);
  }

  #indexOf(id: number) {
    const last = this.#ids.at(-1);
    if (last === undefined || last < id) return this.#ids.length;
    return firstIndexWhere(this.#ids.length, (index) => (this.#ids[index] ?? id) >= id);
  }
}
