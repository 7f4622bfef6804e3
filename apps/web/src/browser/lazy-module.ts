import { createStore } from '../sync/store.ts';
import { reportError } from './report-error.ts';

const loaders = new Set<() => Promise<unknown>>();
const isMissing = createStore(false);

/**
 * A module in a file of its own. The returned function loads it, unless `preloadModules` did. With `isForFew`, `preloadModules` leaves it out. It resolves with undefined if the file cannot
 * be fetched: the server may be down, or newer than the page and without its files. Then `missingModule.isMissing()` is true, and the server
 * gets a report.
 */
export const lazyModule = <Module>(
  load: () => Promise<Module>,
  { isForFew = false }: { isForFew?: boolean } = {},
): (() => Promise<Module | undefined>) => {
  if (!isForFew) loaders.add(load);
  const loadReported = onDemandModule(load);
  return async () => {
    const module = await loadReported();
    isMissing.setState(module === undefined);
    return module;
  };
};

/** Like `lazyModule`, for what few people need: it is not preloaded, and if it cannot be fetched, only the caller and the server learn of it. */
export const onDemandModule =
  <Module>(load: () => Promise<Module>): (() => Promise<Module | undefined>) =>
  () =>
    load().catch((error: unknown) => {
      reportError('module', error);
      return undefined;
    });

/** Whether the last requested module could not be fetched. */
export const missingModule = { isMissing: isMissing.getState, subscribe: isMissing.subscribe };

/**
 * Loads all modules, one after the other, whenever the browser is idle: a newer server no longer has their files. Returns a
 * function that stops it.
 */
export const preloadModules = (): (() => void) => {
  const stopped = new AbortController();
  const loadAll = async () => {
    for (const load of loaders) {
      await untilIdle();
      if (stopped.signal.aborted) return;
      await load().catch(() => {});
    }
  };
  void loadAll();
  return () => stopped.abort();
};

/** Resolves when the browser is idle; after 1 s in Safari, which lacks `requestIdleCallback`. */
const untilIdle = () =>
  new Promise<void>((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve());
    else setTimeout(resolve, 1_000);
  });
