import type { Page, TestInfo } from '@playwright/test';
import { SCREEN_SIZES, violationsInBothSchemes } from '../../support/axe.ts';
import { AT_BOTH_WIDTHS, expect, IN_LONG_RUN, saveBothPictures, test } from '../../support/fixtures.ts';
import { breaks } from '../../support/page-faults.ts';

test('every screen passes axe, in light and dark', AT_BOTH_WIDTHS, async ({ person, server, httpMember }, testInfo) => {
  const ann = await person('Ann', { as: 'visitor' });
  const passesAxe = async (screen: string) => {
    await saveBothPictures(ann.page, (colorScheme) => testInfo.outputPath(`${screen}-${colorScheme}.png`));
    expect(await violationsInBothSchemes(ann.page), screen).toEqual([]);
  };
  // The prompt for notifications is one of the screens, but the headless shell denies the permission.
  await ann.page.addInitScript(() => Object.defineProperty(Notification, 'permission', { value: 'default' }));
  await ann.page.goto(server.url);
  await expect(ann.nicknameField).toBeVisible();
  await passesAxe('lobby');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('alert')).toBeVisible();
  await passesAxe('lobby-refused');
  await ann.joins(server.url);
  await passesAxe('room-empty');
  const [ben, olga, mohammed] = [await httpMember('Ben'), await httpMember('Ольга'), await httpMember('محمد')];
  for (const other of [ben, olga, mohammed]) await other.says(`I am ${other.nickname}. https://example.org`);
  await ben.leaves();
  await ann.looks('elsewhere');
  await olga.says('@Ann *look*: `code`', '/me waves');
  await mohammed.says('```\nnew\n```');
  await expect(ann.messages.last()).toHaveText('new');
  const notNow = ann.page.getByRole('button', { name: 'Not now' });
  await expect(notNow).toBeVisible();
  await ann.looks('here');
  await passesAxe('room-unread');
  await notNow.click();
  await ann.says('and I am Ann');
  await ann.reads('and I am Ann');
  await ann.seesSystemMessage('Ben left');
  await ann.composer.fill('x'.repeat(2_010));
  await ann.composer.press('Enter');
  await passesAxe('room');
  const roster = ann.page.getByRole('button', { name: '3 here' });
  if (await roster.isVisible()) {
    await roster.click();
    await expect(ann.page.getByRole('complementary')).toBeVisible();
    await passesAxe('roster');
    await ann.page.keyboard.press('Escape');
  }
  await ann.page.route('**/trpc/*', (route) => route.abort());
  await olga.says('unheard');
  await expect(ann.page.getByRole('status').filter({ hasText: 'Reconnecting…' })).toBeVisible();
  await ann.composer.fill('pending');
  await ann.composer.press('Enter');
  await passesAxe('reconnecting');
  await ann.page.unrouteAll();
});

// The style page shows most other screens, and its test passes them to axe.

/** Looks at a screen at both sizes, in light and dark. */
const passesAxeAtBothSizes = async (page: Page, screen: string, testInfo: TestInfo) => {
  for (const size of SCREEN_SIZES) {
    await page.setViewportSize(size);
    await saveBothPictures(page, (scheme) => testInfo.outputPath(`${screen}-${size.width}-${scheme}.png`));
    expect(await violationsInBothSchemes(page), `${screen} at ${size.width} px`).toEqual([]);
  }
};

for (const { fault, text } of [
  { fault: 'row', text: 'This entry can’t be shown' },
  { fault: 'dialog', text: 'This window can’t be shown' },
  { fault: 'transcript', text: 'The conversation can’t be shown' },
  { fault: 'composer', text: 'The message field can’t be shown' },
  { fault: 'roster', text: 'The list of people can’t be shown' },
  { fault: 'strings', text: 'The room can’t be shown' },
  { fault: 'lobby', text: 'Mailroom ran into an error' },
] as const) {
  test(
    `what a page shows after an error passes axe: ${fault}`,
    IN_LONG_RUN,
    async ({ person, server, httpMember }, testInfo) => {
      const ben = await httpMember('Ben');
      const ann = await person('Ann', { as: 'visitor' });
      const { page } = ann;
      // The lobby needs what the fault `strings` breaks, too.
      if (fault === 'strings') await ann.joins(server.url);
      await breaks(page, fault);
      if (fault === 'strings' || fault === 'lobby') await page.goto(server.url);
      else await ann.submitsNickname(server.url);
      await ben.says('hello', 'a poison text');
      if (fault === 'dialog') {
        await page.getByRole('button', { name: 'Room menu' }).click();
        await page.getByRole('button', { name: 'Settings' }).click();
      }
      await expect(page.getByText(text)).toBeVisible();
      await passesAxeAtBothSizes(page, `failed-${fault}`, testInfo);
    },
  );
}

test('what a page says when it cannot store a message passes axe', IN_LONG_RUN, async ({ person }, testInfo) => {
  const ann = await person('Ann');
  const { page } = ann;
  await page.route('**/trpc/send', (route) => route.abort());
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await ann.says('one');
  await expect(page.getByText('can’t store your unsent messages')).toBeVisible();
  await passesAxeAtBothSizes(page, 'not-stored', testInfo);
  await page.unrouteAll();
});

test('what a page shows before it starts passes axe', IN_LONG_RUN, async ({ person, server }, testInfo) => {
  const { page } = await person('Ann', { as: 'visitor' });
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.goto(server.url);
  await passesAxeAtBothSizes(page, 'loading', testInfo);
  for (const id of ['not-started', 'browser-too-old']) {
    // Instead of the timer, which shows one of them.
    await page.locator(`#${id}`).evaluate((notice) => Object.assign(notice, { hidden: false }));
    await expect(page.locator(`#${id}`)).toBeVisible();
    await passesAxeAtBothSizes(page, id, testInfo);
    await page.locator(`#${id}`).evaluate((notice) => Object.assign(notice, { hidden: true }));
  }
  // axe needs scripts, so the page says it with scripts, too.
  await page.route(server.url, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll('noscript>', 'div>') });
  });
  await page.reload();
  await expect(page.getByText('Mailroom needs JavaScript.')).toBeVisible();
  await passesAxeAtBothSizes(page, 'noscript', testInfo);
});

test('a page that does not exist passes axe', IN_LONG_RUN, async ({ person, server }, testInfo) => {
  const { page } = await person('Ann', { as: 'visitor' });
  await page.goto(`${server.url}nothing-here`);
  await expect(page.getByRole('link', { name: 'Go to the room' })).toBeVisible();
  await passesAxeAtBothSizes(page, 'not-found', testInfo);
});
