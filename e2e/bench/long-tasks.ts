import type { Page } from '@playwright/test';

/** What kept a page from answering its reader. */
export interface LongTasks {
  /** Of the tasks over 50 ms, which browsers call long, in ms. */
  readonly tasks: readonly number[];
  /** Of the frames that took over 50 ms from begin to paint. */
  readonly frames: readonly number[];
}

/** Notes the long tasks of a page; the returned function brings those since the last call. */
export const longTasksOf = async (page: Page): Promise<() => Promise<LongTasks>> => {
  await page.evaluate(() => {
    const noted: { longtask: number[]; 'long-animation-frame': number[] } = {
      longtask: [],
      'long-animation-frame': [],
    };
    for (const type of ['longtask', 'long-animation-frame'] as const) {
      const note = (list: PerformanceObserverEntryList) =>
        noted[type].push(...list.getEntries().map(({ duration }) => duration));
      new PerformanceObserver(note).observe({ type });
    }
    Object.assign(globalThis, {
      takeLongTasks: () => ({ tasks: noted.longtask.splice(0), frames: noted['long-animation-frame'].splice(0) }),
    });
  });
  return async () => {
    // What was just painted is told after the next frame.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    return page.evaluate<LongTasks>('takeLongTasks()');
  };
};
