import { useLayoutEffect, type RefObject } from 'react';
import { rowByKey } from '../../ui/row-elements.ts';

/** Positions `bar`, which floats above the list, at the end of the row with this key while the list scrolls and changes. */
export const useRowAnchor = (
  bar: RefObject<HTMLElement | null>,
  scroller: RefObject<HTMLElement | null>,
  key: string,
) => {
  useLayoutEffect(() => {
    const list = scroller.current;
    const floating = bar.current;
    if (!list || !floating) return undefined;
    const position = () => {
      const row = rowByKey(list, key)?.getBoundingClientRect();
      if (!row) return;
      // The last line of a message is usually the shortest, so the bar covers the least text there.
      const bottom = Math.min(row.bottom, list.getBoundingClientRect().bottom);
      const origin = floating.offsetParent?.getBoundingClientRect().top ?? 0;
      floating.style.insetBlockStart = `${bottom - origin - floating.offsetHeight}px`;
    };
    const observer = new ResizeObserver(position);
    for (const element of [floating, list, ...list.children]) observer.observe(element);
    list.addEventListener('scroll', position, { passive: true });
    return () => {
      observer.disconnect();
      list.removeEventListener('scroll', position);
    };
  }, [bar, scroller, key]);
};
