import { useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { keyOf } from '../../ui/row-elements.ts';
import { RowHeights } from './row-heights.ts';
import { coversViewport, rowsToRender, type Viewport } from './rows-to-render.ts';
import { ScrollAnchor } from './scroll-anchor.ts';

/**
 * Renders only the visible part of a long list, and keeps its scroll position when it changes. At the end it stays at the end; elsewhere
 * `newBelow` counts the messages that arrived since. It scrolls to the end whenever `sentCount` grows.
 */
export const useVirtualList = ({ keys, pinned, receivedCount, sentCount }: VirtualListOptions) => {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const anchor = useRef<ScrollAnchor>(undefined);
  const previousSentCount = useRef(sentCount);
  const [heights] = useState(() => new RowHeights());
  const [viewport, setViewport] = useState<Viewport>({ top: 0, height: window.innerHeight, isAtEnd: true });
  const [seenCount, setSeenCount] = useState(receivedCount);

  const tops = heights.tops(keys);
  const rendered = useMemo(() => rowsToRender(tops, viewport, pinned), [tops, viewport, pinned]);

  const updateViewport = () => {
    const current = anchor.current?.viewport;
    if (!current) return;
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
  const onCommit = useEffectEvent(() => {
    const hasSent = sentCount > previousSentCount.current;
    previousSentCount.current = sentCount;
    if (hasSent) anchor.current?.scrollToEnd();
    else anchor.current?.restore();
    updateViewport();
  });
  const onResize = useEffectEvent((entries: readonly ResizeObserverEntry[]) => {
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
  }, [measureRef]);
  useLayoutEffect(() => onCommit());

  return {
    scroller,
    list,
    measureRef,
    onScroll,
    rendered,
    scrollToEnd,
    leaveEnd,
    scrollToRow,
    lastVisibleKey,
    newBelow: receivedCount - seenCount,
  };
};

const centerOf = (part: Element | Range) => {
  const { top, height } = part.getBoundingClientRect();
  return top + height / 2;
};

interface VirtualListOptions {
  /** The keys of all rows. Compared by identity: pass the same array as long as it does not change. */
  readonly keys: readonly string[];
  /** The indices of rows to render wherever they are, in ascending order. */
  readonly pinned: readonly number[];
  /** The number of messages from others. */
  readonly receivedCount: number;
  /** The number of pending messages and changes of the reader. */
  readonly sentCount: number;
}
