import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { SCREEN_SIZES, violationsInBothSchemes } from '../../support/axe.ts';
import { expect, IN_LONG_RUN, savePicture, test as base } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

const test = base.extend<{ newerPage: string }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the dependencies of a fixture from this pattern
  newerPage: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'mailroom-newer-'));
    writeNewerPage(folder);
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

test.use({ serviceWorkers: 'allow' });

/** Waits until the page's service worker is active. */
const workerIsActive = ({ page }: Person) =>
  page.evaluate(async () => (await navigator.serviceWorker.ready).active?.scriptURL);

/** Turns navigation preload off, which older browsers lack. */
const disablesNavigationPreload = ({ page }: Person) =>
  page.evaluate(async () => (await navigator.serviceWorker.ready).navigationPreload.disable());

test('the page meets the browser’s criteria for installation', IN_LONG_RUN, async ({ person }) => {
  const ann = await person('Ann', { browser: 'real' });
  await workerIsActive(ann);
  const cdp = await ann.page.context().newCDPSession(ann.page);
  const { errors, data } = await cdp.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect((await cdp.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([]);
  const { icons }: { icons: { src: string; sizes: string }[] } = JSON.parse(data ?? '');
  for (const { src, sizes } of icons) {
    const size = await ann.page.evaluate(async (address) => {
      const icon = new Image();
      icon.src = address;
      await icon.decode();
      return `${icon.naturalWidth}x${icon.naturalHeight}`;
    }, src);
    expect(sizes, src).toBe(sizes === 'any' ? 'any' : size);
  }
});

test('with a service worker the page is always the latest, and calls to the server bypass the worker', async ({
  person,
  server,
  newerPage,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  const fromWorker: Record<string, boolean> = {};
  ann.page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    fromWorker[pathname] ||= response.fromServiceWorker();
  });
  await ann.joins(server.url);
  await workerIsActive(ann);
  await ann.page.reload();
  await ann.isInTheRoom();
  await server.stop();
  await server.start(servingPage(newerPage));
  await ann.page.reload();
  await ann.isInTheRoom();
  await expect(ann.page.locator('script[src]').first()).toHaveAttribute('src', /^\/assets\/newer-/);
  await ann.says('hello');
  const direct = { '/trpc/join': false, '/trpc/wait': false, '/trpc/send': false };
  await expect.poll(() => fromWorker).toMatchObject({ '/': true, ...direct });
  expect(Object.keys(fromWorker).filter((address) => fromWorker[address])).toEqual(['/']);
});

for (const [language, locale, title, again, hasPreload] of [
  ['English', 'en-GB', 'Can’t reach the room', 'Try again', true],
  ['German', 'de-AT', 'Raum nicht erreichbar', 'Erneut versuchen', false],
] as const) {
  test(
    `without a connection an offline page is shown, with a way back: ${language}`,
    IN_LONG_RUN,
    async ({ person, server }, testInfo) => {
      const ann = await person('Ann', { as: 'visitor', browser: { locale, viewport: { width: 390, height: 780 } } });
      await ann.page.goto(server.url);
      await workerIsActive(ann);
      if (!hasPreload) await disablesNavigationPreload(ann);
      await ann.page.reload();
      await expect(ann.page.getByRole('textbox')).toBeVisible();
      await ann.page.context().setOffline(true);
      await ann.page.reload();
      await expect(ann.page.getByRole('heading')).toHaveText(title);
      await savePicture(ann.page, testInfo.outputPath('offline.png'));
      for (const size of SCREEN_SIZES) {
        await ann.page.setViewportSize(size);
        expect(await violationsInBothSchemes(ann.page), `at ${size.width} px`).toEqual([]);
      }
      const link = ann.page.getByRole('link', { name: again });
      expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44);
      await link.click();
      await expect(link).toBeVisible();
      await ann.page.context().setOffline(false);
      await link.click();
      await expect(ann.page.getByRole('textbox')).toBeVisible();
    },
  );
}

/** Writes a later build of the page to a folder: its scripts have new names. */
const writeNewerPage = (folder: string) => {
  cpSync(path.join(import.meta.dirname, '../../../apps/web/dist/page'), folder, { recursive: true });
  const assets = path.join(folder, 'assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const renamed = (text: string) => scripts.reduce((now, name) => now.replaceAll(name, `newer-${name}`), text);
  const rewrite = (file: string) => writeFileSync(file, renamed(readFileSync(file, 'utf8')));
  for (const name of scripts) {
    rewrite(path.join(assets, name));
    renameSync(path.join(assets, name), path.join(assets, `newer-${name}`));
  }
  rewrite(path.join(folder, 'index.html'));
};

/** Settings for a server with another page. */
const servingPage = (folder: string) => {
  const serve = pathToFileURL(path.join(import.meta.dirname, '../../mutants/serve-page-folder.ts')).href;
  return { PAGE_FOLDER: folder, NODE_OPTIONS: `--import=${serve}` };
};
