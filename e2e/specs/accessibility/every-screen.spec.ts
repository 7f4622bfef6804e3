import { axeViolations } from '../../support/axe.ts';
import { AT_BOTH_WIDTHS, expect, savePicture, test } from '../../support/fixtures.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every screen passes axe: ${colorScheme}`, AT_BOTH_WIDTHS, async ({ person, server }, testInfo) => {
    const browser = { colorScheme, reducedMotion: 'reduce' } as const;
    const ann = await person('Ann', { as: 'visitor', browser });
    const passesAxe = async (screen: string) => {
      await savePicture(ann.page, testInfo.outputPath(`${screen}.png`));
      expect(await axeViolations(ann.page), screen).toEqual([]);
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
    const others = await Promise.all(['Ben', 'Ольга', 'محمد'].map((nickname) => person(nickname)));
    for (const other of others) await other.says(`I am ${other.nickname}. https://example.org`);
    await others[0]?.page.getByRole('button', { name: 'Leave' }).click();
    await ann.looks('elsewhere');
    await others[1]?.says('@Ann *look*: `code`', '/me waves');
    await others[2]?.says('```\nnew\n```');
    await ann.reads('```\nnew\n```');
    const notNow = ann.page.getByRole('button', { name: 'Not now' });
    await expect(notNow).toBeVisible();
    await ann.looks('here');
    await passesAxe('room-unread');
    await notNow.click();
    await ann.says('and I am Ann');
    await ann.reads('and I am Ann');
    await ann.seesSystemMessage('Ben left');
    await ann.composer.fill('x'.repeat(270));
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
    await others[1]?.says('unheard');
    await expect(ann.page.getByRole('status').filter({ hasText: 'Reconnecting…' })).toBeVisible();
    await ann.composer.fill('pending');
    await ann.composer.press('Enter');
    await passesAxe('reconnecting');
    await ann.page.unrouteAll();
  });
}
