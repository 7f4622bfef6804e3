import type { Page } from '@playwright/test';

/** The memory of a page after garbage collection. */
export interface MemoryUse {
  readonly mebibytes: number;
  /** DOM nodes, including detached ones. */
  readonly nodes: number;
}

/** Collects garbage and measures the memory of a page. */
export const measureMemory = async (page: Page): Promise<MemoryUse> => {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes } = await cdp.send('Memory.getDOMCounters');
  await cdp.detach();
  return { mebibytes: usedSize / 2 ** 20, nodes };
};
