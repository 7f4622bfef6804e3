import { axeViolations } from '../../support/axe.ts';
import { AT_BOTH_WIDTHS, expect, IN_LONG_RUN, PHONE, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

test.use({ room: 'shared' });

const DESKTOP = { viewport: { width: 1280, height: 780 } };
const SMALL_PHONE = { ...PHONE, viewport: { width: 320, height: 560 } };

const suggestions = (person: Person) => person.page.getByRole('option');
const activeSuggestion = (person: Person) => person.page.getByRole('option', { selected: true });
const help = (person: Person) => person.page.getByRole('dialog', { name: 'Help' });
const status = (person: Person) => person.page.locator('#composer-status');

/** Replaces the text key by key. */
const types = async (person: Person, text: string) => {
  await person.composer.fill('');
  await person.composer.pressSequentially(text);
};

/** Expects no axe violations, no overflow, and parts that are in the window and large enough to press. */
const expectReachable = async (person: Person, parts: ReturnType<typeof suggestions>) => {
  expect(await axeViolations(person.page)).toEqual([]);
  const { width, height } = person.page.viewportSize() ?? { width: 0, height: 0 };
  for (const part of await parts.all()) {
    await part.scrollIntoViewIfNeeded();
    const box = await part.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
  }
  expect(await person.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
};

for (const [where, browser, size] of [
  ['on a desktop', DESKTOP, IN_LONG_RUN],
  ['on a phone', PHONE, {}],
] as const) {
  test(`/help opens the help and sends nothing: ${where}`, IN_LONG_RUN, async ({ person }) => {
    const ann = await person('Ann', { browser });
    await ann.composer.fill('/HELP');
    await ann.page.getByRole('button', { name: 'Send' }).click();
    await expect(help(ann)).toBeInViewport({ ratio: 1 });
    await expect(ann.composer).toHaveValue('');
    for (const usage of ['/help', '/me waves', '/nick Name', '/find hello', '/leave [reason]', '//x', '@']) {
      await expect(help(ann).getByText(usage, { exact: true })).toBeVisible();
    }
    await expectReachable(ann, help(ann).getByRole('button'));
    await help(ann).getByRole('button', { name: 'Close' }).click();
    await expect(help(ann)).toHaveCount(0);
    await expect(ann.composer).toBeFocused();
    await ann.says('after all');
    if (browser === PHONE) await ann.page.getByRole('button', { name: 'Send' }).tap();
    await ann.reads('after all');
    await expect(ann.messages).toHaveCount(1);
  });

  test(`suggestions are within reach and pass axe: ${where}`, IN_LONG_RUN, async ({ person, httpMembers }) => {
    await httpMembers(...Array.from({ length: 9 }, (_, index) => `Ann${index}`), 'Donaudampfschiff');
    const ben = await person('Ben', { browser });
    await types(ben, '/');
    await expect(suggestions(ben)).toHaveCount(5);
    await expectReachable(ben, suggestions(ben));
    await types(ben, 'hello @');
    await expect(suggestions(ben)).toHaveText(Array.from({ length: 8 }, (_, index) => `Ann${index}`));
    await expect(ben.page.getByRole('status').filter({ hasText: '8 suggestions.' })).toBeAttached();
    await expectReachable(ben, suggestions(ben));
    await ben.composer.pressSequentially('dAm');
    await expect(suggestions(ben)).toHaveText(['Donaudampfschiff']);
  });

  test(
    `a click accepts a suggestion, and the field keeps the focus: ${where}`,
    size,
    async ({ person, httpMembers }) => {
      await httpMembers('Ann', 'Anna');
      const ben = await person('Ben', { browser });
      await ben.composer.evaluate((field) => field.addEventListener('blur', () => field.setAttribute('data-left', '')));
      await types(ben, '@an');
      const anna = suggestions(ben).filter({ hasText: 'Anna' });
      await (browser === PHONE ? anna.tap() : anna.click());
      await expect(ben.composer).toHaveValue('@Anna ');
      await expect(suggestions(ben)).toHaveCount(0);
      await ben.page.keyboard.type('hi');
      await expect(ben.composer).toHaveValue('@Anna hi');
      await expect(ben.composer).not.toHaveAttribute('data-left');
    },
  );
}

test(
  'suggestions stay within the window of a small phone with an open keyboard',
  IN_LONG_RUN,
  async ({ person, httpMembers }) => {
    await httpMembers(...Array.from({ length: 8 }, (_, index) => `Donaudampfschif${index}`));
    const ben = await person('Ben', { browser: SMALL_PHONE });
    await types(ben, 'one\n\n\nfour @');
    await expect(suggestions(ben)).toHaveCount(8);
    await ben.page.setViewportSize({ width: 320, height: 400 });
    await ben.composer.press('ArrowUp');
    await expect(activeSuggestion(ben)).toHaveText('Donaudampfschif7');
    await expect(activeSuggestion(ben), 'it scrolls into view').toBeInViewport({ ratio: 1 });
    await expect(ben.page.getByRole('listbox')).toBeInViewport({ ratio: 1 });
  },
);

test('Escape closes the help, and text after /help stays', async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('/help me');
  await expect(help(ann)).toBeVisible();
  await ann.page.keyboard.press('Escape');
  await expect(help(ann)).toHaveCount(0);
  await expect(ann.composer).toHaveValue('/help me');
  await expect(ann.composer).toBeFocused();
});

test('a question mark outside text fields opens the help, and so does the menu', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  const { keyboard } = ann.page;
  await ann.composer.pressSequentially('why?');
  await ann.transcript.focus();
  await keyboard.press('?');
  await expect(help(ann)).toBeVisible();
  await keyboard.press('?');
  await keyboard.press('Escape');
  await expect(help(ann)).toHaveCount(0);
  await expect(ann.transcript).toBeFocused();
  await expect(ann.composer).toHaveValue('why?');
  const menu = ann.page.getByRole('button', { name: 'Room menu' });
  await menu.click();
  await ann.page.getByRole('button', { name: 'Help' }).click();
  await help(ann).getByRole('button', { name: 'Close' }).click();
  await expect(menu).toBeFocused();
});

