import { useEffectEvent, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { keyOf, rowsIn } from '../../../ui/row-elements.ts';
import { RowHeights } from './row-heights.ts';
import { coversViewport, rowsToPrint, rowsToRender, type Viewport } from './rows-to-render.ts';
import { ScrollAnchor } from './scroll-anchor.ts';
import { usePrinting } from './use-printing.ts';

/**
 * Renders only the visible part of a long list, and keeps its scroll position when it changes. At the end it stays at the end; elsewhere
 * `newBelow` counts the messages that arrived since. It scrolls to the end whenever `sentCount` grows, and calls `onNearStart` whenever the
 * reader is near the start. While the page is printed, it renders all rows.
 */
export const useVirtualList = ({ list, keys, pinned, receivedCount, sentCount, onNearStart }: VirtualListOptions) => {
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef<ScrollAnchor>(undefined);
  const previousSentCount = useRef(sentCount);
  const [heights] = useState(() => new RowHeights());
  const [viewport, setViewport] = useState<Viewport>({ top: 0, height: window.innerHeight, isAtEnd: true });
  const [reader] = useState(() => new ReaderPosition(viewport));
  const [seenCount, setSeenCount] = useState(receivedCount);
  const [positioned, setPositioned] = useState(keys);
  const committedStart = useRef(keys[0]);

  if (positioned !== keys) {
    setPositioned(keys);
    // Otherwise the first rows would be rendered instead of those that the reader sees.
    const { viewport: current } = reader;
    const shift = keys[0] === positioned[0] ? 0 : shiftOf(heights, { from: positioned, to: keys, below: current.top });
    if (shift !== 0) setViewport({ ...current, top: current.top + shift });
  }

  const tops = heights.tops(keys);
  const isPrinting = usePrinting(() => anchor.current?.hold());
  const rendered = useMemo(
    () => (isPrinting ? rowsToPrint(keys.length) : rowsToRender(tops, viewport, pinned)),
    [isPrinting, keys.length, tops, viewport, pinned],
  );

  const updateViewport = () => {
    const current = anchor.current?.viewport;
    if (!current || isPrinting) return;
    reader.record(current);
    if (current.top < current.height * NEAR_START_SCREENS) onNearStart();
    if (current.isAtEnd) setSeenCount(receivedCount);
    if (current.isAtEnd !== viewport.isAtEnd || !coversViewport(rendered, heights.tops(keys), current))
      setViewport(current);
  };
  const scrollToEnd = () => {
    anchor.current?.scrollToEnd();
    updateViewport();
  };
  /** Call before the user changes the height of a row that is visible. */
  const leaveEnd = () => anchor.current?.leaveEnd();
  /** Scrolls to a rendered row, which then keeps its position; to a part of it if the row is higher than the scroller. */
  const scrollToRow = (row: Element, block: ScrollLogicalPosition, part?: Range) => {
    row.scrollIntoView({ block });
    if (part && scroller.current && row.clientHeight > scroller.current.clientHeight)
      scroller.current.scrollTop += centerOf(part) - centerOf(scroller.current);
    anchor.current?.onScroll();
    updateViewport();
  };
  const lastVisibleKey = () => anchor.current?.lastVisibleKey;
  const onScroll = () => {
    anchor.current?.onScroll();
    // Renders the rows before the browser paints the new position.
    flushSync(updateViewport);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => anchor.current?.onKeyDown(destinationOf(event));
  const onCommit = useEffectEvent(() => {
    // On paper the rows have other heights, and nobody scrolls.
    if (isPrinting) return;
    anchor.current?.release();
    // The observer reports new rows only later. With a guess for some of them, each update would ask for other rows, without an end.
    for (const row of list.current ? rowsIn(list.current) : [])
      heights.set(keyOf(row), row.getBoundingClientRect().height);
    const hasSent = sentCount > previousSentCount.current;
    previousSentCount.current = sentCount;
    const hasNewStart = keys[0] !== committedStart.current;
    committedStart.current = keys[0];
    if (hasSent) anchor.current?.scrollToEnd();
    else if (hasNewStart) anchor.current?.restoreBelow();
    else anchor.current?.restore();
    updateViewport();
  });
  const onResize = useEffectEvent((entries: readonly ResizeObserverEntry[]) => {
    if (isPrinting) return;
    for (const { target, borderBoxSize } of entries) {
      const key = target instanceof HTMLElement && keyOf(target);
      if (key) heights.set(key, borderBoxSize[0]?.blockSize ?? 0);
    }
    anchor.current?.restore();
    updateViewport();
  });

  const [observer] = useState(() => new ResizeObserver((entries) => onResize(entries)));
  /** The ref of each row, and of each other element whose size changes the scroll height. */
  const [measureRef] = useState(() => (element: Element | null) => {
    if (element) observer.observe(element, { box: 'border-box' });
    return () => void (element && observer.unobserve(element));
  });
  useLayoutEffect(() => {
    if (!scroller.current || !list.current) return undefined;
    const mounted = new ScrollAnchor(scroller.current, list.current);
    const stopMeasuring = measureRef(scroller.current);
    anchor.current = mounted;
    return () => {
      mounted.stop();
      stopMeasuring();
    };
  }, [list, measureRef]);
  useLayoutEffect(() => onCommit());

  return {
    scroller,
    measureRef,
    scrollerProps: { onScroll, onKeyDownCapture: onKeyDown },
    rendered,
    isPrinting,
    scrollToEnd,
    leaveEnd,
    scrollToRow,
    lastVisibleKey,
    newBelow: receivedCount - seenCount,
  };
};

/** The reader's scroll position, updated without rendering. */
class ReaderPosition {
  #viewport: Viewport;

  constructor(viewport: Viewport) {
    this.#viewport = viewport;
  }

  record(viewport: Viewport) {
    this.#viewport = viewport;
  }

  get viewport(): Viewport {
    return this.#viewport;
  }
}

/** How near the start the reader has to be for `onNearStart`, in heights of the viewport. */
const NEAR_START_SCREENS = 1;

/** How far the rows from `below` on move down when the keys change, in CSS pixels. The first of them that stays decides. */
const shiftOf = (
  heights: RowHeights,
  { from, to, below }: { from: readonly string[]; to: readonly string[]; below: number },
): number => {
  const before = heights.tops(from);
  const isBelow = (_: string, index: number) => (before[index + 1] ?? 0) > below;
  let index = from.findIndex(isBelow);
  // Mostly rows are added at the start, and all others stay.
  let newIndex: number | undefined = index + to.length - from.length;
  if (index < 0 || to[newIndex] !== from[index]) {
    const indexOf = new Map(to.map((key, position) => [key, position]));
    index = from.findIndex((key, position) => isBelow(key, position) && indexOf.has(key));
    newIndex = indexOf.get(from[index] ?? '');
  }
  return newIndex === undefined ? 0 : (heights.tops(to)[newIndex] ?? 0) - (before[index] ?? 0);
};

/** Where a key scrolls to. On macOS the arrows with the Command key do what Home and End do. A row with the focus handles the keys itself. */
const destinationOf = ({ key, metaKey, target, currentTarget }: KeyboardEvent<HTMLElement>) => {
  if (target !== currentTarget) return undefined;
  if (key === 'Home' || (metaKey && key === 'ArrowUp')) return 'start';
  return key === 'End' || (metaKey && key === 'ArrowDown') ? 'end' : undefined;
};

const centerOf = (part: Element | Range) => {
  const { top, height } = part.getBoundingClientRect();
  return top + height / 2;
};

interface VirtualListOptions {
  /** The element whose children are the rows. */
  readonly list: RefObject<HTMLElement | null>;
  /** The keys of all rows. Compared by identity: pass the same array as long as it does not change. */
  readonly keys: readonly string[];
  /** The indices of rows to render wherever they are, in ascending order. */
  readonly pinned: readonly number[];
  /** The number of messages from others. */
  readonly receivedCount: number;
  /** The number of pending messages and changes of the reader. */
  readonly sentCount: number;
  readonly onNearStart: () => void;
}
