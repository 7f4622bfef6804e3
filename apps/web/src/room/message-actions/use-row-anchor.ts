import { useLayoutEffect, type RefObject } from 'react';

/** Keeps `bar`, which stands over the list, beside the row with this key, however the list moves. */
export const useBesideRow = (
  bar: RefObject<HTMLElement | null>,
  scroller: RefObject<HTMLElement | null>,
  key?: string,
) => {
  useLayoutEffect(() => {
    const list = scroller.current;
    const beside = bar.current;
    if (!list || !beside || key === undefined) return undefined;
    const place = () => {
      const row = rowWith(list, key)?.getBoundingClientRect();
      if (!row) return;
      // The last line of a text is the shortest: what stands at its end covers least.
      const end = Math.min(row.bottom, list.getBoundingClientRect().bottom);
      const from = beside.offsetParent?.getBoundingClientRect().top ?? 0;
      beside.style.insetBlockStart = `${end - from - beside.offsetHeight}px`;
    };
    const observer = new ResizeObserver(place);
    for (const each of [beside, list, ...list.children]) observer.observe(each);
    list.addEventListener('scroll', place, { passive: true });
    return () => {
      observer.disconnect();
      list.removeEventListener('scroll', place);
    };
  }, [bar, scroller, key]);
};

/** The row with this key, if it is drawn. */
export const rowWith = (list: HTMLElement | null, key = ''): HTMLElement | null =>
  list?.querySelector<HTMLElement>(`.row[data-key="${CSS.escape(key)}"]`) ?? null;
