import { axeViolations } from '../../support/axe.ts';
import { AT_BOTH_WIDTHS, expect, IN_LONG_RUN, PHONE, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';
import { openTouchScreen } from '../../support/touch-screen.ts';

test.use({ room: 'shared' });

const action = (person: Person, name: string) => person.page.getByRole('button', { name, exact: true });
const sheet = (person: Person) => person.page.getByRole('dialog', { name: 'Message from Ben' });

/** Returns the clipboard's text by pasting it into the composer. */
const pastesClipboard = async (person: Person) => {
  await person.composer.fill('');
  await person.composer.press('Control+V');
  return person.composer.inputValue();
};

/** Ben sends two messages, and Ann selects the last one by keyboard. */
const selectsLastMessage = async (person: (nickname: string) => Promise<Person>) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ben.says('one', 'two');
  await ann.reads('one', 'two');
  await ann.transcript.focus();
  await ann.page.keyboard.press('Enter');
  return { ann, ben };
};

test.describe(() => {
  test.use({ room: 'own' });

  test('the mouse copies, quotes and links a message without moving it', async ({ person, server }) => {
    const ann = await person('Ann');
    const ben = await person('Ben');
    await ben.says('See you at *six*?', 'short');
    await ann.reads('See you at six?', 'short');
    const before = await ann.row('short').boundingBox();
    await ann.composer.fill('yes');
    await ann.hovers('short');
    await expect(ann.page.getByRole('toolbar', { name: 'Message from Ben' })).toBeVisible();
    expect(await ann.row('short').boundingBox()).toEqual(before);
    expect(await axeViolations(ann.page)).toEqual([]);
    await action(ann, 'Quote message from Ben').click();
    await expect(ann.composer).toHaveValue('> Ben: short\nyes');
    await expect(ann.composer).toBeFocused();
    await ann.composer.press('Enter');
    await expect(ben.transcript.locator('blockquote')).toHaveText('Ben: short');
    await expect(ben.messages.last()).toHaveText('Ben: short yes');

    await ann.transcript.locator('.message').first().hover();
    await action(ann, 'Copy message from Ben').click();
    await expect(ann.page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
    expect(await pastesClipboard(ann), 'with its markup').toBe('See you at *six*?');
    const id = await ann.transcript.locator('.message').first().getAttribute('id');
    await ann.transcript.locator('.message').first().hover();
    await action(ann, 'Copy link to message from Ben').click();
    await expect.poll(() => pastesClipboard(ann), 'with the address that others reach').toContain(server.networkUrl);
    const link = new URL(await ann.composer.inputValue());
    expect(link.hash).toMatch(new RegExp(`^#${id}-[\\w-]{22}$`));
    await ben.page.goto(server.url + link.hash);
    await expect(ben.transcript.locator('.row').filter({ has: ben.page.locator(`#${id}`) })).toBeFocused();
    await ann.page.mouse.move(0, 0);
    await expect(ann.page.getByRole('toolbar')).toHaveCount(0);
  });
});

test('the action bar covers no text of its message, whatever the direction and the length of that', async ({
  person,
  httpMember,
}) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben');
  const full = 'full lines '.repeat(60).trim();
  const texts = ['first', 'שלום לכולם', full, '/me waves', 'ok', full];
  await ben.says(...texts);
  await ann.reads(full, 'ok', full);
  const bar = ann.page.getByRole('toolbar', { name: 'Message from Ben' });
  const coveredLines = (index: number) =>
    bar.evaluate((element, index) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const text = document.querySelectorAll('.message .text')[index];
      if (!text) return 'no such message';
      const range = document.createRange();
      range.selectNodeContents(text);
      return [...range.getClientRects()].filter(
        (line) => line.right > left && line.left < right && line.bottom > top && line.top < bottom,
      ).length;
    }, index);
  for (const width of [1280, 500]) {
    await ann.page.setViewportSize({ width, height: 800 });
    for (const index of texts.keys()) {
      await ann.messages.nth(index).scrollIntoViewIfNeeded();
      await ann.messages.nth(index).hover({ position: { x: 4, y: 4 } });
      await expect(bar).toBeVisible();
      await expect.poll(() => coveredLines(index), `${width} px, message ${index}`).toBe(0);
      await ann.page.mouse.move(0, 0);
      await expect(bar).toHaveCount(0);
    }
  }
});

