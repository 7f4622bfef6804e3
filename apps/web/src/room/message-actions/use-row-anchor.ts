import { useLayoutEffect, type RefObject } from 'react';
import { rowByKey } from '../../ui/row-elements.ts';

/**
 * Positions `bar`, which floats above the list, at the row with this key while the list scrolls and changes: over the end of the row, or, if
 * it would cover the text or a button there, above the row or below it.
 */
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
      const row = rowByKey(list, key);
      if (!row) return;
      const { left, right, height } = floating.getBoundingClientRect();
      const listBox = list.getBoundingClientRect();
      const rowBox = row.getBoundingClientRect();
      const atEnd = Math.min(rowBox.bottom, listBox.bottom) - height;
      const lines = lineBoxesOf(row).filter((line) => line.right > left && line.left < right);
      // A line can be higher than its row. Whole pixels, because the layout rounds positions.
      const above = Math.floor(Math.min(rowBox.top, ...lines.map((line) => line.top))) - height;
      const below = Math.ceil(Math.max(rowBox.bottom, ...lines.map((line) => line.bottom)));
      const isFree = (top: number) => lines.every((line) => line.bottom <= top || line.top >= top + height);
      const isInList = (top: number) => top >= listBox.top && top + height <= listBox.bottom;
      const top = [atEnd, above, below].find((each) => isInList(each) && isFree(each)) ?? atEnd;
      const { offsetParent } = floating;
      const origin = offsetParent ? offsetParent.getBoundingClientRect().top + offsetParent.clientTop : 0;
      floating.style.insetBlockStart = `${top - origin}px`;
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

/** Returns the boxes of the lines of text in a message, and of the buttons below it. */
const lineBoxesOf = (row: HTMLElement): readonly DOMRect[] =>
  [...row.querySelectorAll('.text, .fold-toggle, .reactions button')].flatMap((text) => {
    if (text instanceof HTMLButtonElement) return [text.getBoundingClientRect()];
    const range = document.createRange();
    range.selectNodeContents(text);
    return Array.from(range.getClientRects());
  });
