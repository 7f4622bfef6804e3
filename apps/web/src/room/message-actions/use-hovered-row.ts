import { useEffect, useState, type RefObject } from 'react';
import { rowKeyAt } from '../../ui/row-elements.ts';

/** Returns the key of the row under the mouse. Its `.action-bar` counts as part of the row. Scrolling and keys clear it. */
export const useHoveredRow = (scroller: RefObject<HTMLElement | null>) => {
  const [hovered, setHovered] = useState<string>();
  useEffect(() => {
    const mounted = new AbortController();
    const { signal } = mounted;
    const list = scroller.current;
    const clear = () => setHovered(undefined);
    const onPointerOver = ({ target, pointerType }: PointerEvent) => {
      if (pointerType === 'touch' || !(target instanceof Element) || target.closest('.action-bar')) return;
      setHovered(rowKeyAt(target));
    };
    list?.parentElement?.addEventListener('pointerover', onPointerOver, { signal });
    list?.parentElement?.addEventListener('pointerleave', clear, { signal });
    list?.addEventListener('scroll', clear, { signal, passive: true });
    list?.addEventListener('keydown', clear, { signal });
    return () => mounted.abort();
  }, [scroller]);
  return hovered;
};
