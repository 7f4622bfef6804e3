import type { Sight } from './rows-to-render.ts';

/** How near the end counts as at the end, in CSS pixels. */
const NEAR = 48;
/** For how long after the last step of a scrolling it may still go on, in ms. */
const STILL_MS = 150;

/**
 * Where the reader is in a scrolled list: at its end, which they stay at as it grows, or at the rows in sight, which stay where they are
 * on the screen whatever comes, goes or changes its height around them. It looks where rows really are, and foresees nothing.
 */
export class Place {
  readonly #scroller: HTMLElement;
  readonly #list: HTMLElement;
  #isAtEnd = true;
  /** Where the rows in sight were last, by their keys. */
  #inSight: readonly { readonly key: string; readonly top: number }[] = [];
  /** By how much the list is pushed down for its rows to stay where they are, where scrolling cannot do it, in CSS pixels. */
  #pushed = 0;
  #scrolledTo = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(scroller: HTMLElement, list: HTMLElement) {
    this.#scroller = scroller;
    this.#list = list;
  }

  get sight(): Sight {
    const top = topOf(this.#scroller) - topOf(this.#list);
    return { top, height: this.#scroller.clientHeight, isAtEnd: this.#isAtEnd };
  }

  /** The key of the lowest row in sight. */
  get lowest(): string | undefined {
    const bottom = topOf(this.#scroller) + this.#scroller.clientHeight;
    const row = rowsIn(this.#list).findLast((each) => topOf(each) < bottom);
    return row && keyOf(row);
  }

  /** The reader scrolled, or was scrolled. */
  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    this.#isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    this.#scrolledTo = scrollTop;
    this.#look();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      this.keep();
    }, STILL_MS);
  }

  /** Rows came, went, or changed their height: puts the reader back to where they were. */
  keep() {
    if (this.#wasScrolled()) this.scrolled();
    if (this.#isAtEnd) return this.goToEnd();
    if (this.#drift() !== 0 || Math.abs(this.#pushed) >= 1) this.#putBack();
    this.#look();
  }

  goToEnd() {
    this.#isAtEnd = true;
    this.#push(0);
    this.#scrollTo(this.#scroller.scrollHeight);
  }

  stop() {
    clearTimeout(this.#rest);
  }

  /** Whether they were scrolled already, by an event that is still to come. To be moved because the list became shorter is no scrolling. */
  #wasScrolled(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return Math.abs(scrollTop - Math.min(this.#scrolledTo, scrollHeight - clientHeight)) >= 1;
  }

  #putBack() {
    // Phones forget the swing of a finger when they are told where to scroll to.
    if (this.#rest === undefined) {
      this.#push(0);
      this.#scrollTo(this.#scroller.scrollTop + this.#drift());
    }
    // Scrolling goes by whole pixels, and many little moves would add up.
    this.#push(this.#pushed - this.#drift());
  }

  #scrollTo(top: number) {
    this.#scroller.scrollTop = top;
    this.#scrolledTo = this.#scroller.scrollTop;
  }

  #push(by: number) {
    if (by === this.#pushed) return;
    this.#pushed = by;
    this.#list.style.marginBlockStart = by === 0 ? '' : `${by}px`;
  }

  #look() {
    const top = topOf(this.#scroller);
    const bottom = top + this.#scroller.clientHeight;
    this.#inSight = rowsIn(this.#list).flatMap((row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > top && box.top < bottom ? { key: keyOf(row), top: box.top - top } : [];
    });
  }

  /** By how much the first row that is still there of those in sight has moved. */
  #drift(): number {
    const rows = new Map(rowsIn(this.#list).map((row) => [keyOf(row), row]));
    for (const { key, top } of this.#inSight) {
      const row = rows.get(key);
      if (row) return topOf(row) - topOf(this.#scroller) - top;
    }
    return 0;
  }
}

const rowsIn = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>(':scope > [data-key]')];
const keyOf = (row: HTMLElement) => row.dataset['key'] ?? '';
const topOf = (element: Element) => element.getBoundingClientRect().top;
