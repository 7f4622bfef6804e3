import type { Viewport } from './rows-to-render.ts';

/** How near the end counts as at the end, in CSS pixels. */
const AT_END_WITHIN = 48;
/** For how long after the last step of a scrolling it may still go on, in ms. */
const SETTLE_MS = 150;

/**
 * Where the reader is in a scrolled list: at its end, which they stay at as it grows, or at the rows in sight, which stay where they are
 * on the screen whatever comes, goes or changes its height around them. It looks where rows really are, and foresees nothing.
 */
export class ScrollAnchor {
  readonly #scroller: HTMLElement;
  readonly #list: HTMLElement;
  #isAtEnd = true;
  /** Where the rows in sight were last, by their keys. */
  #visible: readonly { readonly key: string; readonly top: number }[] = [];
  /** By how much the list is pushed down for its rows to stay where they are, where scrolling cannot do it, in CSS pixels. */
  #margin = 0;
  #lastScrollTop = 0;
  #settleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(scroller: HTMLElement, list: HTMLElement) {
    this.#scroller = scroller;
    this.#list = list;
  }

  get viewport(): Viewport {
    const top = topOf(this.#scroller) - topOf(this.#list);
    return { top, height: this.#scroller.clientHeight, isAtEnd: this.#isAtEnd };
  }

  /** The key of the lowest row in sight. */
  get lastVisibleKey(): string | undefined {
    const bottom = topOf(this.#scroller) + this.#scroller.clientHeight;
    const row = rowsIn(this.#list).findLast((each) => topOf(each) < bottom);
    return row && keyOf(row);
  }

  /** The reader scrolled, or was scrolled. */
  onScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    this.#isAtEnd = scrollHeight - scrollTop - clientHeight < AT_END_WITHIN;
    this.#lastScrollTop = scrollTop;
    this.#recordVisible();
    clearTimeout(this.#settleTimer);
    this.#settleTimer = setTimeout(() => {
      this.#settleTimer = undefined;
      this.restore();
    }, SETTLE_MS);
  }

  /** Rows came, went, or changed their height: puts the reader back to where they were. */
  restore() {
    if (this.#wasScrolled()) this.onScroll();
    if (this.#isAtEnd) return this.scrollToEnd();
    if (this.#drift() !== 0 || Math.abs(this.#margin) >= 1) this.#restoreOffset();
    this.#recordVisible();
  }

  scrollToEnd() {
    this.#isAtEnd = true;
    this.#setMargin(0);
    this.#scrollTo(this.#scroller.scrollHeight);
  }

  stop() {
    clearTimeout(this.#settleTimer);
  }

  /** Whether they were scrolled already, by an event that is still to come. To be moved because the list became shorter is no scrolling. */
  #wasScrolled(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return Math.abs(scrollTop - Math.min(this.#lastScrollTop, scrollHeight - clientHeight)) >= 1;
  }

  #restoreOffset() {
    // Phones forget the swing of a finger when they are told where to scroll to.
    if (this.#settleTimer === undefined) {
      this.#setMargin(0);
      this.#scrollTo(this.#scroller.scrollTop + this.#drift());
    }
    // Scrolling goes by whole pixels, and many little moves would add up.
    this.#setMargin(this.#margin - this.#drift());
  }

  #scrollTo(top: number) {
    this.#scroller.scrollTop = top;
    this.#lastScrollTop = this.#scroller.scrollTop;
  }

  #setMargin(by: number) {
    if (by === this.#margin) return;
    this.#margin = by;
    this.#list.style.marginBlockStart = by === 0 ? '' : `${by}px`;
  }

  #recordVisible() {
    const top = topOf(this.#scroller);
    const bottom = top + this.#scroller.clientHeight;
    this.#visible = rowsIn(this.#list).flatMap((row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > top && box.top < bottom ? { key: keyOf(row), top: box.top - top } : [];
    });
  }

  /** By how much the first row that is still there of those in sight has moved. */
  #drift(): number {
    const rows = new Map(rowsIn(this.#list).map((row) => [keyOf(row), row]));
    for (const { key, top } of this.#visible) {
      const row = rows.get(key);
      if (row) return topOf(row) - topOf(this.#scroller) - top;
    }
    return 0;
  }
}

const rowsIn = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>(':scope > [data-key]')];
const keyOf = (row: HTMLElement) => row.dataset['key'] ?? '';
const topOf = (element: Element) => element.getBoundingClientRect().top;
