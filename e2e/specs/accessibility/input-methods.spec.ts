import type { Page } from '@playwright/test';
import { axeViolations } from '../../support/axe.ts';
import { AT_BOTH_WIDTHS, expect, IN_LONG_RUN, IS_LONG_RUN, PHONE, savePicture, test } from '../../support/fixtures.ts';

/** Controls smaller than 44 px, the size of a fingertip. Links within text are exempt (WCAG 2.5.8). */
const smallControls = (page: Page) =>
  page.locator('button, summary, select, input, textarea, [role="option"]').evaluateAll((pieces) =>
    pieces
      .filter((piece) => piece.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .map((piece) => ({ piece, box: piece.getBoundingClientRect() }))
      .filter(({ box }) => Math.min(box.width, box.height) < 44)
      .map(({ piece, box }) => `${piece.ariaLabel ?? piece.textContent}: ${box.width} x ${box.height}`),
  );

test('every nickname color is legible, in light and dark', IN_LONG_RUN, async ({ person }) => {
  const ann = await person('Ann');
  for (const colorScheme of ['light', 'dark'] as const) {
    await ann.page.emulateMedia({ colorScheme });
    const { minContrast, colorCount } = await ann.page.evaluate(() => {
      const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      const luminance = (color: string) => {
        if (!context) throw new Error('no canvas');
        context.fillStyle = color;
        context.fillRect(0, 0, 1, 1);
        const [r = 0, g = 0, b = 0] = [...context.getImageData(0, 0, 1, 1).data].map((byte) => {
          const part = byte / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const probe = document.createElement('span');
      probe.className = 'nickname';
      document.body.append(probe);
      const colors = Array.from({ length: 360 }, (_, hue) => {
        probe.style.setProperty('--hue', `${hue}`);
        return luminance(getComputedStyle(probe).color);
      });
      const backgrounds = ['paper', 'paper-own', 'paper-mention', 'page-background'].map((name) => {
        probe.style.backgroundColor = `var(--${name})`;
        return luminance(getComputedStyle(probe).backgroundColor);
      });
      const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const minContrast = Math.min(
        ...colors.flatMap((color) => backgrounds.map((background) => contrast(color, background))),
      );
      return { minContrast, colorCount: new Set(colors).size };
    });
    expect(colorCount, colorScheme).toBeGreaterThan(100);
    expect(minContrast, colorScheme).toBeGreaterThanOrEqual(4.5);
  }
});

test('the keyboard alone is enough to join, write and leave', async ({ person, server, httpMember }) => {
  const ben = await httpMember('Ben');
  const ann = await person('Ann', { as: 'visitor' });
  const { keyboard } = ann.page;
  const focused = () => ann.page.evaluate(() => document.activeElement?.textContent || document.activeElement?.id);
  await ann.page.goto(server.url);
  await expect(ann.nicknameField).toBeFocused();
  await keyboard.type('Ann');
  await keyboard.press('Enter');
  await expect(ann.composer).toBeFocused();
  await keyboard.type('typed');
  await keyboard.press('Enter');
  await expect(ann.composer).toBeFocused();
  await ben.reads('typed');
  await keyboard.press('Shift+Tab');
  await expect(ann.transcript).toBeFocused();
  await keyboard.press('Shift+Tab');
  await expect(ann.page.getByRole('button', { name: 'Room menu' })).toBeFocused();
  await keyboard.press('Shift+Tab');
  expect(await focused()).toBe('Skip to message field');
  await keyboard.press('Enter');
  await expect(ann.composer).toBeFocused();
  await keyboard.press('Shift+Tab');
  await keyboard.press('Shift+Tab');
  await keyboard.press('Enter');
  await expect(ann.page.locator('#room-menu')).toBeVisible();
  while ((await focused()) !== 'Leave the room') await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(ann.nicknameField).toBeFocused();
});

test('touch and an open on-screen keyboard are enough on a phone', async ({
  person,
  server,
  httpMembers,
  httpMember,
}) => {
  const ann = await person('Ann', { as: 'visitor', browser: PHONE });
  await ann.page.goto(server.url);
  await expect(ann.nicknameField).toBeVisible();
  expect(await smallControls(ann.page)).toEqual([]);
  await ann.joins(server.url);
  expect(await smallControls(ann.page)).toEqual([]);
  await httpMembers('Cleo', 'Dora');
  const ben = await httpMember('Ben');
  await ben.says(...Array.from({ length: 12 }, (_, index) => `message ${index}`));
  await ann.reads('message 11');
  await ann.page.setViewportSize({ width: 390, height: 400 });
  await expect(ann.composer).toBeInViewport({ ratio: 1 });
  await expect(ann.transcript.locator('.message').last()).toBeInViewport({ ratio: 1 });
  const overflow = () => ann.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);

  await ann.composer.fill('first');
  await ann.composer.press('Enter');
  await ann.composer.pressSequentially('second');
  await expect(ann.composer, 'Enter starts a new line on a phone').toHaveValue('first\nsecond');
  await ann.page.getByRole('button', { name: 'Send' }).tap();
  await ben.reads('first\nsecond');

  await ann.page.setViewportSize({ width: 390, height: 780 });
  await ann.page.locator('.roster-toggle').tap();
  await ann.seesMembers('Ann', 'Ben', 'Cleo', 'Dora');
  expect(await smallControls(ann.page), 'with the roster').toEqual([]);
  await ann.page.keyboard.press('Escape');
  await ann.transcript.locator('summary').first().scrollIntoViewIfNeeded();
  expect(await smallControls(ann.page), 'with a membership summary').toEqual([]);
  await ann.page.getByRole('button', { name: 'Room menu' }).tap();
  expect(await smallControls(ann.page), 'with the menu').toEqual([]);
  await ann.page.keyboard.press('Escape');
  await ann.page.getByRole('button', { name: 'Invite', exact: true }).tap();
  await expect(ann.page.getByRole('button', { name: 'Copy link' })).toBeVisible();
  expect(await smallControls(ann.page), 'with the invitation').toEqual([]);
});

test(
  'the room works over plain HTTP, without the privileges of a secure context',
  IN_LONG_RUN,
  async ({ person, server }) => {
    const ann = await person('Ann', { as: 'visitor' });
    await ann.joins(server.networkUrl);
    expect(await ann.page.evaluate(() => [isSecureContext, 'randomUUID' in crypto, 'locks' in navigator])).toEqual([
      false,
      false,
      false,
    ]);
    await ann.page.getByRole('button', { name: 'Invite people' }).click();
    await ann.page.getByRole('button', { name: 'Copy link' }).click();
    await expect(ann.page.getByText('Copied')).toBeVisible();
    await ann.page.keyboard.press('Escape');
    await ann.composer.press('Control+V');
    await expect(ann.composer, 'the address is on the clipboard').toHaveValue(server.networkUrl);
    const ben = await person('Ben');
    await ann.says('from afar');
    await ben.reads('from afar');
    await ben.says('welcome');
    await ann.reads('from afar', 'welcome');
    await ann.page.reload();
    await ann.isInTheRoom();
    await ann.leaves();
    await ben.seesSystemMessage('Ann left.');
  },
);

/** Widths of the window and sizes of the text, in CSS pixels, the narrowest first. WIDTHS=all in a torture run. */
const WIDTHS_AND_SIZES = [
  [390, 32],
  [320, 16],
  [1280, 32],
] as const;

test('nothing overflows horizontally on a small phone, or with text twice as large', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  const cdp = await ann.page.context().newCDPSession(ann.page);
  /** The largest horizontal overflow of the page, a dialog or a list of options, in CSS pixels. */
  const overflow = () =>
    ann.page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('dialog, .options')].reduce(
        (most, { scrollWidth, clientWidth }) => Math.max(most, scrollWidth - clientWidth),
        0,
      ),
    );
  for (const [width, size] of IS_LONG_RUN ? WIDTHS_AND_SIZES : WIDTHS_AND_SIZES.slice(0, 1)) {
    await ann.page.setViewportSize({ width, height: 700 });
    await cdp.send('Page.setFontSizes', { fontSizes: { standard: size } });
    await ann.page.goto(server.url);
    await expect(ann.nicknameField).toBeVisible();
    expect(await overflow()).toBe(0);
    await ann.joins(server.url);
    await ann.says('Donaudampfschifffahrtsgesellschaftskapitän'.repeat(3));
    expect(await overflow()).toBe(0);
    await expect(ann.page.getByRole('button', { name: 'Room menu' })).toBeInViewport({ ratio: 1 });
    await expect(ann.composer).toBeInViewport({ ratio: 1 });
    for (const title of ['Settings', 'Help']) {
      await ann.page.getByRole('button', { name: 'Room menu' }).click();
      await ann.page.getByRole('button', { name: title }).click();
      await expect(ann.page.getByRole('dialog', { name: title })).toBeVisible();
      expect(await overflow(), title).toBe(0);
      await ann.page.keyboard.press('Escape');
    }
    await ann.leaves();
    await ann.isInTheLobby();
  }
});

