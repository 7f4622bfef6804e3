import { useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ScrollAnchor } from './scroll-anchor.ts';
import { RowHeights } from './row-heights.ts';
import { coversViewport, rowsToRender, type Viewport } from './rows-to-render.ts';

/**
 * Keeps the reader of a scrolled list in their place, and says which of its rows have to be drawn for that; those `kept` always are. At
 * its end they stay there as it grows; elsewhere what arrives below is counted. One's own line (`posted` grows) always brings the end.
 */
export const useVirtualList = ({ keys, pinned, receivedCount, sentCount }: VirtualListOptions) => {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const place = useRef<ScrollAnchor>(undefined);
  const before = useRef(sentCount);
  const [heights] = useState(() => new RowHeights());
  const [sight, setSight] = useState<Viewport>({ top: 0, height: window.innerHeight, isAtEnd: true });
  const [seen, setSeen] = useState(receivedCount);

  const tops = heights.tops(keys);
  const drawn = useMemo(() => rowsToRender(tops, sight, pinned), [tops, sight, pinned]);

  const look = () => {
    const now = place.current?.viewport;
    if (!now) return;
    if (now.isAtEnd) setSeen(receivedCount);
    if (now.isAtEnd !== sight.isAtEnd || !coversViewport(drawn, heights.tops(keys), now)) setSight(now);
  };
  const goToEnd = () => {
    place.current?.scrollToEnd();
    look();
  };
  /** Scrolls a row that is drawn into sight. The reader is there then. */
  const scrollToRow = (row: Element, block: ScrollLogicalPosition) => {
    row.scrollIntoView({ block });
    place.current?.onScroll();
    look();
  };
  /** The key of the lowest row in sight. */
  const lowest = () => place.current?.lastVisibleKey;
  const onScroll = () => {
    place.current?.onScroll();
    // What comes into sight has to be there when it does.
    flushSync(look);
  };
  const onCommit = useEffectEvent(() => {
    const hasPosted = sentCount > before.current;
    before.current = sentCount;
    if (hasPosted) place.current?.scrollToEnd();
    else place.current?.restore();
    look();
  });
  const onResize = useEffectEvent((entries: readonly ResizeObserverEntry[]) => {
    for (const { target, borderBoxSize } of entries) {
      const key = target instanceof HTMLElement && target.dataset['key'];
      if (key) heights.set(key, borderBoxSize[0]?.blockSize ?? 0);
    }
    place.current?.restore();
    look();
  });

  const [observer] = useState(() => new ResizeObserver((entries) => onResize(entries)));
  const [watch] = useState(() => (row: Element | null) => {
    if (row) observer.observe(row, { box: 'border-box' });
    return () => void (row && observer.unobserve(row));
  });
  useLayoutEffect(() => {
    if (!scroller.current || !list.current) return undefined;
    const here = new ScrollAnchor(scroller.current, list.current);
    const unwatch = watch(scroller.current);
    place.current = here;
    return () => {
      here.stop();
      unwatch();
    };
  }, [watch]);
  useLayoutEffect(() => onCommit());

  return { scroller, list, watch, onScroll, drawn, goToEnd, scrollToRow, lowest, unseen: receivedCount - seen };
};

interface VirtualListOptions {
  /** Of all rows. */
  readonly keys: readonly string[];
  /** The places of rows that stay drawn when they are out of sight. */
  readonly pinned: readonly number[];
  readonly receivedCount: number;
  readonly sentCount: number;
}
