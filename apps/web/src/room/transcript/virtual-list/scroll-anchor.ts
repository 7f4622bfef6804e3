import { keyOf, rowsIn } from '../../../ui/row-elements.ts';
import type { Viewport } from './rows-to-render.ts';

/** The maximum distance from the end that counts as the end, in CSS pixels. */
const AT_END_WITHIN = 48;
/** The time after the last scroll event from which scrolling counts as finished, in ms. */
const SETTLE_MS = 150;

/**
 * Keeps the scroll position of a list while rows are added, removed or resized. At the end, it stays at the end; elsewhere, the visible rows
 * stay where they are on the screen. Reads the actual positions of the rows and predicts nothing.
 */
export class ScrollAnchor {
  readonly #scroller: HTMLElement;
  readonly #list: HTMLElement;
  #isAtEnd = true;
  /** The visible rows, with the offsets of their edges from the top of the scroller in CSS pixels. */
  #visible: readonly { readonly key: string; readonly top: number; readonly bottom: number }[] = [];
  /**
   * The edge by which a row keeps its place. A row that gets rows above it can lose its date or its header, which are at its top: then it keeps
   * its place by its bottom.
   */
  #edge: 'top' | 'bottom' = 'top';
  /** The top margin of the list, in CSS pixels. It corrects what scrolling cannot. */
  #margin = 0;
  #lastScrollTop = 0;
  /** Set while scrolling may continue. */
  #settleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(scroller: HTMLElement, list: HTMLElement) {
    this.#scroller = scroller;
    this.#list = list;
  }

  get viewport(): Viewport {
    const top = topOf(this.#scroller) - topOf(this.#list);
    return { top, height: this.#scroller.clientHeight, isAtEnd: this.#isAtEnd };
  }

  get lastVisibleKey(): string | undefined {
    const bottom = topOf(this.#scroller) + this.#scroller.clientHeight;
    const row = rowsIn(this.#list).findLast((each) => topOf(each) < bottom);
    return row && keyOf(row);
  }

  /** Call after the user or a script scrolled. */
  onScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    this.#isAtEnd = scrollHeight - scrollTop - clientHeight < AT_END_WITHIN;
    const isOwn = Math.abs(scrollTop - this.#lastScrollTop) < 1;
    this.#lastScrollTop = scrollTop;
    this.#recordVisible();
    // An event of the anchor's own scrolling. If rows come in several steps, the margin would grow, and nobody could scroll above it.
    if (isOwn) return;
    clearTimeout(this.#settleTimer);
    this.#settleTimer = setTimeout(() => {
      this.#settleTimer = undefined;
      this.restore();
    }, SETTLE_MS);
  }

  /** Call after rows were added above the others: restores the position before that. */
  restoreBelow() {
    this.#edge = 'bottom';
    this.restore();
    this.#edge = 'top';
  }

  /** Call after rows were added, removed or resized: restores the position before that. */
  restore() {
    if (this.#hasUnhandledScroll()) this.onScroll();
    if (this.#isAtEnd) return this.scrollToEnd();
    if (this.#drift() !== 0 || Math.abs(this.#margin) >= 1) this.#restoreOffset();
    this.#recordVisible();
  }

  scrollToEnd() {
    this.#isAtEnd = true;
    this.#setMargin(0);
    this.#scrollTo(this.#scroller.scrollHeight);
  }

  /** Ends the state of being at the end: if the list grows now, the visible rows stay where they are. */
  leaveEnd() {
    this.#isAtEnd = false;
    this.#recordVisible();
  }

  stop() {
    clearTimeout(this.#settleTimer);
  }

  /** Whether the position changed and the scroll event is still to come. A position that the browser clamped is no scroll. */
  #hasUnhandledScroll(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return Math.abs(scrollTop - Math.min(this.#lastScrollTop, scrollHeight - clientHeight)) >= 1;
  }

  #restoreOffset() {
    // Setting scrollTop stops the momentum of a swipe on phones.
    if (this.#settleTimer === undefined) {
      this.#setMargin(0);
      this.#scrollTo(this.#scroller.scrollTop + this.#drift());
    }
    // scrollTop is a whole number of pixels, and the rounding errors would add up.
    this.#setMargin(this.#margin - this.#drift());
  }

  #scrollTo(top: number) {
    this.#scroller.scrollTop = top;
    this.#lastScrollTop = this.#scroller.scrollTop;
  }

  #setMargin(margin: number) {
    if (margin === this.#margin) return;
    this.#margin = margin;
    this.#list.style.marginBlockStart = margin === 0 ? '' : `${margin}px`;
  }

  #recordVisible() {
    const top = topOf(this.#scroller);
    const bottom = top + this.#scroller.clientHeight;
    this.#visible = rowsIn(this.#list).flatMap((row) => {
      const box = row.getBoundingClientRect();
      const isVisible = box.bottom > top && box.top < bottom;
      return isVisible ? { key: keyOf(row), top: box.top - top, bottom: box.bottom - top } : [];
    });
  }

  /** How far the first recorded row that still exists has moved, in CSS pixels. */
  #drift(): number {
    const rows = new Map(rowsIn(this.#list).map((row) => [keyOf(row), row]));
    for (const { key, [this.#edge]: offset } of this.#visible) {
      const row = rows.get(key);
      if (row) return row.getBoundingClientRect()[this.#edge] - topOf(this.#scroller) - offset;
    }
    return 0;
  }
}

const topOf = (element: Element) => element.getBoundingClientRect().top;
