import { isPageVisible } from './page-visibility.ts';

const TICK_MS = 5_000;
/** If the wall clock jumps this far between two ticks of a visible page, the machine slept, and its connections died. */
const MIN_SLEEP_MS = 20_000;

/**
 * Calls `wake` when connections of the page may have died unnoticed and a new request is likely to succeed: when the page becomes visible,
 * returns from the back/forward cache, goes online, or after the machine slept. Returns a function that stops it.
 */
export const onPageWake = (wake: () => void): (() => void) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const wakeIfVisible = () => {
    if (isPageVisible()) wake();
  };
  window.addEventListener('online', wake, { signal });
  window.addEventListener('pageshow', wake, { signal });
  document.addEventListener('visibilitychange', wakeIfVisible, { signal });

  // The monotonic clock stops while the machine sleeps. A change of the wall clock only causes a wake-up that changes nothing.
  let lastTick = Date.now();
  const ticking = setInterval(() => {
    const elapsed = Date.now() - lastTick;
    lastTick += elapsed;
    if (elapsed > MIN_SLEEP_MS) wakeIfVisible();
  }, TICK_MS);
  return () => {
    clearInterval(ticking);
    stopping.abort();
  };
};
