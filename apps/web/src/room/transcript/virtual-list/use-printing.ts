import { useEffect, useEffectEvent, useState } from 'react';
import { flushSync } from 'react-dom';

/** Whether the page is being printed. It is rendered again before the browser lays out the pages. Calls `onStart` before that. */
export const usePrinting = (onStart: () => void): boolean => {
  const [isPrinting, setIsPrinting] = useState(false);
  const update = useEffectEvent((isStarting: boolean) => {
    if (isStarting === isPrinting) return;
    if (isStarting) onStart();
    flushSync(() => setIsPrinting(isStarting));
  });
  useEffect(() => {
    const mounted = new AbortController();
    const { signal } = mounted;
    window.addEventListener('beforeprint', () => update(true), { signal });
    window.addEventListener('afterprint', () => update(false), { signal });
    // Some browsers report nothing but this, and tools that show a page as it would be printed.
    matchMedia('print').addEventListener('change', ({ matches }) => update(matches), { signal });
    return () => mounted.abort();
  }, []);
  return isPrinting;
};
