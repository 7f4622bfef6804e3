const parts = new Set<() => Promise<unknown>>();
const listeners = new Set<() => void>();
let isMissing = false;

/**
 * A part of the page in a file of its own, `load`ed when it is first asked for, or ahead. Brings nothing if it cannot be had, of which the
 * page then tells: its server may be gone for a moment, or newer than the page and without its files.
 */
export const lazyModule = <Part>(load: () => Promise<Part>): (() => Promise<Part | undefined>) => {
  parts.add(load);
  return async () => {
    const part = await load().catch(() => undefined);
    tell(part === undefined);
    return part;
  };
};

/** Whether the part that was asked for last could not be had. */
export const missingModule = {
  isMissing: () => isMissing,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

/** Loads all parts while the page has nothing else to do, one after the other: a newer server has them no more. Returns its undo. */
export const preloadModules = (): (() => void) => {
  const stopped = new AbortController();
  const loadAll = async () => {
    for (const load of parts) {
      await idle();
      if (stopped.signal.aborted) return;
      await load().catch(() => {});
    }
  };
  void loadAll();
  return () => stopped.abort();
};

const tell = (missing: boolean) => {
  if (missing === isMissing) return;
  isMissing = missing;
  for (const listener of listeners) listener();
};

/** Settles when the page is at rest; where the browser does not tell, after a while. */
const idle = () =>
  new Promise<void>((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve());
    else setTimeout(resolve, 1_000);
  });
