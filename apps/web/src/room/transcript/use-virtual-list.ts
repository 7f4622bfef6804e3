import { useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Place } from './scroll-anchor.ts';
import { RowHeights } from './row-heights.ts';
import { isEnough, rowsToDraw, type Sight } from './rows-to-render.ts';

/**
 * Keeps the reader of a scrolled list in their place, and says which of its rows have to be drawn for that; those `kept` always are. At
 * its end they stay there as it grows; elsewhere what arrives below is counted. One's own line (`posted` grows) always brings the end.
 */
export const usePlace = ({ keys, kept, arrived, posted }: PlaceOptions) => {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const place = useRef<Place>(undefined);
  const before = useRef(posted);
  const [heights] = useState(() => new RowHeights());
  const [sight, setSight] = useState<Sight>({ top: 0, height: window.innerHeight, isAtEnd: true });
  const [seen, setSeen] = useState(arrived);

  const tops = heights.tops(keys);
  const drawn = useMemo(() => rowsToDraw(tops, sight, kept), [tops, sight, kept]);

  const look = () => {
    const now = place.current?.sight;
    if (!now) return;
    if (now.isAtEnd) setSeen(arrived);
    if (now.isAtEnd !== sight.isAtEnd || !isEnough(drawn, heights.tops(keys), now)) setSight(now);
  };
  const goToEnd = () => {
    place.current?.goToEnd();
    look();
  };
  /** Scrolls a row that is drawn into sight. The reader is there then. */
  const reveal = (row: Element, block: ScrollLogicalPosition) => {
    row.scrollIntoView({ block });
    place.current?.scrolled();
    look();
  };
  /** The key of the lowest row in sight. */
  const lowest = () => place.current?.lowest;
  const onScroll = () => {
    place.current?.scrolled();
    // What comes into sight has to be there when it does.
    flushSync(look);
  };
  const onCommit = useEffectEvent(() => {
    const hasPosted = posted > before.current;
    before.current = posted;
    if (hasPosted) place.current?.goToEnd();
    else place.current?.keep();
    look();
  });
  const onResize = useEffectEvent((entries: readonly ResizeObserverEntry[]) => {
    for (const { target, borderBoxSize } of entries) {
      const key = target instanceof HTMLElement && target.dataset['key'];
      if (key) heights.note(key, borderBoxSize[0]?.blockSize ?? 0);
    }
    place.current?.keep();
    look();
  });

  const [observer] = useState(() => new ResizeObserver((entries) => onResize(entries)));
  const [watch] = useState(() => (row: Element | null) => {
    if (row) observer.observe(row, { box: 'border-box' });
    return () => void (row && observer.unobserve(row));
  });
  useLayoutEffect(() => {
    if (!scroller.current || !list.current) return undefined;
    const here = new Place(scroller.current, list.current);
    const unwatch = watch(scroller.current);
    place.current = here;
    return () => {
      here.stop();
      unwatch();
    };
  }, [watch]);
  useLayoutEffect(() => onCommit());

  return { scroller, list, watch, onScroll, drawn, goToEnd, reveal, lowest, unseen: arrived - seen };
};

interface PlaceOptions {
  /** Of all rows. */
  readonly keys: readonly string[];
  /** The places of rows that stay drawn when they are out of sight. */
  readonly kept: readonly number[];
  readonly arrived: number;
  readonly posted: number;
}
