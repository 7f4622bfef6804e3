import { use, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { canHaveTooManyLines, foldByHeight, foldByLineBreaks, type Fold } from '../../../text/markup/fold-text.ts';
import { UnfoldedContext } from './fold-context.ts';

/**
 * Folds the text of a message that has too many lines: line breaks, or lines on the screen. `ref` is for the element of the text.
 * `fold` is undefined for a message that has not. `isFolded`: only the part of the fold is to be rendered.
 */
export const useFold = (foldKey: string, text: string) => {
  const ref = useRef<HTMLDivElement>(null);
  const [measured, setMeasured] = useState<{ readonly text: string; readonly fold: Fold }>();
  const byLineBreaks = useMemo(() => foldByLineBreaks(text), [text]);
  const fold = measured?.text === text ? measured.fold : byLineBreaks;
  const isMeasured = canHaveTooManyLines(text);
  const isFolded = !(isMeasured && use(UnfoldedContext).has(foldKey)) && fold !== undefined;

  const onResize = useEffectEvent((element: Element) => {
    // The height of an unfolded message says nothing about its fold.
    if (fold && !isFolded) return;
    const shownLines = element.clientHeight / Number.parseFloat(getComputedStyle(element).lineHeight);
    const next = foldByHeight(text, { shownLength: isFolded ? fold.length : text.length, shownLines });
    // Before the browser paints the text in its full height.
    if (next) flushSync(() => setMeasured({ text, fold: { ...next, lines: Math.max(next.lines, fold?.lines ?? 0) } }));
  });
  useEffect(() => {
    if (!isMeasured || !ref.current) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && onResize(entry.target));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [isMeasured]);
  return { ref, fold, isFolded };
};
