import { keyOf, rowsIn } from '../../../ui/row-elements.ts';
import type { Viewport } from './rows-to-render.ts';

/** The maximum distance from the end that counts as the end, in CSS pixels. */
const AT_END_WITHIN = 48;
/** The time after the last scroll event from which scrolling counts as finished, in ms, if no frame brings another one. */
const SETTLE_MS = 150;

/**
 * Keeps the scroll position of a list while rows are added, removed or resized. At the end, it stays at the end; elsewhere, the visible rows
 * stay where they are on the screen. Reads the actual positions of the rows and predicts nothing.
 */
export class ScrollAnchor {
  readonly #scroller: HTMLElement;
  readonly #list: HTMLElement;
  #isAtEnd = true;
  /** Whether the reader scrolls back, but not far from the end: they are at the end again unless they continue. */
  #returnsToEnd = false;
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
  /** Whether a key was pressed that may scroll, and nothing has scrolled since. */
  #isScrollExpected = false;
  /**
   * Where a key scrolls to. On the way, rows are rendered for the first time, and have other heights than expected: the browser stops where the
   * start or the end was when the key was pressed.
   */
  #destination: 'start' | 'end' | undefined;
  /** Whether changes of the list are ignored until `release` (printing). */
  #isHeld = false;

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
    if (this.#isHeld) return;
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    const below = scrollHeight - scrollTop - clientHeight;
    const isNearEnd = below < AT_END_WITHIN;
    const isOwn = Math.abs(scrollTop - this.#lastScrollTop) < 1;
    // A new message must not move a reader who begins to scroll back to the end again.
    const isScrollingBack = scrollTop < this.#lastScrollTop && below >= 1;
    if (!isOwn && this.#destination !== (isScrollingBack ? 'start' : 'end')) this.#destination = undefined;
    this.#lastScrollTop = scrollTop;
    // An event of the anchor's own scrolling. If rows come in several steps, the margin would grow, and nobody could scroll above it. Nor are
    // the visible rows recorded: they may have been resized meanwhile, and their position is still to be restored.
    if (isOwn) {
      this.#isAtEnd ||= isNearEnd;
      return;
    }
    this.#recordVisible();
    if (scrollTop < 1) this.#removeMarginAtStart();
    this.#isAtEnd = isNearEnd && !isScrollingBack;
    this.#returnsToEnd = isNearEnd;
    this.#isScrollExpected = false;
    this.#settleLater();
  }

  /** Call before a key that may scroll the list has its effect. `destination` is where it scrolls to, if it does not scroll by some distance. */
  onKeyDown(destination: 'start' | 'end' | undefined) {
    if (this.#hasUnhandledScroll()) this.onScroll();
    // The key could not reach rows that the margin has moved above the start.
    if (this.#margin <= -1) this.#scrollByMargin();
    // Setting scrollTop meanwhile would end the scrolling that the key starts.
    this.#isScrollExpected = true;
    this.#destination = destination;
    this.#settleLater();
  }

  /** Call after rows were added above the others: restores the position before that. */
  restoreBelow() {
    if (this.#destination === 'start') this.#destination = undefined;
    this.#edge = 'bottom';
    this.restore();
    this.#edge = 'top';
  }

  /** Call after rows were added, removed or resized: restores the position before that. */
  restore() {
    if (this.#isHeld) return undefined;
    if (this.#hasUnhandledScroll()) this.onScroll();
    if (this.#isAtEnd) return this.#isScrollExpected ? undefined : this.scrollToEnd();
    if (this.#drift() !== 0 || Math.abs(this.#margin) >= 1) this.#restoreOffset();
    this.#recordVisible();
  }

  scrollToEnd() {
    this.#isAtEnd = true;
    this.#setMargin(0);
    this.#scrollTo(this.#scroller.scrollHeight);
  }

  /** Keeps the position as it is now, whatever happens to the list, until `release` is called. */
  hold() {
    if (this.#hasUnhandledScroll()) this.onScroll();
    clearTimeout(this.#settleTimer);
    this.#settle();
    this.#isHeld = true;
  }

  /** Ends what `hold` began. Call `restore` then. */
  release() {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    // A position that the list had meanwhile is not a scroll of the reader.
    this.#lastScrollTop = this.#scroller.scrollTop;
  }

  /** Ends the state of being at the end: if the list grows now, the visible rows stay where they are. */
  leaveEnd() {
    this.#isAtEnd = false;
    this.#returnsToEnd = false;
    this.#recordVisible();
  }

  stop() {
    clearTimeout(this.#settleTimer);
    this.#settleTimer = undefined;
  }

  #settleLater() {
    clearTimeout(this.#settleTimer);
    const timer = setTimeout(() => {
      // A browser that animates the scrolling moves with each frame. If it is slow, the next one comes later than this.
      afterTwoFrames(() => {
        if (this.#settleTimer !== timer) return;
        this.#settle();
        this.restore();
      });
    }, SETTLE_MS);
    this.#settleTimer = timer;
  }

  /** Ends the scrolling. */
  #settle() {
    this.#settleTimer = undefined;
    this.#isScrollExpected = false;
    this.#isAtEnd ||= this.#returnsToEnd || this.#destination === 'end';
    this.#returnsToEnd = false;
    this.#destination = undefined;
  }

  /** Whether the position changed and the scroll event is still to come. A position that the browser clamped is not a scroll. */
  #hasUnhandledScroll(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return Math.abs(scrollTop - Math.min(this.#lastScrollTop, scrollHeight - clientHeight)) >= 1;
  }

  #restoreOffset() {
    // Setting scrollTop stops the momentum of a swipe on phones.
    const isScrolling = this.#settleTimer !== undefined;
    if (isScrolling) this.#setMargin(this.#margin - this.#drift());
    // At the start there is no momentum, and the reader could scroll no further.
    if (!isScrolling || this.#isStuckAtStart) this.#scrollByMargin();
  }

  /** Call when the reader has scrolled to the start: a negative margin hides rows there, and above a positive one there is nothing. */
  #removeMarginAtStart() {
    if (this.#margin < 0 && this.#destination !== 'start') return this.#restoreOffset();
    this.#setMargin(0);
    this.#recordVisible();
  }

  /** Replaces the margin by scrolling. */
  #scrollByMargin() {
    this.#setMargin(0);
    this.#scrollTo(this.#scroller.scrollTop + this.#drift());
    // scrollTop is a whole number of pixels, and the rounding errors would add up.
    this.#setMargin(this.#margin - this.#drift());
  }

  /** Whether the reader scrolled to the start, and the margin has moved rows above it. */
  get #isStuckAtStart(): boolean {
    return this.#margin <= -1 && this.#scroller.scrollTop < 1;
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

/** In a hidden page, which has no frames, calls `action` when it is visible again. */
const afterTwoFrames = (action: () => void) => requestAnimationFrame(() => requestAnimationFrame(action));

const topOf = (element: Element) => element.getBoundingClientRect().top;
