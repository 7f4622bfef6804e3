import type { Page } from '@playwright/test';
import { violationsInBothSchemes } from '../../support/axe.ts';
import { devServerUrl } from '../../support/dev-server.ts';
import { AT_BOTH_WIDTHS, expect, IN_LONG_RUN, PHONE, test as base } from '../../support/fixtures.ts';

const test = base.extend<{ devUrl: string }>({ devUrl: devServerUrl });

const options = (page: Page) => page.getByRole('option');
const field = (page: Page) => page.getByRole('searchbox');
const picked = (page: Page) => page.locator('output');
const opener = (page: Page) => page.getByRole('button', { name: 'Choose' });
const status = (page: Page) => page.getByRole('dialog').getByRole('status');
const focused = (page: Page) => page.locator('[role=option]:focus');

const open = async (page: Page, devUrl: string, language = 'en') => {
  await page.goto(`${devUrl}style?scene=emoji-picker&language=${language}`);
  await expect(options(page)).toHaveCount(40);
};

/** The distance from the left edge of the window and from the top, in CSS pixels. */
const positionOf = async (page: Page) => {
  const box = await focused(page).boundingBox();
  return { x: box?.x ?? 0, y: box?.y ?? 0 };
};

test(
  'the emoji picker works with the keyboard and passes axe',
  { tag: [AT_BOTH_WIDTHS.tag, IN_LONG_RUN.tag] },
  async ({ devUrl, page }) => {
    const { keyboard } = page;
    await open(page, devUrl);
    await keyboard.press('Escape');
    await opener(page).press('Enter');
    await expect(field(page)).toBeFocused();
    await expect(options(page).first()).toHaveAccessibleName('thumbs up');
    expect(await violationsInBothSchemes(page)).toEqual([]);
    const sizes = await options(page).evaluateAll((all) =>
      all.map((option) => option.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)),
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);

    await keyboard.press('ArrowDown');
    await expect(focused(page)).toHaveText('👍');
    await keyboard.press('ArrowRight');
    await expect(focused(page)).toHaveText('👎');
    const above = await positionOf(page);
    await keyboard.press('ArrowDown');
    const below = await positionOf(page);
    expect(below.x).toBe(above.x);
    expect(below.y).toBeGreaterThan(above.y);
    await keyboard.press('ArrowUp');
    await expect(focused(page)).toHaveText('👎');
    await keyboard.press('ArrowUp');
    await expect(field(page), 'up from the first row').toBeFocused();
    await keyboard.press('Tab');
    await expect(focused(page), 'the list is one Tab stop').toHaveText('👎');
    await keyboard.press('End');
    await expect(focused(page)).toHaveText('☕');
    await keyboard.type('Smile_ca');
    await expect(field(page), 'letters go to the field').toHaveValue('Smile_ca');
    await expect(options(page).first()).toHaveText('😸');
    await expect(status(page)).toHaveText(/^\d+ emoji found\.$/);
    expect(await violationsInBothSchemes(page)).toEqual([]);
    await keyboard.press('Enter');
    await expect(picked(page)).toHaveText('😸');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(opener(page)).toBeFocused();

    await keyboard.press('Enter');
    await keyboard.type('nothing like this');
    await expect(status(page)).toHaveText('No emoji found.');
    await expect(options(page)).toHaveCount(0);
    expect(await violationsInBothSchemes(page)).toEqual([]);
    await keyboard.press('Enter');
    await field(page).fill('');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowRight');
    await keyboard.press('Space');
    await expect(picked(page)).toHaveText('👎');
    await keyboard.press('Enter');
    await expect(field(page)).toBeFocused();
    await keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(picked(page)).toHaveText('👎');
  },
);

test('the emoji picker works by touch, in German, and without the names', IN_LONG_RUN, async ({ devUrl, browser }) => {
  const phone = await browser.newContext(PHONE);
  const page = await phone.newPage();
  await page.route('**/loaded-emoji-names.ts', (route) => route.abort());
  await open(page, devUrl, 'de');
  const failure = page.getByRole('alert');
  await expect(failure).toContainText('wurde nicht geladen');
  expect(await violationsInBothSchemes(page)).toEqual([]);
  await page.unroute('**/loaded-emoji-names.ts');
  await failure.getByRole('button', { name: 'Erneut versuchen' }).tap();
  await expect(failure).toHaveCount(0);
  await expect(field(page)).toBeFocused();
  await expect(options(page).first()).toHaveAccessibleName('daumen hoch');
  await field(page).fill('konfettibombe');
  await expect(status(page)).toHaveText('1 Emoji gefunden.');
  await options(page).tap();
  await expect(picked(page)).toHaveText('🎉');
  await opener(page).tap();
  await field(page).fill('tada');
  await expect(options(page), 'the English name is found, too').toHaveText(['🎉']);
  await phone.close();
});
