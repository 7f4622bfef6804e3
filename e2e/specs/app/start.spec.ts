import type { Page } from '@playwright/test';
import { AT_BOTH_WIDTHS, expect, PHONE, test } from '../../support/fixtures.ts';

/** Holds back the timer of 6 s in each document that the page opens. The returned function lets it run. */
const holdLateTimer = async (page: Page) => {
  await page.addInitScript(() => {
    const setTimeout = window.setTimeout.bind(window);
    const hold = (callback: () => void, ms?: number) =>
      ms === 6_000 ? Object.assign(window, { runLateTimer: callback }) : setTimeout(callback, ms);
    Object.assign(window, { setTimeout: hold });
  });
  return () =>
    page.evaluate(() => {
      const run: unknown = Reflect.get(window, 'runLateTimer');
      if (typeof run === 'function') run();
    });
};

test('a page whose scripts do not load says so in both languages, and works after a reload', async ({
  person,
  server,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  const { page } = ann;
  const runLateTimer = await holdLateTimer(page);
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.goto(server.url);
  const notice = page.locator('#not-started');
  await expect(notice).toBeHidden();
  await runLateTimer();
  await expect(notice).toBeVisible();
  await expect(notice).toContainText('Mailroom hasn’t started.');
  await expect(notice.locator('[lang=de]')).toContainText('Mailroom konnte noch nicht starten.');
  await expect(page.locator('#browser-too-old')).toBeHidden();
  await page.unrouteAll();
  await notice.getByRole('link', { name: 'reload' }).click();
  await ann.isInTheLobby();
  await runLateTimer();
  await expect(page.getByText('hasn’t started')).toHaveCount(0);
  await ann.isInTheLobby();
});

test('a browser that is too old gets a list of those that work', async ({ person, server }) => {
  const { page } = await person('Ann', { as: 'visitor' });
  const runLateTimer = await holdLateTimer(page);
  await page.addInitScript(() => Reflect.deleteProperty(HTMLElement.prototype, 'popover'));
  await page.route('**/assets/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'export {};' }));
  await page.goto(server.url);
  await runLateTimer();
  await expect(page.locator('#browser-too-old')).toBeVisible();
  await expect(page.locator('#browser-too-old')).toContainText('Firefox 125');
  await expect(page.locator('#browser-too-old [lang=de]')).toContainText('neueren Browser');
  await expect(page.locator('#not-started')).toBeHidden();
});

test(
  'without what the oldest supported browsers lack, the room works',
  AT_BOTH_WIDTHS,
  async ({ person, server, httpMember }) => {
    await httpMember('Ben');
    const ann = await person('Ann', { as: 'visitor' });
    const { page } = ann;
    await page.addInitScript(() => {
      const lacking: [object, string][] = [
        [AbortSignal, 'any'],
        [Promise, 'withResolvers'],
        [Object, 'groupBy'],
        [Map, 'groupBy'],
        [URL, 'canParse'],
        [Intl, 'Segmenter'],
        [CSS, 'highlights'],
        [Navigator.prototype, 'locks'],
        [window, 'requestIdleCallback'],
      ];
      for (const [owner, name] of lacking) Reflect.deleteProperty(owner, name);
      for (const [name, value] of Object.entries({ language: 'en-US@posix', languages: ['C', 'en-US@posix', ''] }))
        Object.defineProperty(navigator, name, { get: () => value });
      const supports: unknown = Reflect.get(CSS, 'supports');
      CSS.supports = (...args: string[]) =>
        args[0]?.includes('field-sizing') !== true &&
        typeof supports === 'function' &&
        Boolean(Reflect.apply(supports, CSS, args));
    });
    await page.route('**/assets/*.css', async (route) => {
      const response = await route.fetch();
      const style = (await response.text()).replaceAll(
        /\b(field-sizing|position-area|position-anchor|anchor-name)\b/g,
        'x-$1',
      );
      await route.fulfill({ response, body: style });
    });
    const polyfills = page.waitForResponse('**/assets/polyfills-*.js');
    await ann.joins(server.url);
    expect((await polyfills).ok()).toBe(true);
    await ann.says('one https://chat.example/', '👩🏽‍💻');
    await ann.readsConfirmed('one https://chat.example/', '👩🏽‍💻');
    await expect(ann.transcript.locator('.text a')).toHaveCount(1);

    const heightOf = async () => (await ann.composer.boundingBox())?.height ?? 0;
    const oneLine = await heightOf();
    await ann.composer.fill('1\n2\n3\n4');
    expect(await heightOf()).toBeGreaterThan(oneLine + 40);
    await ann.composer.press('Control+a');
    await ann.composer.press('Delete');
    expect(await heightOf()).toBe(oneLine);

    const isOnScreen = async (selector: string) => {
      await expect(page.locator(selector)).toBeInViewport({ ratio: 0.99 });
      await page.keyboard.press('Escape');
      await expect(page.locator(selector)).toBeHidden();
    };
    await page.getByRole('button', { name: 'Room menu' }).click();
    await isOnScreen('#room-menu');
    await ann.opensRoster();
    await ann.rosterItem('Ben').click();
    await isOnScreen('.member-card');
  },
);

test('popovers close on a press outside, where the browser does not close them', async ({
  person,
  server,
  httpMember,
}) => {
  await httpMember('Ben');
  const ann = await person('Ann', { as: 'visitor', browser: PHONE });
  const { page } = ann;
  // Then the browser closes them no longer by itself.
  await page.addInitScript(() => {
    const setAttribute: unknown = Reflect.get(Element.prototype, 'setAttribute');
    Element.prototype.setAttribute = function (name: string, value: string) {
      if (typeof setAttribute === 'function')
        Reflect.apply(setAttribute, this, [name, name === 'popover' ? 'manual' : value]);
    };
  });
  await ann.joins(server.url);
  const menu = page.locator('#room-menu');
  const menuButton = page.getByRole('button', { name: 'Room menu' });
  await menuButton.tap();
  await expect(menu).toBeVisible();
  await page.touchscreen.tap(40, 500);
  await expect(menu).toBeHidden();
  await menuButton.tap();
  await expect(menu).toBeVisible();
  await menuButton.tap();
  await expect(menu).toBeHidden();
  await page.locator('.roster-toggle').tap();
  await ann.rosterItem('Ben').tap();
  const card = page.locator('.member-card');
  await expect(card).toBeVisible();
  await ann.rosterItem('Ben').tap();
  await expect(card).toBeHidden();
  await ann.rosterItem('Ben').tap();
  await expect(card).toBeVisible();
  await page.touchscreen.tap(40, 400);
  await expect(card).toBeHidden();
  await expect(page.locator('#roster')).toBeHidden();
});

test('a newcomer gets the lobby before the browser fetches the room, and a member who reloads gets it at once', async ({
  person,
  server,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  const { page } = ann;
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.querySelector('#nickname')) performance.mark('lobby shown');
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(server.url);
  const fetchesRoom = () =>
    page.waitForFunction(() => {
      const entries = performance.getEntriesByType('resource');
      return entries.find(({ name }) => name.includes('/assets/room-'))?.startTime;
    });
  const fetchedAt = await (await fetchesRoom()).jsonValue();
  const shownAt = await page.evaluate(() => performance.getEntriesByName('lobby shown')[0]?.startTime);
  expect(fetchedAt).toBeGreaterThan(shownAt ?? NaN);

  await ann.joins(server.url);
  const answer = Promise.withResolvers<void>();
  await page.route('**/trpc/getUsers*', async (route) => {
    await answer.promise;
    await route.continue();
  });
  await page.reload();
  await fetchesRoom();
  await expect(page.locator('.loading-screen')).toBeVisible();
  answer.resolve();
  await ann.isInTheRoom();
});
