import type { Page } from '@playwright/test';

/** What a page holds when all that is garbage is gone. */
export interface Held {
  readonly mebibytes: number;
  /** Nodes of the document, also such as stand in no document any more. */
  readonly nodes: number;
}

/** Looks at what a page holds. */
export const heldBy = async (page: Page): Promise<Held> => {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes } = await cdp.send('Memory.getDOMCounters');
  await cdp.detach();
  return { mebibytes: usedSize / 2 ** 20, nodes };
};
