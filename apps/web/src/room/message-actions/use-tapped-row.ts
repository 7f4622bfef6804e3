import { useEffect, useState, type RefObject } from 'react';
import { hasSoftKeyboard } from '../../browser/soft-keyboard.ts';
import { rowKeyAt } from '../transcript/use-row-selection.ts';

/**
 * The key of the line that was tapped, until it is forgotten. What can be pressed by itself keeps its press, and a tap that ends a
 * selection of text does nothing else.
 */
export const useTappedLine = (scroller: RefObject<HTMLElement | null>) => {
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
  return { tapped, forgetTapped: () => setTapped(undefined) };
};

const hasSelection = () => getSelection()?.isCollapsed === false;

/** Not every browser tells what a click was made with. */
const isTap = (click: Partial<PointerEvent>) =>
  click.pointerType ? click.pointerType === 'touch' : hasSoftKeyboard();
