import { firstIndexWhere } from './first-index.ts';

/** The letters that a log remembers at least. Bounds its memory. */
const MIN_REMEMBERED = 5_000;
/** How many more it may remember, so that it rarely moves its ids. */
const SLACK = 500;

/**
 * Ids of letters, sorted, to count those in a range. Remembers at least the 5,000 largest, and of the others their number, their
 * smallest id and their largest one.
 */
export class LetterLog {
  readonly #ids: number[];
  #forgotten: ForgottenLetters;

  /** @param state what `state` returned */
  constructor({ ids, forgotten }: LetterLogState = { ids: [], forgotten: NONE_FORGOTTEN }) {
    this.#ids = ids.slice();
    this.#forgotten = forgotten;
  }

  state(): LetterLogState {
    return { ids: this.#ids.slice(), forgotten: this.#forgotten };
  }

  /** Adds an id that is not in the log yet. Fast for ids that are added in nearly ascending order. */
  add(id: number) {
    this.#ids.splice(this.#indexOf(id), 0, id);
    if (this.#ids.length > MIN_REMEMBERED + SLACK) this.#forget(this.#ids.splice(0, SLACK));
  }

  has(id: number): boolean {
    return this.#ids[this.#indexOf(id)] === id;
  }

  /** Returns the number of ids with `start <= id < end`. Forgotten ones count only if all of them are in this range. */
  countBetween(start: number, end: number): number {
    const { count, first, last } = this.#forgotten;
    const forgotten = start <= first && last < end ? count : 0;
    return forgotten + this.#indexOf(end) - this.#indexOf(start);
  }

  /** @param ids ascending */
  #forget(ids: readonly number[]) {
    const { count, first, last } = this.#forgotten;
    const [smallest = 0, largest = 0] = [ids[0], ids.at(-1)];
    this.#forgotten =
      count === 0
        ? { count: ids.length, first: smallest, last: largest }
        : { count: count + ids.length, first: Math.min(first, smallest), last: Math.max(last, largest) };
  }

  #indexOf(id: number) {
    const last = this.#ids.at(-1);
    if (last === undefined || last < id) return this.#ids.length;
    return firstIndexWhere(this.#ids.length, (index) => (this.#ids[index] ?? id) >= id);
  }
}

/** The letters that a log has forgotten: their number, the smallest id and the largest one, both 0 if there are none. */
interface ForgottenLetters {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

const NONE_FORGOTTEN: ForgottenLetters = { count: 0, first: 0, last: 0 };

/** The ids that a log remembers, ascending, and what it knows of the others. */
export interface LetterLogState {
  readonly ids: readonly number[];
  readonly forgotten: ForgottenLetters;
}
