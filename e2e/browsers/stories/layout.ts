import assert from 'node:assert/strict';
import type { BrowserPage } from '../page/browser-page.ts';
import type { Query } from '../page/find-parts.ts';

/** Expects that all of each such element is in the window, and that the page cannot be scrolled to the side. */
export const expectInWindow = async (page: BrowserPage, query: Query) => {
  for (const { isInWindow, box } of await page.sees(query)) assert.ok(isInWindow, JSON.stringify({ query, box }));
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
};

/** Expects that no two of these elements overlap. */
export const expectApart = async (page: BrowserPage, ...queries: Query[]) => {
  const parts = [];
  for (const query of queries) parts.push(...(await page.sees(query)));
  for (const [index, { box, text }] of parts.entries()) {
    for (const other of parts.slice(index + 1)) {
      const isApart =
        box.right <= other.box.left ||
        box.left >= other.box.right ||
        box.bottom <= other.box.top ||
        box.top >= other.box.bottom;
      assert.ok(isApart, `“${text}” and “${other.text}” overlap: ${JSON.stringify([box, other.box])}`);
    }
  }
};