test('keys act on the focused message, wherever the mouse is, and its deletion keeps the keyboard usable', async ({
  person,
}) => {
  const { ann, ben } = await selectsLastMessage(person);
  const { keyboard } = ann.page;
  await keyboard.press('ArrowUp');
  await expect(ann.row('one')).toBeFocused();
  await ann.hovers('two');
  await keyboard.press('c');
  await expect(ann.page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  expect(await pastesClipboard(ann)).toBe('one');

  await ann.composer.fill('');
  await ann.page.mouse.move(0, 0);
  await ann.transcript.focus();
  await keyboard.press('Enter');
  await expect(ann.row('two')).toBeFocused();
  await keyboard.press('Enter');
  await expect(action(ann, 'React to message from Ben')).toBeFocused();
  await ben.hovers('two');
  await ben.page.getByRole('button', { name: 'Delete message from Ben' }).click();
  await ben.page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(ann.row('two')).toHaveCount(0);
  await expect(ann.page.getByRole('toolbar')).toHaveCount(0);
  await expect(ann.page.locator('body')).not.toBeFocused();
  await ann.hovers('one');
  await expect(ann.page.getByRole('toolbar', { name: 'Message from Ben' })).toBeVisible();
});

test.describe(() => {
  // A browser with a touch screen is changed for good.
  test.use({ room: 'own' });

  test('a long press opens the actions of a message, and a tap leaves everything as it is', async ({
    person,
    httpMember,
  }) => {
    const ann = await person('Ann', { browser: PHONE });
    const ben = await httpMember('Ben');
    await ben.says('one', 'see https://example.org');
    await ann.reads('one', 'see https://example.org');
    const hint = ann.page.getByRole('status').filter({ hasText: 'Press and hold a message for its actions.' });
    await expect(hint).toBeVisible();
    const opened = ann.page.context().waitForEvent('page');
    await ann.transcript.getByRole('link').tap();
    await (await opened).close();
    await ann.composer.tap();
    await ann.row('one').tap();
    await expect(sheet(ann)).toHaveCount(0);
    await expect(ann.composer, 'the keyboard stays open').toBeFocused();

    const screen = await openTouchScreen(ann.page);
    await screen.press(ann.row('one'));
    await expect(sheet(ann)).toBeInViewport({ ratio: 1 });
    expect(await ann.page.evaluate(() => getSelection()?.isCollapsed), 'the press selects no word').not.toBe(false);
    await screen.release();
    await expect(sheet(ann)).toBeInViewport({ ratio: 1 });
    expect(await axeViolations(ann.page)).toEqual([]);
    for (const button of await sheet(ann).getByRole('button').all()) {
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
    await sheet(ann).getByRole('button', { name: 'Copy', exact: true }).tap();
    await expect(sheet(ann)).toHaveCount(0);
    expect(await pastesClipboard(ann)).toBe('one');
    await screen.press(ann.row('one'));
    await expect(sheet(ann)).toBeVisible();
    await screen.release();
    await sheet(ann).getByRole('button', { name: 'Mention' }).tap();
    await expect(ann.composer).toHaveValue('one @Ben ');
    await expect(ann.composer).toBeFocused();

    // As a screen reader does, which finds it by its name.
    const opener = ann.page.getByRole('button', { name: 'Actions for message from Ben' }).first();
    await opener.press('Enter');
    await expect(sheet(ann)).toBeFocused();
    await ann.page.keyboard.press('Escape');
    await expect(sheet(ann)).toHaveCount(0);
    await expect(opener, 'the focus returns to where it was').toBeFocused();
    await expect(opener).toHaveCSS('opacity', '1');
  });

  test('fingers that scroll, or zoom, open no actions', IN_LONG_RUN, async ({ person, httpMember }) => {
    const ann = await person('Ann', { browser: PHONE });
    const ben = await httpMember('Ben');
    await ben.says(...Array.from({ length: 40 }, (_, index) => `message ${index}`));
    await ann.reads('message 39');
    await ann.page.clock.install();
    await ann.page.clock.pauseAt((await ann.page.evaluate(() => Date.now())) + 10_000);
    const screen = await openTouchScreen(ann.page);
    await screen.press(ann.row('message 39'));
    await screen.press(ann.row('message 38'));
    await ann.page.clock.runFor(2_000);
    await screen.release();
    await expect(sheet(ann)).toHaveCount(0);
    await screen.press(ann.row('message 39'));
    await screen.moveUp(-60);
    await ann.page.clock.runFor(2_000);
    await screen.release();
    await expect(sheet(ann)).toHaveCount(0);
  });
});

test('the keyboard acts on a message by shortcuts or by the toolbar, which is not a tab stop', async ({ person }) => {
  const { ann, ben } = await selectsLastMessage(person);
  const { keyboard } = ann.page;
  await expect(ann.page.getByRole('toolbar', { name: 'Message from Ben' })).toBeVisible();
  await keyboard.press('c');
  await expect(ann.page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  await expect(ann.row('two')).toBeFocused();
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await expect(action(ann, 'React to message from Ben')).toBeFocused();
  await keyboard.press('ArrowLeft');
  await expect(action(ann, 'Copy link to message from Ben')).toBeFocused();
  await keyboard.press('Escape');
  await expect(ann.row('one')).toBeFocused();
  await keyboard.press('q');
  await expect(ann.composer).toBeFocused();
  await expect(ann.composer).toHaveValue('> Ben: one\n');
  await keyboard.type('indeed');
  await keyboard.press('Enter');
  await expect(ben.messages.last()).toHaveText('Ben: one indeed');
  expect(await pastesClipboard(ann)).toBe('two');
  await keyboard.press('Shift+Tab');
  await expect(ann.transcript).toBeFocused();
});

test.describe(() => {
  test.use({ room: 'own' });

  test(
    'over plain HTTP a message is copied too, or offered for manual copying',
    AT_BOTH_WIDTHS,
    async ({ person, server }) => {
      const ann = await person('Ann', { as: 'visitor' });
      await ann.joins(server.networkUrl);
      await ann.says('one');
      await ann.hovers('one');
      await action(ann, 'Copy message from Ann').click();
      expect(await pastesClipboard(ann)).toBe('one');
      await ann.page.evaluate(() => Object.assign(document, { execCommand: () => false }));
      await ann.hovers('one');
      await action(ann, 'Copy message from Ann').click();
      const manualCopy = ann.page.getByRole('dialog').getByRole('textbox');
      await expect(manualCopy).toHaveValue('one');
      await expect(manualCopy).toBeFocused();
      expect(await ann.page.evaluate(() => String(getSelection()))).toBe('one');
      expect(await axeViolations(ann.page)).toEqual([]);
      await ann.page.keyboard.press('Escape');
      await expect(manualCopy).toHaveCount(0);
    },
  );
});
