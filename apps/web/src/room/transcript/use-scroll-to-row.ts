import { useEffect, useEffectEvent, useLayoutEffect, type RefObject } from 'react';

/** A row that the reader is brought to. */
export interface ScrollTarget {
  readonly key: string;
  /** By a link they come to stay, and the row has the focus; while they search on, the field keeps it. */
  readonly by: 'link' | 'search';
}

/** How long a line to which a link led is marked, in ms. */
const MARKED_MS = 4_000;

/** Brings the reader to a row that was found, when it is drawn. */
export const useScrollToRow = (found: ScrollTarget | undefined, { list, scrollToRow, onFade }: ScrollToRowOptions) => {
  const bring = useEffectEvent(({ key, by }: ScrollTarget) => {
    const row = list.current?.querySelector<HTMLElement>(`:scope > [data-key="${CSS.escape(key)}"]`);
    if (!row) return;
    scrollToRow(row, 'center');
    if (by === 'link') (row.querySelector('summary') ?? row).focus({ preventScroll: true });
  });
  const fade = useEffectEvent(onFade);
  useLayoutEffect(() => {
    if (found) bring(found);
  }, [found]);
  useEffect(() => {
    if (found?.by !== 'link') return undefined;
    const timer = setTimeout(() => fade(), MARKED_MS);
    return () => clearTimeout(timer);
  }, [found]);
};

interface ScrollToRowOptions {
  readonly list: RefObject<HTMLElement | null>;
  /** Scrolls a row into sight. */
  readonly scrollToRow: (row: Element, block: ScrollLogicalPosition) => void;
  /** Its time is over. */
  readonly onFade: () => void;
}
