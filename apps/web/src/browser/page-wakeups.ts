import { isPageVisible } from './page-visibility.ts';

const TICK_MS = 5_000;
/** A page that is shown and whose clock jumped this far between two ticks slept in between, and its connections with it. */
const GAP_MS = 20_000;

/**
 * Calls `ring` when the page wakes: it is shown again, comes back from the history, the network returns, or the machine had slept. Waking
 * is when people look, and when timers and connections have died unnoticed. The returned function stops it.
 */
export const onPageWake = (ring: () => void): (() => void) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const ringIfShown = () => {
    if (isPageVisible()) ring();
  };
  window.addEventListener('online', ring, { signal });
  window.addEventListener('pageshow', ring, { signal });
  document.addEventListener('visibilitychange', ringIfShown, { signal });

  // The wall clock, because the steady one stands still on a machine that sleeps.
  let tickedAt = Date.now();
  const ticking = setInterval(() => {
    const gap = Date.now() - tickedAt;
    tickedAt += gap;
    if (gap > GAP_MS) ringIfShown();
  }, TICK_MS);
  return () => {
    clearInterval(ticking);
    stopping.abort();
  };
};
