import { violationsInBothSchemes } from '../../support/axe.ts';
import { decodeQrCode } from '../../support/decode-qr-code.ts';
import { AT_BOTH_WIDTHS, expect, IS_LONG_RUN, saveBothPictures, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

/** The button in an empty room, and the one that is always there: in the roster, or in the header of a narrow page. */
const inviteFirst = ({ page }: Person) => page.getByRole('button', { name: 'Invite people' });
const invite = ({ page }: Person) => page.getByRole('button', { name: 'Invite', exact: true });
const dialog = ({ page }: Person) => page.getByRole('dialog', { name: 'Invite people' });
const opensMenu = ({ page }: Person) => page.getByRole('button', { name: 'Room menu' }).click();

/** Widths and heights in CSS pixels. The short run tries the first. */
const SCREENS = [
  [390, 780],
  [1280, 800],
  [780, 390],
] as const;

test('the invitation shows the network address and its QR code on every screen', async ({
  person,
  server,
}, testInfo) => {
  const ann = await person('Ann');
  for (const [width, height] of IS_LONG_RUN ? SCREENS : SCREENS.slice(0, 1)) {
    await ann.page.setViewportSize({ width, height });
    const fileFor = (screen: string) => (colorScheme: string) =>
      testInfo.outputPath(`${screen}-${width}-${colorScheme}.png`);
    await saveBothPictures(ann.page, fileFor('empty-room'));
    await inviteFirst(ann).click();
    await expect(dialog(ann).getByText(server.networkUrl)).toBeVisible();
    await saveBothPictures(ann.page, fileFor('invitation'));
    expect(await decodeQrCode(ann.page)).toBe(server.networkUrl);
    expect(await violationsInBothSchemes(ann.page)).toEqual([]);
    for (const button of await dialog(ann).getByRole('button').all()) {
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
    await ann.page.keyboard.press('Escape');
    await expect(inviteFirst(ann), 'the focus returns').toBeFocused();
  }
});

test(
  'the invitation copies the address and passes it to the system’s share dialog',
  AT_BOTH_WIDTHS,
  async ({ person, server }) => {
    const ann = await person('Ann', { as: 'visitor' });
    await ann.page.addInitScript(() => {
      const shared: unknown[] = [];
      Object.assign(window, { shared });
      Object.defineProperty(navigator, 'share', { value: async (data: unknown) => void shared.push(data) });
    });
    await ann.page.route('**/addresses', (route) =>
      route.fulfill({ json: ['http://192.0.2.7/', 'http://192.0.2.8/'] }),
    );
    await ann.joins(server.url);
    await ann.says('I am alone');
    await invite(ann).click();
    await expect(dialog(ann).getByRole('img')).toHaveAccessibleName('QR code for http://192.0.2.7/');
    await dialog(ann).getByRole('combobox', { name: 'Link' }).selectOption('http://192.0.2.8/');
    await expect(dialog(ann).getByRole('img')).toHaveAccessibleName('QR code for http://192.0.2.8/');
    expect(await decodeQrCode(ann.page)).toBe('http://192.0.2.8/');
    await dialog(ann).getByRole('button', { name: 'Copy link' }).click();
    await expect(dialog(ann).getByRole('status')).toHaveText('Copied');
    await dialog(ann).getByRole('button', { name: 'Share…' }).click();
    expect(await ann.page.evaluate(() => Reflect.get(window, 'shared'))).toEqual([
      { title: 'Mailroom', url: 'http://192.0.2.8/' },
    ]);
    await dialog(ann).getByRole('button', { name: 'Close' }).click();
    await ann.composer.press('Control+V');
    await expect(ann.composer).toHaveValue('http://192.0.2.8/');
  },
);

for (const [reason, response, message] of [
  [
    'the server has none',
    { json: [] },
    'This room is only reachable from this computer. Restart it with HOST=0.0.0.0 to let others in.',
  ],
  ['the server does not list them', { status: 404 }, 'Use the network address printed when the server started.'],
] as const) {
  test(`the invitation explains how to share without a network address: ${reason}`, async ({ person, server }) => {
    const ann = await person('Ann', { as: 'visitor' });
    await ann.page.route('**/addresses', (route) => route.fulfill(response));
    await ann.joins(server.url);
    await invite(ann).click();
    await expect(dialog(ann).getByRole('status')).toHaveText(message);
  });
}

test('the menu installs the page as an app once the browser offers it', async ({ person }) => {
  const ann = await person('Ann');
  const entry = ann.page.getByRole('button', { name: 'Install app' });
  await opensMenu(ann);
  await expect(ann.page.getByRole('button', { name: 'Help' })).toBeVisible();
  await expect(entry).toHaveCount(0);
  const isPrevented = await ann.page.evaluate(() => {
    const event = new Event('beforeinstallprompt', { cancelable: true });
    window.dispatchEvent(Object.assign(event, { prompt: async () => void (document.title = 'asked') }));
    return event.defaultPrevented;
  });
  expect(isPrevented, 'the browser does not prompt by itself').toBe(true);
  await entry.click();
  await expect(ann.page).toHaveTitle('asked');
  await expect(entry).toHaveCount(0);
});
