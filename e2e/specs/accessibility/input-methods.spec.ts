import type { Page } from '@playwright/test';
import { axeViolations } from '../../support/axe.ts';
import { HostileClient } from '../../support/hostile/hostile-client.ts';
import { AT_BOTH_WIDTHS, expect, PHONE, test } from '../../support/fixtures.ts';

/** What is to be pressed and is smaller than a fingertip. Links within a text are as large as its letters. */
const tooSmall = (page: Page) =>
  page.locator('button, summary, select, input, textarea, [role="option"]').evaluateAll((pieces) =>
    pieces
      .filter((piece) => piece.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .map((piece) => ({ piece, box: piece.getBoundingClientRect() }))
      .filter(({ box }) => Math.min(box.width, box.height) < 44)
      .map(({ piece, box }) => `${piece.ariaLabel ?? piece.textContent}: ${box.width} x ${box.height}`),
  );

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every colour that a nickname can have is legible: ${colorScheme}`, async ({ person }) => {
    const ann = await person('Ann', { browser: { colorScheme } });
    const { least, many } = await ann.page.evaluate(() => {
      const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      const luminance = (colour: string) => {
        if (!context) throw new Error('no canvas');
        context.fillStyle = colour;
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
      const colours = Array.from({ length: 360 }, (_, hue) => {
        probe.style.setProperty('--hue', `${hue}`);
        return luminance(getComputedStyle(probe).color);
      });
      const papers = ['paper', 'paper-own', 'paper-mention', 'page-background', 'pigeonhole'].map((name) => {
        probe.style.backgroundColor = `var(--${name})`;
        return luminance(getComputedStyle(probe).backgroundColor);
      });
      const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const least = Math.min(...colours.flatMap((colour) => papers.map((paper) => contrast(colour, paper))));
      return { least, many: new Set(colours).size };
    });
    expect(many).toBeGreaterThan(100);
    expect(least).toBeGreaterThanOrEqual(4.5);
  });
}

test('by keyboard alone', async ({ person, server }) => {
  const ben = await person('Ben');
  const ann = await person('Ann', { as: 'visitor' });
  const { keyboard } = ann.page;
  const focused = () => ann.page.evaluate(() => document.activeElement?.textContent || document.activeElement?.id);
  await ann.page.goto(server.url);
  await expect(ann.nicknameField).toBeFocused();
  await keyboard.type('Ann');
  await keyboard.press('Enter');
  await expect(ann.composer).toBeFocused();
  await keyboard.type('typed blindly');
  await keyboard.press('Enter');
  await expect(ann.composer).toBeFocused();
  await ben.reads('typed blindly');
  await keyboard.press('Shift+Tab');
  await expect(ann.transcript).toBeFocused();
  await keyboard.press('Shift+Tab');
  await expect(ann.page.getByRole('button', { name: 'Room menu' })).toBeFocused();
  await keyboard.press('Shift+Tab');
  expect(await focused()).toBe('Leave');
  await keyboard.press('Shift+Tab');
  expect(await focused()).toBe('Skip to message field');
  await keyboard.press('Enter');
  await expect(ann.composer).toBeFocused();
  await keyboard.press('Shift+Tab');
  await keyboard.press('Shift+Tab');
  await keyboard.press('Shift+Tab');
  await keyboard.press('Enter');
  await expect(ann.nicknameField).toBeFocused();
});

test('on a phone, with its keyboard open and by touch', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor', browser: PHONE });
  await ann.page.goto(server.url);
  await expect(ann.nicknameField).toBeVisible();
  expect(await tooSmall(ann.page)).toEqual([]);
  await ann.joins(server.url);
  expect(await tooSmall(ann.page)).toEqual([]);
  for (const nickname of ['Cleo', 'Dora']) await new HostileClient(server.url).joins(nickname);
  const ben = await person('Ben', { browser: PHONE });
  for (let line = 0; line < 12; line++) {
    await ben.composer.fill(`line ${line}`);
    await ben.page.getByRole('button', { name: 'Send' }).tap();
  }
  await ann.reads('line 11');
  await ann.page.setViewportSize({ width: 390, height: 400 });
  await expect(ann.composer).toBeInViewport({ ratio: 1 });
  await expect(ann.transcript.locator('.message').last()).toBeInViewport({ ratio: 1 });
  const overflow = () => ann.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);

  await ann.composer.fill('first');
  await ann.composer.press('Enter');
  await ann.composer.pressSequentially('second');
  await expect(ann.composer, 'Enter breaks the line where there is no Shift').toHaveValue('first\nsecond');
  await ann.page.getByRole('button', { name: 'Send' }).tap();
  await ben.reads('first\nsecond');

  await ann.page.setViewportSize({ width: 390, height: 780 });
  await ann.page.getByRole('button', { name: '4 here' }).tap();
  await ann.seesMembers('Ann', 'Ben', 'Cleo', 'Dora');
  expect(await tooSmall(ann.page), 'with the roster').toEqual([]);
  await ann.page.keyboard.press('Escape');
  await ann.transcript.locator('summary').first().scrollIntoViewIfNeeded();
  expect(await tooSmall(ann.page), 'with comings and goings').toEqual([]);
  await ann.page.getByRole('button', { name: 'Room menu' }).tap();
  expect(await tooSmall(ann.page), 'with the menu').toEqual([]);
  await ann.page.getByRole('button', { name: 'Invite people' }).tap();
  await expect(ann.page.getByRole('button', { name: 'Copy link' })).toBeVisible();
  expect(await tooSmall(ann.page), 'with the invitation').toEqual([]);
});

test('over plain http in the network, where browsers grant less than on localhost', async ({ person, server }) => {
  test.skip(server.networkUrl === '', 'this machine is in no network');
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
  await ann.page.getByRole('button', { name: 'Leave' }).click();
  await ben.seesSystemMessage('Ann left.');
});

for (const [what, width, size] of [
  ['a small phone', 320, 16],
  ['a phone, text twice as large', 390, 32],
  ['a desk, text twice as large', 1280, 32],
] as const) {
  test(`nothing runs off the side: ${what}`, async ({ person, server }) => {
    const ann = await person('Ann', { as: 'visitor', browser: { viewport: { width, height: 700 } } });
    const cdp = await ann.page.context().newCDPSession(ann.page);
    await cdp.send('Page.setFontSizes', { fontSizes: { standard: size } });
    /** How far anything reaches over the edge of what scrolls it, or is cut off there. */
    const overflow = () =>
      ann.page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('dialog, .options')].reduce(
          (most, { scrollWidth, clientWidth }) => Math.max(most, scrollWidth - clientWidth),
          0,
        ),
      );
    await ann.page.goto(server.url);
    await expect(ann.nicknameField).toBeVisible();
    expect(await overflow()).toBe(0);
    await ann.joins(server.url);
    await ann.says('Donaudampfschifffahrtsgesellschaftskapitän'.repeat(3));
    expect(await overflow()).toBe(0);
    await expect(ann.page.getByRole('button', { name: 'Leave' })).toBeInViewport({ ratio: 1 });
    await expect(ann.composer).toBeInViewport({ ratio: 1 });
    for (const piece of ['Settings', 'Help']) {
      await ann.page.getByRole('button', { name: 'Room menu' }).click();
      await ann.page.getByRole('button', { name: piece }).click();
      await expect(ann.page.getByRole('dialog', { name: piece })).toBeVisible();
      expect(await overflow(), piece).toBe(0);
      await ann.page.keyboard.press('Escape');
    }
  });
}

test('where the browser keeps nothing, the words still come along from room to lobby and back', async ({
  person,
  server,
}) => {
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
  await ann.joins(server.url);
  const ben = await person('Ben');
  await ann.composer.fill('what I wanted to say');
  await ann.page.context().clearCookies();
  await ben.says('are you there?');
  await ann.isInTheLobby();
  await ann.nicknameField.fill('Anna');
  await ann.page.getByRole('button', { name: 'Join' }).click();
  await ann.isInTheRoom();
  await expect(ann.composer).toHaveValue('what I wanted to say');
});

test('for who asked for less motion nothing moves', AT_BOTH_WIDTHS, async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor', browser: { reducedMotion: 'reduce' } });
  await ann.page.goto(server.url);
  await expect(ann.nicknameField).toBeVisible();
  expect(await ann.page.evaluate(() => document.getAnimations().length)).toBe(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(
    `in forced colours what colours say is said by lines too: ${colorScheme}`,
    AT_BOTH_WIDTHS,
    async ({ person }, testInfo) => {
      const ann = await person('Ann', { browser: { forcedColors: 'active', colorScheme } });
      const ben = await person('Ben');
      await ben.says('@Ann look', 'and `this`');
      await ann.says('mine');
      await ann.reads('mine');
      /** How wide the line is that is drawn on some side of a piece, or of what stands before it, in CSS pixels. */
      const drawn = (place: string, side: 'outline' | 'border-inline-start' | 'border-top', before = '') =>
        ann.page
          .locator(place)
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
      expect(await drawn('.connection', 'border-top', '::before'), 'connected or not').toBeGreaterThan(1);
      expect(await drawn('.message.own', 'border-inline-start'), 'whose line it is').toBeGreaterThan(1);
      expect(await drawn('.message.mentions-you', 'border-inline-start'), 'whom it is meant for').toBeGreaterThan(1);
      expect(await drawn('#message', 'outline'), 'where one is').toBeGreaterThan(1);
      await ann.composer.pressSequentially('@B');
      expect(await drawn('#offers [aria-selected=true]', 'outline'), 'what is chosen').toBeGreaterThan(1);
      await ann.page.screenshot({ path: testInfo.outputPath('forced-colours.png') });
      // Contrast is the reader's own here, and axe reckons with the colours that were not used.
      const found = await axeViolations(ann.page);
      expect(found.filter((each) => !each.startsWith('color-contrast'))).toEqual([]);
    },
  );
}
