import { violationsInBothSchemes } from '../../support/axe.ts';
import { AT_BOTH_WIDTHS, expect, IN_LONG_RUN, PHONE, saveBothPictures, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

test.use({ room: 'shared' });

const DESKTOP = { viewport: { width: 1280, height: 800 } };

const menu = ({ page }: Person) => page.getByRole('button', { name: 'Room menu' });
const dialog = ({ page }: Person) => page.getByRole('dialog');
const choice = (person: Person, title: string, name: string) =>
  dialog(person).getByRole('group', { name: title }).getByRole('radio', { name, exact: true });

const opensSettings = async (person: Person) => {
  await menu(person).click();
  await person.page.getByRole('button', { name: 'Settings' }).click();
  await expect(dialog(person)).toBeVisible();
};

/** Expects all controls to scroll into the window and to be large enough to press. */
const expectReachable = async ({ page }: Person) => {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  for (const part of await page.locator(':is(header, dialog, .room-menu) :is(button, label):visible').all()) {
    await part.scrollIntoViewIfNeeded();
    const box = await part.boundingBox();
    expect(Math.min(box?.height ?? 0, box?.width ?? 0)).toBeGreaterThanOrEqual(44);
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    expect(Math.floor((box?.y ?? 0) + (box?.height ?? 0))).toBeLessThanOrEqual(height);
  }
};

for (const [where, browser] of [
  ['on a desktop', DESKTOP],
  ['on a phone', PHONE],
] as const) {
  test(`menu and settings pass axe, in light and dark: ${where}`, IN_LONG_RUN, async ({ person }, testInfo) => {
    const ann = await person('Ann', { browser });
    const passesAxe = async (screen: string) => {
      await saveBothPictures(ann.page, (colorScheme) => testInfo.outputPath(`${screen}-${colorScheme}.png`));
      expect(await violationsInBothSchemes(ann.page)).toEqual([]);
      await expectReachable(ann);
    };
    await menu(ann).click();
    await passesAxe('menu');
    await ann.page.getByRole('button', { name: 'Settings' }).click();
    await expect(dialog(ann)).toBeVisible();
    await passesAxe('settings');
    await choice(ann, 'Density', 'Compact').check();
    await expectReachable(ann);
  });
}

test(
  'a change of language keeps the draft and reaches the other tab',
  AT_BOTH_WIDTHS,
  async ({ person, httpMember }) => {
    const ann = await person('Ann');
    const ben = await httpMember('Ben');
    await ben.says('hello');
    await ann.reads('hello');
    await ann.composer.fill('half a sen');
    await ann.composer.evaluate((field) => field.setAttribute('data-kept', ''));
    await opensSettings(ann);
    await choice(ann, 'Language', 'Deutsch').check();
    await expect(ann.page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(dialog(ann)).toHaveAccessibleName('Einstellungen');
    await ann.page.keyboard.press('Escape');
    const field = ann.page.getByLabel('Nachricht an alle');
    await expect(field, 'the same element').toHaveAttribute('data-kept');
    await expect(field).toHaveValue('half a sen');
    await expect(ann.page.locator('.system-message').filter({ hasText: 'Ben ist beigetreten.' })).toBeVisible();

    const other = await ann.page.context().newPage();
    await other.goto(ann.page.url());
    await expect(other.getByText('Verbunden', { exact: true })).toBeVisible();
    await other.getByRole('button', { name: 'Raummenü' }).click();
    await other.getByRole('button', { name: 'Einstellungen' }).click();
    await other.getByRole('radio', { name: 'English' }).check();
    await expect(ann.composer).toHaveValue('half a sen');
  },
);

test.describe(() => {
  test.use({ room: 'own' });

  test('the chosen theme applies before the first paint', AT_BOTH_WIDTHS, async ({ person }) => {
    const ann = await person('Ann', { browser: { colorScheme: 'light' } });
    const background = () => ann.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await background();
    await opensSettings(ann);
    await choice(ann, 'Theme', 'Dark').check();
    await expect.poll(background).not.toBe(light);
    await expect(ann.page.locator('meta[name="theme-color"]').first()).toHaveAttribute('content', '#12161c');
    await ann.page.addInitScript(() => {
      new MutationObserver(() => performance.mark('theme applied')).observe(document, {
        subtree: true,
        attributeFilter: ['data-theme'],
      });
    });
    await ann.page.reload();
    await ann.isInTheRoom();
    await expect.poll(background).not.toBe(light);
    const happened = (name: string) =>
      ann.page.waitForFunction((entry) => performance.getEntriesByName(entry)[0]?.startTime, name);
    const [themeApplied, firstPaint] = [await happened('theme applied'), await happened('first-paint')];
    expect(await themeApplied.jsonValue()).toBeLessThan((await firstPaint.jsonValue()) ?? NaN);
  });
});

test(
  'the keyboard sets a 12-hour clock and hides joins and leaves',
  { tag: [AT_BOTH_WIDTHS.tag, IN_LONG_RUN.tag] },
  async ({ person, httpMember }) => {
    const ann = await person('Ann');
    const { keyboard } = ann.page;
    await ann.says('hello');
    await ann.reads('hello');
    await expect(ann.transcript.locator('time').last()).toHaveText(/^\d\d:\d\d$/);
    await menu(ann).focus();
    await keyboard.press('Enter');
    const entry = ann.page.getByRole('button', { name: 'Settings' });
    for (const _ of await ann.page.locator('#room-menu button').all()) {
      await keyboard.press('Tab');
      if (await entry.evaluate((button) => button === document.activeElement)) break;
    }
    await expect(entry).toBeFocused();
    await keyboard.press('Enter');
    await expect(dialog(ann)).toBeVisible();
    await choice(ann, 'Time format', 'Automatic').focus();
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    await expect(choice(ann, 'Time format', '12-hour')).toBeFocused();
    await keyboard.press('Tab');
    await keyboard.press('ArrowRight');
    await expect(choice(ann, 'Joins and leaves', 'Hide')).toBeChecked();
    await keyboard.press('Escape');
    await expect(dialog(ann)).toHaveCount(0);
    await expect(menu(ann), 'the focus returns').toBeFocused();
    await expect(ann.transcript.locator('time').last()).toHaveText(/^\d\d:\d\d [ap]m$/);
    await httpMember('Ben');
    await ann.seesMembers('Ann', 'Ben');
    await expect(ann.transcript.getByText(/(Ann|Ben).*joined/)).toHaveCount(0);
    await expect(ann.transcript.locator('.system-message')).toHaveCount(0);
  },
);

test('a click beside the dialog only closes it, and one on its scrollbar does not', IN_LONG_RUN, async ({ person }) => {
  const ann = await person('Ann', { browser: DESKTOP });
  await opensSettings(ann);
  const { x = 0, y = 0, width = 0 } = (await dialog(ann).boundingBox()) ?? {};
  const pressed = { clientX: x + width - 4, clientY: y + 40, bubbles: true };
  for (const event of ['pointerdown', 'click']) await dialog(ann).dispatchEvent(event, pressed);
  await expect(dialog(ann)).toBeVisible();
  const invite = await ann.page.locator('#roster').getByText('Invite', { exact: true }).boundingBox();
  await ann.page.mouse.click((invite?.x ?? 0) + 5, (invite?.y ?? 0) + 5);
  await expect(dialog(ann)).toHaveCount(0);
  await expect(menu(ann), 'the click does not reach the page below').toBeFocused();
});

test.describe(() => {
  test.use({ room: 'own' });

  test(
    'the page reports settings that do not load, and opens them on the next try',
    IN_LONG_RUN,
    async ({ person }) => {
      const ann = await person('Ann', { as: 'visitor' });
      await ann.page.addInitScript(() => Object.defineProperty(window, 'requestIdleCallback', { value: () => 0 }));
      await ann.page.goto((await person('Ben')).page.url());
      await ann.page.route('**/assets/settings-dialog-*.js', (route) => route.abort());
      await ann.page.getByRole('button', { name: 'Settings' }).click();
      await expect(ann.page.getByRole('status').filter({ hasText: 'didn’t load' })).toBeVisible();
      await ann.page.unroute('**/assets/settings-dialog-*.js');
      await ann.page.getByRole('button', { name: 'Settings' }).click();
      await expect(dialog(ann)).toBeVisible();
      await dialog(ann).getByRole('button', { name: 'Close' }).click();
      await expect(dialog(ann)).toHaveCount(0);
      await expect(ann.page.getByText('didn’t load')).toHaveCount(0);
    },
  );
});