test('/me is sent as typed, and refused without an action', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.says('/me ');
  await expect(status(ann)).toContainText('Add what you’re doing, e.g. /me waves');
  await expect(ann.composer).toHaveValue('/me ');
  const sent = ann.page.waitForRequest('**/trpc/send');
  await ann.composer.pressSequentially('waves');
  await ann.composer.press('Enter');
  expect((await sent).postDataJSON()).toMatchObject({ text: '/me waves' });
  await expect(ben.messages).toHaveText([/waves$/]);
  await expect(ann.composer).toHaveValue('');
});

test('an unknown command stays in the composer with the reason', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  for (const [text, name] of [
    ['/foo', '/foo'],
    ['/usr/bin/x --all', '/usr/bin/x'],
    ['/etc/hosts\nand a second line', '/etc/hosts'],
  ] as const) {
    await ann.says(text);
    await expect(status(ann)).toContainText(`Unknown command ${name}. To send it as text, type /${name}.`);
    await expect(ann.composer).toHaveValue(text);
    await expect(ann.composer).toHaveAttribute('aria-invalid', 'true');
  }
  await ann.composer.press('Control+Home');
  await ann.page.keyboard.type('/');
  await expect(status(ann)).toHaveText('');
  await ann.composer.press('Enter');
  await ann.reads('/etc/hosts\nand a second line');
  await expect(ann.messages).toHaveCount(1);
});

