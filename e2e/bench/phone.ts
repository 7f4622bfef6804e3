import type { Browser, BrowserContext, Page } from '@playwright/test';
import { Person } from '../support/person.ts';
import type { Figure } from './figure.ts';

/** Measures how long a slow phone takes until the composer is usable: after "Join" and after a reload. */
export const measurePhone = async (browser: Browser, url: string, runs: number): Promise<Figure[]> => {
  const [afterJoin, afterReload]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    const context = await browser.newContext({ viewport: { width: 412, height: 823 }, isMobile: true, hasTouch: true });
    const page = await throttledPage(context);
    const ann = new Person(`Ann${run}`, page);
    await page.goto(url);
    await ann.nicknameField.fill(ann.nickname);
    await page.evaluate(() => document.addEventListener('click', () => performance.mark('begin'), { once: true }));
    await page.getByRole('button', { name: 'Join' }).click();
    afterJoin.push(await usableSince(page, 'begin'));
    await ann.isInTheRoom();
    await page.reload();
    afterReload.push(await usableSince(page));
    await context.close();
  }
  return [
    { name: 'from "Join" to the composer, slow phone', values: afterJoin, unit: 'ms', target: 'at most 2,000' },
    { name: 'from a reload to the composer, slow phone', values: afterReload, unit: 'ms', target: 'at most 2,000' },
  ];
};

/** Opens a page with Lighthouse's throttling for phones: a quarter of this machine's speed, 150 ms latency, 1.6 Mbit/s. */
const throttledPage = async (context: BrowserContext) => {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1024 * 1024) / 8,
    uploadThroughput: (750 * 1024) / 8,
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (document.activeElement?.id !== 'message' && !document.getElementById('message')) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => performance.mark('usable')));
    });
    observer.observe(document, { subtree: true, childList: true });
  });
  return page;
};

/** Ms from the mark, or from the navigation, until the composer is painted and takes input. */
const usableSince = async (page: Page, begin?: string) => {
  await page.waitForFunction(() => performance.getEntriesByName('usable').length > 0);
  return page.evaluate((begin) => {
    const at = (mark: string) => performance.getEntriesByName(mark).at(-1)?.startTime ?? Number.NaN;
    return at('usable') - (begin ? at(begin) : 0);
  }, begin);
};
