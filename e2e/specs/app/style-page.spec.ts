import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SCREEN_SIZES, violationsInBothSchemes } from '../../support/axe.ts';
import { devServerUrl } from '../../support/dev-server.ts';
import { expect, IN_LONG_RUN, saveBothPictures, savePicture, test as base } from '../../support/fixtures.ts';

const test = base.extend<{ devUrl: string }>({ devUrl: devServerUrl });

const PAGE = path.join(import.meta.dirname, '../../../apps/web/dist/page');

/** Ends a test that hangs, in ms: axe looks at some hundred pictures. */
const HANG_MS = 900_000;

test('every scene of the style page is reached and passes axe', IN_LONG_RUN, async ({ devUrl, page }, testInfo) => {
  test.setTimeout(HANG_MS);
  const errors: string[] = [];
  const violations: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${devUrl}style`);
  const scenes = await page.locator('section').evaluateAll((all) => all.map((scene) => scene.ariaLabel ?? ''));
  expect(scenes.length).toBeGreaterThan(20);
  const pictures = path.join(testInfo.project.outputDir, 'pictures');
  await savePicture(page.getByLabel('theme'), path.join(pictures, 'theme.png'));
  for (const size of SCREEN_SIZES) {
    await page.setViewportSize(size);
    await page.goto(`${devUrl}style?scene=`);
    for (const scene of scenes) {
      await page.evaluate((name) => {
        history.replaceState({}, '', `/style?scene=${name}`);
        dispatchEvent(new PopStateEvent('popstate'));
      }, scene);
      await expect(page.locator(`[data-scene="${scene}"]`), scene).toBeAttached();
      await page.evaluate(() => new Promise(requestAnimationFrame));
      await saveBothPictures(page, (scheme) => path.join(pictures, `${scene}-${size.width}-${scheme}.png`));
      const found = await violationsInBothSchemes(page);
      if (found.length > 0) violations.push(`${scene} at ${size.width}: ${found.join('; ')}`);
    }
  }
  expect(errors).toEqual([]);
  expect(violations).toEqual([]);
});

test('the production build contains nothing of the style page', async ({ server, page }) => {
  expect((await page.goto(`${server.url}style`))?.status()).toBe(404);
  await page.getByRole('link', { name: 'Go to the room' }).click();
  await expect(page.getByLabel('Your nickname')).toBeVisible();
  expect(existsSync(path.join(PAGE, 'index.html'))).toBe(true);
  expect(existsSync(path.join(PAGE, 'style.html'))).toBe(false);
  for (const file of globSync('assets/*', { cwd: PAGE })) {
    expect(readFileSync(path.join(PAGE, file), 'utf8'), file).not.toMatch(/data-scene|Mailroom: all its states/);
  }
});