test('the error message shortens a very long unknown command', async ({ person }) => {
  const ann = await person('Ann', { browser: SMALL_PHONE });
  const text = `/${'x'.repeat(3_000)}`;
  await ann.composer.fill(text);
  await ann.page.getByRole('button', { name: 'Send' }).click();
  await expect(status(ann)).toContainText('Unknown command /xxx');
  await expect(ann.composer).toHaveValue(text);
  await expect(ann.page.getByRole('button', { name: 'Send' })).toBeInViewport({ ratio: 1 });
  expect(await ann.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test(
  'two slashes send one slash, and the limit counts the sent text',
  AT_BOTH_WIDTHS,
  async ({ person, httpMember }) => {
    const ann = await person('Ann');
    const ben = await httpMember('Ben');
    await ann.says('//shrug', '//');
    await ben.reads('/shrug', '/');
    await ann.composer.fill(`//${'x'.repeat(1_999)}`);
    await expect(status(ann)).toContainText('0 left');
    await ann.composer.press('Enter');
    await ben.reads(`/${'x'.repeat(1_999)}`);
  },
);

test.describe(() => {
  test.use({ room: 'own' });

  test('/leave shows its reason to the others', AT_BOTH_WIDTHS, async ({ person }) => {
    const ann = await person('Ann');
    const ben = await person('Ben');
    await ann.says(`/leave ${'very '.repeat(6)}long`);
    await expect(status(ann)).toContainText('Reasons can be up to 32 characters.');
    await expect(ann.composer).toHaveValue(`/leave ${'very '.repeat(6)}long`);
    await ann.says('/leave gone fishing');
    await ann.isInTheLobby();
    await ben.seesSystemMessage('Ann left: “gone fishing”');
    await ben.says('/leave');
    await ben.isInTheLobby();
    const cleo = await person('Cleo');
    await cleo.seesSystemMessage('Ben left.');
    await ann.page.getByRole('button', { name: 'Join' }).click();
    await ann.isInTheRoom();
    await expect(ann.composer, 'the command is not kept as a draft').toHaveValue('');
  });
});

test('Enter accepts a suggested nickname and does not send', async ({ person, httpMembers }) => {
  await httpMembers('Ann', 'Anna', 'Hanna');
  const ben = await person('Ben');
  await types(ben, 'hi @');
  await expect(suggestions(ben), 'everyone but the author').toHaveText(['Ann', 'Anna', 'Hanna']);
  await ben.composer.pressSequentially('an');
  const id = await activeSuggestion(ben).getAttribute('id');
  await expect(ben.composer).toHaveAttribute('aria-activedescendant', `${id}`);
  await expect(activeSuggestion(ben)).toHaveText('Ann');
  await ben.composer.press('ArrowDown');
  await expect(activeSuggestion(ben)).toHaveText('Anna');
  await ben.composer.press('ArrowUp');
  await ben.composer.press('ArrowUp');
  await expect(activeSuggestion(ben), 'up from the first goes to the last').toHaveText('Hanna');
  await ben.composer.press('Enter');
  await expect(ben.composer).toHaveValue('hi @Hanna ');
  await expect(suggestions(ben)).toHaveCount(0);
  await ben.composer.pressSequentially('and @anna');
  await ben.composer.press('Tab');
  await expect(ben.composer).toBeFocused();
  await expect(ben.composer).toHaveValue('hi @Hanna and @Anna ');
  await expect(ben.messages).toHaveCount(0);
  await ben.composer.press('Enter');
  await ben.reads('hi @Hanna and @Anna');
});

test('a suggestion within a text keeps the text around it and the caret', async ({ person, httpMembers }) => {
  await httpMembers('Ann');
  const ben = await person('Ben');
  await types(ben, 'hi , how are you?');
  for (let steps = 0; steps < ', how are you?'.length; steps++) await ben.composer.press('ArrowLeft');
  await ben.page.keyboard.type('@a');
  await ben.composer.press('Enter');
  await ben.page.keyboard.type('!');
  await expect(ben.composer).toHaveValue('hi @Ann!, how are you?');
});

test('Tab accepts a suggested command, and Enter sends a complete one', async ({ person }) => {
  const ann = await person('Ann');
  await types(ann, '/');
  await expect(activeSuggestion(ann)).toContainText('/help');
  await ann.composer.press('ArrowDown');
  await ann.composer.press('Tab');
  await expect(ann.composer).toHaveValue('/me ');
  await types(ann, '/help');
  await expect(suggestions(ann)).toHaveCount(0);
  await ann.composer.press('Enter');
  await expect(help(ann)).toBeVisible();
});

test('Escape closes the suggestions until the word changes', async ({ person, httpMembers }) => {
  await httpMembers('Ann', 'Anna');
  const ben = await person('Ben');
  await types(ben, 'hi @a');
  await expect(suggestions(ben)).toHaveCount(2);
  await ben.composer.press('Escape');
  await expect(suggestions(ben)).toHaveCount(0);
  await ben.composer.press('ArrowLeft');
  await ben.composer.press('ArrowRight');
  await expect(suggestions(ben)).toHaveCount(0);
  await ben.composer.pressSequentially('n');
  await expect(suggestions(ben)).toHaveCount(2);
  await ben.composer.press('Escape');
  await ben.composer.press('Enter');
  await ben.reads('hi @an');
});

test.describe(() => {
  test.use({ room: 'own' });

  test('suggestions close when the caret or the focus moves away', async ({ person, httpMembers }) => {
    await httpMembers('Ann', 'Anna');
    const ben = await person('Ben');
    await types(ben, 'hi @a');
    await ben.composer.press('Home');
    await ben.composer.press('End');
    await expect(suggestions(ben)).toHaveCount(0);
    await types(ben, 'hi @a');
    await expect(suggestions(ben)).toHaveCount(2);
    await ben.composer.press('Shift+ArrowLeft');
    await expect(suggestions(ben)).toHaveCount(0);
    await types(ben, 'hi @an');
    await ben.composer.press('ArrowLeft');
    await expect(suggestions(ben), 'the caret is still in the word').toHaveCount(2);
    await ben.page.keyboard.press('Shift+Tab');
    await expect(ben.transcript.locator('summary')).toBeFocused();
    await expect(suggestions(ben)).toHaveCount(0);
    await types(ben, 'hi @a');
    await ben.composer.press('Shift+Enter');
    await expect(ben.composer).toHaveValue('hi @a\n');
    await expect(suggestions(ben)).toHaveCount(0);
  });
});

test('the active suggestion stays when members join, and those who leave are not suggested', async ({
  person,
  httpMember,
  httpMembers,
}) => {
  await httpMembers('Anna');
  const ben = await person('Ben');
  const ann = await httpMember('Ann');
  await types(ben, '@an');
  await ben.composer.press('ArrowDown');
  await expect(activeSuggestion(ben)).toHaveText('Anna');
  await ann.leaves();
  await expect(suggestions(ben)).toHaveText(['Anna']);
  await httpMembers('An');
  await expect(suggestions(ben)).toHaveText(['An', 'Anna']);
  await expect(activeSuggestion(ben)).toHaveText('Anna');
});

test('during IME composition keys belong to the input method', async ({ person, httpMembers }) => {
  await httpMembers('Ann', 'Anna');
  const ben = await person('Ben');
  await types(ben, '@a');
  for (const key of ['Enter', 'Tab', 'ArrowDown', 'Escape']) {
    await ben.composer.dispatchEvent('keydown', { key, isComposing: true, bubbles: true });
    await ben.composer.dispatchEvent('keydown', { key, keyCode: 229, bubbles: true });
  }
  await ben.composer.dispatchEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true });
  await expect(ben.composer).toHaveValue('@a');
  await expect(activeSuggestion(ben)).toHaveText('Ann');
});

test('what the page inserts is undone and done again like what was typed', async ({ person, httpMember }) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben');
  await ben.says('how are you?');
  await ann.reads('how are you?');
  const undoes = async (...texts: string[]) => {
    for (const text of texts) {
      await ann.composer.press('Control+z');
      await expect(ann.composer).toHaveValue(text);
    }
  };
  await types(ann, 'hi @be');
  await ann.composer.press('Tab');
  await expect(ann.composer).toHaveValue('hi @Ben ');
  await ann.page.keyboard.type('!');
  await undoes('hi @Ben ', 'hi @be');
  await ann.composer.press('Control+Shift+z');
  await expect(ann.composer).toHaveValue('hi @Ben ');

  await types(ann, 'fine');
  await ann.hovers('how are you?');
  await ann.page.getByRole('button', { name: 'Quote message from Ben', exact: true }).click();
  await expect(ann.composer).toHaveValue('> Ben: how are you?\nfine');
  // At once: what a slow machine types in several pieces, the browser undoes in several.
  await ann.page.keyboard.insertText(', thanks');
  await undoes('> Ben: how are you?\nfine', 'fine');
  await ann.hovers('how are you?');
  await ann.page.getByRole('button', { name: 'Mention Ben', exact: true }).click();
  await expect(ann.composer).toHaveValue('fine @Ben ');
  await undoes('fine');

  await ann.says('/nick Ben');
  await expect(ann.composer).toHaveValue('/nick Ben');
  await expect(status(ann)).toContainText('is taken');
  await undoes('');

  await ann.page.route('**/trpc/send', (route) => {
    const refused = { code: 'BAD_REQUEST', httpStatus: 400, refusal: 'text-invalid', rule: 'empty', limit: 256 };
    return route.fulfill({ status: 400, json: { error: { message: '', code: -32_600, data: refused } } });
  });
  await ann.says('refused');
  await types(ann, 'half a');
  await ann.composer.press('ArrowLeft');
  await ann.page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(ann.composer).toHaveValue('refused\nhalf a');
  await ann.page.keyboard.insertText('of ');
  await expect(ann.composer, 'the caret stays where Ann was writing').toHaveValue('refused\nhalf of a');
  await undoes('refused\nhalf a', 'half a');

  await ann.page.evaluate(() => Object.assign(document, { execCommand: () => false }));
  await types(ann, 'hi @be');
  await ann.composer.press('Tab');
  await expect(ann.composer, 'also in a browser without the command').toHaveValue('hi @Ben ');
});

