import type { Browser } from '@playwright/test';
import { Person } from '../support/person.ts';
import type { Figure } from './figure.ts';

/** Measures the transfer sizes of scripts and styles: those that the HTML names, which the lobby waits for, and those fetched later. */
export const measureFirstLoad = async (browser: Browser, url: string): Promise<Figure[]> => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const ann = new Person('Ann', page);
  await ann.joins(url);
  // The page preloads modules when it is idle.
  await page.waitForTimeout(PRELOAD_MS);
  const html = await (await fetch(url)).text();
  const assets = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .map(({ name, encodedBodySize }) => ({ path: new URL(name).pathname, bytes: encodedBodySize })),
  );
  const files = assets
    .filter(({ path }) => /\.(?:js|css)$/.test(path))
    .map(({ path, bytes }) => ({ ending: path.split('.').at(-1), bytes, isFirst: html.includes(`"${path}"`) }));
  await context.close();
  if (files.length === 0) throw new Error('the page loads no script');
  const kibibytes = (isCounted: (file: (typeof files)[number]) => boolean) =>
    files.filter(isCounted).reduce((sum, { bytes }) => sum + bytes, 0) / 1_024;
  const inKibibytes = { unit: 'KiB' };
  return [
    {
      name: 'script that the lobby waits for, compressed',
      values: [kibibytes(({ ending, isFirst }) => ending === 'js' && isFirst)],
      ...inKibibytes,
      target: 'at most 115',
    },
    {
      name: 'style that the lobby waits for, compressed',
      values: [kibibytes(({ ending, isFirst }) => ending === 'css' && isFirst)],
      ...inKibibytes,
    },
    { name: 'script and style fetched later', values: [kibibytes(({ isFirst }) => !isFirst)], ...inKibibytes },
  ];
};

/** Long enough for the page to preload its modules. */
const PRELOAD_MS = 3_000;
