import type { Browser } from '@playwright/test';
import { Person } from '../person.ts';
import type { Figure } from './figure.ts';

/** What comes over the wire until the lobby stands, and what is fetched after that. */
export const firstLoad = async (browser: Browser, url: string): Promise<Figure[]> => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (!document.getElementById('nickname')) return;
      performance.mark('lobby');
      observer.disconnect();
    });
    observer.observe(document, { subtree: true, childList: true });
  });
  const ann = new Person('Ann', page);
  await ann.comesIn(url);
  // What a page fetches ahead it fetches when it has nothing else to do.
  await page.waitForTimeout(IDLE_MS);
  const files = await page.evaluate(() => {
    const stoodAt = performance.getEntriesByName('lobby')[0]?.startTime ?? 0;
    const assets = performance.getEntriesByType('resource').filter(({ name }) => /\.(?:js|css)$/.test(name));
    return assets.map((asset) => ({
      ending: asset.name.split('.').at(-1),
      bytes: asset instanceof PerformanceResourceTiming ? asset.encodedBodySize : 0,
      isFirst: asset.startTime < stoodAt,
    }));
  });
  await context.close();
  if (files.length === 0) throw new Error('the page loads no script');
  const kibibytes = (isMeant: (file: (typeof files)[number]) => boolean) =>
    files.filter(isMeant).reduce((sum, { bytes }) => sum + bytes, 0) / 1_024;
  const inKibibytes = { unit: 'KiB' };
  return [
    {
      what: 'script until the lobby stands, as sent',
      values: [kibibytes(({ ending, isFirst }) => ending === 'js' && isFirst)],
      ...inKibibytes,
      aim: 'at most 120',
    },
    {
      what: 'style until the lobby stands',
      values: [kibibytes(({ ending, isFirst }) => ending === 'css' && isFirst)],
      ...inKibibytes,
    },
    { what: 'script and style fetched later', values: [kibibytes(({ isFirst }) => !isFirst)], ...inKibibytes },
  ];
};

const IDLE_MS = 3_000;
