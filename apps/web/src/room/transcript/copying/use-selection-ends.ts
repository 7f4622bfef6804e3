import { useEffect, useState, type RefObject } from 'react';
import { rowKeyAt } from '../../../ui/row-elements.ts';

/**
 * Returns the keys of the rows in which the selection of text begins and ends, an empty one too: Shift and a click extend it. They have to
 * stay rendered: otherwise the browser moves the ends of the selection elsewhere.
 */
export const useSelectionEnds = (list: RefObject<HTMLElement | null>): readonly string[] => {
  const [ends, setEnds] = useState<readonly string[]>([]);
  useEffect(() => {
    const update = () => {
      const keys = endsWithin(list.current);
      setEnds((before) => (keys.join(' ') === before.join(' ') ? before : keys));
    };
    document.addEventListener('selectionchange', update);
    return () => document.removeEventListener('selectionchange', update);
  }, [list]);
  return ends;
};

const endsWithin = (list: HTMLElement | null): readonly string[] => {
  const selection = getSelection();
  if (!list || !selection) return [];
  return [selection.anchorNode, selection.focusNode].flatMap((node) => {
    const element = node instanceof Element ? node : node?.parentElement;
    return element && list.contains(element) ? (rowKeyAt(element) ?? []) : [];
  });
};