test('without browser storage the draft survives the way to the lobby and back', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
    }
  });
  await ann.page.goto(server.url);
  await expect(ann.page.locator('#hint'), 'nothing is promised').toHaveText('Letters and numbers, in any language.');
  await ann.joins(server.url);
  await ann.composer.fill('what I wanted to say');
  await ann.leaves();
  await ann.isInTheLobby();
  await ann.nicknameField.fill('Anna');
  await ann.page.getByRole('button', { name: 'Join' }).click();
  await ann.isInTheRoom();
  await expect(ann.composer).toHaveValue('what I wanted to say');
});

test(
  'with reduced motion nothing is animated',
  { tag: [AT_BOTH_WIDTHS.tag, IN_LONG_RUN.tag] },
  async ({ person, server }) => {
    const ann = await person('Ann', { as: 'visitor', browser: { reducedMotion: 'reduce' } });
    await ann.page.goto(server.url);
    await expect(ann.nicknameField).toBeVisible();
    expect(await ann.page.evaluate(() => document.getAnimations().length)).toBe(0);
  },
);

test(
  'with forced colors, borders replace what colors show',
  { tag: [AT_BOTH_WIDTHS.tag, IN_LONG_RUN.tag] },
  async ({ person, httpMember }, testInfo) => {
    const ann = await person('Ann', { browser: { forcedColors: 'active' } });
    const ben = await httpMember('Ben');
    await ben.says('@Ann look', 'and `this`');
    await ann.says('mine');
    await ann.reads('mine');
    /** The width of an element’s border or outline, or of its pseudo-element’s, in CSS pixels. */
    const borderWidth = (selector: string, side: 'outline' | 'border-inline-start' | 'border-top', before = '') =>
      ann.page
        .locator(selector)
        .last()
        .evaluate(
          (piece, [side, before]) => {
            const style = getComputedStyle(piece, before);
            return style.getPropertyValue(`${side}-style`) === 'none'
              ? 0
              : Number.parseFloat(style.getPropertyValue(`${side}-width`));
          },
          [side, before] as const,
        );
    await ann.composer.pressSequentially('@B');
    for (const colorScheme of ['light', 'dark'] as const) {
      await ann.page.emulateMedia({ colorScheme });
      expect(await borderWidth('.connection', 'border-top', '::before'), 'the connection').toBeGreaterThan(1);
      expect(await borderWidth('.message.own', 'border-inline-start'), 'a message of the user').toBeGreaterThan(1);
      expect(await borderWidth('.message.mentions-you', 'border-inline-start'), 'a mention').toBeGreaterThan(1);
      expect(await borderWidth('#message', 'outline'), 'the focus').toBeGreaterThan(1);
      expect(
        await borderWidth('#suggestions [aria-selected=true]', 'outline'),
        'the active suggestion',
      ).toBeGreaterThan(1);
      await savePicture(ann.page, testInfo.outputPath(`forced-colors-${colorScheme}.png`));
      // The user chooses the contrast here, but axe computes it from the colors that are overridden.
      const found = await axeViolations(ann.page);
      expect(found.filter((each) => !each.startsWith('color-contrast'))).toEqual([]);
    }
  },
);
