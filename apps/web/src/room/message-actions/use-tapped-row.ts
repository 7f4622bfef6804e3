import { useEffect, useState, type RefObject } from 'react';
import { hasSoftKeyboard } from '../../browser/soft-keyboard.ts';
import { rowKeyAt } from '../../ui/row-elements.ts';

/**
 * Returns the key of the tapped row until `clearTapped` is called. Taps on links and buttons, and taps that clear a text selection, do not
 * count.
 */
export const useTappedRow = (scroller: RefObject<HTMLElement | null>) => {
  const [tapped, setTapped] = useState<string>();
  useEffect(() => {
    const mounted = new AbortController();
    const { signal } = mounted;
    const list = scroller.current;
    let hadSelection = false;
    list?.addEventListener('pointerdown', () => (hadSelection = hasSelection()), { signal });
    list?.addEventListener(
      'click',
      (event) => {
        const { target } = event;
        if (!isTap(event) || hadSelection || hasSelection()) return;
        if (target instanceof Element && !target.closest('a, button, summary')) setTapped(rowKeyAt(target));
      },
      { signal },
    );
    return () => mounted.abort();
  }, [scroller]);
  return { tapped, clearTapped: () => setTapped(undefined) };
};

const hasSelection = () => getSelection()?.isCollapsed === false;

/** Not every browser reports the pointer type of a click. */
const isTap = (click: Partial<PointerEvent>) => (click.pointerType ? click.pointerType === 'touch' : hasSoftKeyboard());
