import { useEffect, useEffectEvent, useLayoutEffect, type RefObject } from 'react';
import { rowByKey } from '../../ui/row-elements.ts';

/** A row to scroll to. */
export interface ScrollTarget {
  readonly key: string;
  /** A permalink moves the focus to the row. A search leaves it in the find bar. */
  readonly source: 'permalink' | 'search';
  /** Finds the part of the row to scroll to if the row is higher than the screen. */
  readonly locate?: ((row: Element) => Range | undefined) | undefined;
}

/** How long the target of a permalink stays highlighted, in ms. */
const HIGHLIGHT_MS = 4_000;

/** Scrolls to each new target once it is rendered. Calls `onHighlightEnd` when the highlight of a permalink is over. */
export const useScrollToRow = (
  target: ScrollTarget | undefined,
  { list, scrollToRow, onHighlightEnd }: ScrollToRowOptions,
) => {
  const scrollTo = useEffectEvent(({ key, source, locate }: ScrollTarget) => {
    const row = rowByKey(list.current, key);
    if (!row) return;
    scrollToRow(row, 'center', locate?.(row));
    if (source === 'permalink') (row.querySelector('summary') ?? row).focus({ preventScroll: true });
  });
  const endHighlight = useEffectEvent(onHighlightEnd);
  useLayoutEffect(() => {
    if (target) scrollTo(target);
  }, [target]);
  useEffect(() => {
    if (target?.source !== 'permalink') return undefined;
    const timer = setTimeout(() => endHighlight(), HIGHLIGHT_MS);
    return () => clearTimeout(timer);
  }, [target]);
};

interface ScrollToRowOptions {
  readonly list: RefObject<HTMLElement | null>;
  readonly scrollToRow: (row: Element, block: ScrollLogicalPosition, part?: Range) => void;
  readonly onHighlightEnd: () => void;
}
