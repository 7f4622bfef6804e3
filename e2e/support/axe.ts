import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** The windows of a phone and of a desktop, in CSS pixels. */
export const SCREEN_SIZES = [
  { width: 390, height: 780 },
  { width: 1280, height: 800 },
] as const;

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Returns the violations of WCAG 2.2 AA and of axe's best practices on a page: each rule with the elements that break it. */
export const axeViolations = (page: Page): Promise<string[]> => runAxe(page, { type: 'tag', values: TAGS });

/** Returns the elements of a page whose text has too little contrast: the only violation that a color scheme can cause. */
const contrastViolations = (page: Page): Promise<string[]> =>
  runAxe(page, { type: 'rule', values: ['color-contrast'] });

/** Returns the violations in the light color scheme, and those of the contrast in the dark one. Leaves the page in the light scheme. */
export const violationsInBothSchemes = async (page: Page): Promise<string[]> => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await contrastViolations(page);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...(await axeViolations(page)), ...dark.map((violation) => `dark: ${violation}`)];
};

const runAxe = async (page: Page, runOnly: axe.RunOnly) => {
  // Once per document: it takes longer to load axe than to run it.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (options): Promise<axe.AxeResults> => Reflect.get(globalThis, 'axe').run(document, options),
    { runOnly, resultTypes: ['violations' as const] },
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
};