test('Enter sends a mention that is complete, although another nickname begins like it', async ({
  person,
  httpMembers,
}) => {
  await httpMembers('Ann', 'Anna');
  const ben = await person('Ben');
  await types(ben, 'hi @ann');
  await expect(suggestions(ben)).toHaveText(['Ann', 'Anna']);
  await ben.composer.press('Enter');
  await ben.reads('hi @ann');
  await types(ben, 'and @ann');
  await ben.composer.press('ArrowDown');
  await ben.composer.press('Enter');
  await expect(ben.composer, 'the one that was chosen').toHaveValue('and @Anna ');
  await types(ben, 'and @ann');
  await ben.composer.press('Tab');
  await expect(ben.composer, 'Tab never sends').toHaveValue('and @Ann ');
});

test('modified arrow keys edit no message, and Ctrl+Enter sends whatever Enter does', async ({ person }) => {
  const ann = await person('Ann');
  const { keyboard } = ann.page;
  await ann.says('one');
  await ann.reads('one');
  for (const key of ['Shift', 'Control', 'Alt', 'Meta']) {
    await ann.composer.press(`${key}+ArrowUp`);
    await expect(ann.composer).toHaveValue('');
  }
  await ann.page.getByRole('button', { name: 'Room menu' }).click();
  await ann.page.getByRole('button', { name: 'Settings' }).click();
  await ann.page.getByRole('radio', { name: 'Starts a new line' }).click();
  await keyboard.press('Escape');
  await ann.composer.fill('two');
  await ann.composer.press('Enter');
  await keyboard.type('lines');
  await expect(ann.composer).toHaveValue('two\nlines');
  await ann.composer.press('Control+Enter');
  await ann.reads('one', 'two\nlines');
  await ann.composer.press('ArrowUp');
  await expect(ann.composer).toHaveValue('two\nlines');
  await ann.composer.press('Meta+Enter');
  await expect(ann.composer, 'the edit ended').toHaveValue('');
});

test('on a tablet Enter sends on a physical keyboard, and starts a new line on the on-screen keyboard', async ({
  person,
}) => {
  const ann = await person('Ann', { browser: { ...PHONE, viewport: { width: 820, height: 1_100 } } });
  await ann.composer.fill('typed on a keyboard');
  await ann.composer.press('Enter');
  await ann.reads('typed on a keyboard');
  await ann.page.setViewportSize({ width: 820, height: 700 });
  await ann.composer.fill('typed on the screen');
  await ann.composer.press('Enter');
  await expect(ann.composer).toHaveValue('typed on the screen\n');
  await ann.page.setViewportSize({ width: 820, height: 1_100 });
  await ann.composer.dispatchEvent('keydown', { key: 'Enter', code: '', bubbles: true });
  await expect(ann.composer, 'a floating keyboard names no key').toHaveValue('typed on the screen\n');
});
