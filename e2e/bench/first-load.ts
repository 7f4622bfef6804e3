import type { Browser } from '@playwright/test';
import { Person } from '../support/person.ts';
import type { Figure } from './figure.ts';

/** What the lobby waits for, because the page's html names it, and what is fetched after that. */
export const firstLoad = async (browser: Browser, url: string): Promise<Figure[]> => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const ann = new Person('Ann', page);
  await ann.comesIn(url);
  // What a page fetches ahead it fetches when it has nothing else to do.
  await page.waitForTimeout(IDLE_MS);
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
  const kibibytes = (isMeant: (file: (typeof files)[number]) => boolean) =>
    files.filter(isMeant).reduce((sum, { bytes }) => sum + bytes, 0) / 1_024;
  const inKibibytes = { unit: 'KiB' };
  return [
    {
      what: 'script that the lobby waits for, as sent',
      values: [kibibytes(({ ending, isFirst }) => ending === 'js' && isFirst)],
      ...inKibibytes,
      aim: 'at most 120',
    },
    {
      what: 'style that it waits for',
      values: [kibibytes(({ ending, isFirst }) => ending === 'css' && isFirst)],
      ...inKibibytes,
    },
    { what: 'script and style fetched later', values: [kibibytes(({ isFirst }) => !isFirst)], ...inKibibytes },
  ];
};

const IDLE_MS = 3_000;
