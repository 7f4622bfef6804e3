import { violationsInBothSchemes } from '../../support/axe.ts';
import { AT_BOTH_WIDTHS, expect, saveBothPictures, test } from '../../support/fixtures.ts';

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
