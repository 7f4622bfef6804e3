import type { Page } from '@playwright/test';

/** The tasks and frames that blocked a page. */
export interface LongTasks {
  /** Durations of the tasks over 50 ms, in ms. */
  readonly tasks: readonly number[];
  /** Durations of the frames over 50 ms, in ms. */
  readonly frames: readonly number[];
}

/** Records the long tasks of a page. The returned function returns those since its last call. */
export const observeLongTasks = async (page: Page): Promise<() => Promise<LongTasks>> => {
  await page.evaluate(() => {
    const recorded: { longtask: number[]; 'long-animation-frame': number[] } = {
      longtask: [],
      'long-animation-frame': [],
    };
    for (const type of ['longtask', 'long-animation-frame'] as const) {
      const record = (list: PerformanceObserverEntryList) =>
        recorded[type].push(...list.getEntries().map(({ duration }) => duration));
      new PerformanceObserver(record).observe({ type });
    }
    Object.assign(globalThis, {
      takeLongTasks: () => ({ tasks: recorded.longtask.splice(0), frames: recorded['long-animation-frame'].splice(0) }),
    });
  });
  return async () => {
    // Entries for the last paint are delivered after the next frame.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    return page.evaluate<LongTasks>('takeLongTasks()');
  };
};
