/**
 * Settles after `ms`; or sooner when the signal aborts, or when the page wakes: it is shown again, comes back from the history, or the
 * network returns. Waking is when people look, and when timers have slept.
 */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      window.removeEventListener('online', done);
      window.removeEventListener('pageshow', done);
      document.removeEventListener('visibilitychange', whenShown);
      resolve();
    };
    const whenShown = () => {
      if (document.visibilityState === 'visible') done();
    };
    const timer = setTimeout(done, ms);
    if (signal.aborted) done();
    signal.addEventListener('abort', done);
    window.addEventListener('online', done);
    window.addEventListener('pageshow', done);
    document.addEventListener('visibilitychange', whenShown);
  });
