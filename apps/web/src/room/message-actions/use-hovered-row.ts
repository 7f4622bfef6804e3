import { useEffect, useState, type RefObject } from 'react';
import { rowKeyAt } from '../transcript/use-row-selection.ts';

/** The key of the line that the mouse points at. On what belongs to it (`.action-bar`) it still does; as soon as the list moves, it does not. */
export const usePointedLine = (scroller: RefObject<HTMLElement | null>) => {
  const [pointed, setPointed] = useState<string>();
  useEffect(() => {
    const mounted = new AbortController();
    const { signal } = mounted;
    const list = scroller.current;
    const forget = () => setPointed(undefined);
    const look = ({ target, pointerType }: PointerEvent) => {
      if (pointerType === 'touch' || !(target instanceof Element) || target.closest('.action-bar')) return;
      setPointed(rowKeyAt(target));
    };
    list?.parentElement?.addEventListener('pointerover', look, { signal });
    list?.parentElement?.addEventListener('pointerleave', forget, { signal });
    list?.addEventListener('scroll', forget, { signal, passive: true });
    list?.addEventListener('keydown', forget, { signal });
    return () => mounted.abort();
  }, [scroller]);
  return pointed;
};
