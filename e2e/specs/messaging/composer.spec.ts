import { axeViolations } from '../../support/axe.ts';
import { AT_BOTH_WIDTHS, expect, PHONE, test } from '../../support/fixtures.ts';
import type { TestServer } from '../../support/test-server.ts';
import type { Person } from '../../support/person.ts';

const desk = { viewport: { width: 1280, height: 780 } };
const smallPhone = { ...PHONE, viewport: { width: 320, height: 560 } };

const offers = (person: Person) => person.page.getByRole('option');
const chosen = (person: Person) => person.page.getByRole('option', { selected: true });
const help = (person: Person) => person.page.getByRole('dialog', { name: 'Help' });
const told = (person: Person) => person.page.locator('#composer-status');

/** Writes as with a keyboard, letter by letter. */
const types = async (person: Person, text: string) => {
  await person.composer.fill('');
  await person.composer.pressSequentially(text);
};

/** Brings people in who only sit there: no page is open for them. */
const sitDown = async (server: TestServer, ...nicknames: string[]) => {
  for (const nickname of nicknames) {
    const answer = await fetch(`${server.url}trpc/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ nickname }),
    });
    expect(answer.status).toBe(200);
  }
};

/** Axe finds nothing, and nothing runs out of the window or is too small to press. */
const isReachable = async (person: Person, parts: ReturnType<typeof offers>) => {
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

for (const [where, browser] of [
  ['at a desk', desk],
  ['on a phone', PHONE],
] as const) {
  test(`/help opens the help, and nobody hears of it: ${where}`, async ({ person }) => {
    const ann = await person('Ann', { browser });
    await ann.composer.fill('/HELP');
    await ann.page.getByRole('button', { name: 'Send' }).click();
    await expect(help(ann)).toBeInViewport({ ratio: 1 });
    await expect(ann.composer).toHaveValue('');
    for (const usage of ['/help', '/me waves', '/nick Name', '/find hello', '/leave [reason]', '//x', '@']) {
      await expect(help(ann).getByText(usage, { exact: true })).toBeVisible();
    }
    await isReachable(ann, help(ann).getByRole('button'));
    await help(ann).getByRole('button', { name: 'Close' }).click();
    await expect(help(ann)).toHaveCount(0);
    await expect(ann.composer).toBeFocused();
    await ann.says('after all');
    if (browser === PHONE) await ann.page.getByRole('button', { name: 'Send' }).tap();
    await ann.reads('after all');
    await expect(ann.messages).toHaveCount(1);
  });

  test(`what can be chosen is within reach, and axe finds nothing: ${where}`, async ({ person, server }) => {
    await sitDown(server, ...Array.from({ length: 9 }, (_, index) => `Ann${index}`), 'Donaudampfschiff');
    const ben = await person('Ben', { browser });
    await types(ben, '/');
    await expect(offers(ben)).toHaveCount(5);
    await isReachable(ben, offers(ben));
    await types(ben, 'hello @');
    await expect(offers(ben)).toHaveText(Array.from({ length: 8 }, (_, index) => `Ann${index}`));
    await expect(ben.page.getByRole('status').filter({ hasText: '8 suggestions.' })).toBeAttached();
    await isReachable(ben, offers(ben));
    await ben.composer.pressSequentially('dAm');
    await expect(offers(ben)).toHaveText(['Donaudampfschiff']);
  });

  test(`a press takes it, and the field keeps the focus: ${where}`, async ({ person, server }) => {
    await sitDown(server, 'Ann', 'Anna');
    const ben = await person('Ben', { browser });
    await ben.composer.evaluate((field) => field.addEventListener('blur', () => field.setAttribute('data-left', '')));
    await types(ben, '@an');
    const anna = offers(ben).filter({ hasText: 'Anna' });
    await (browser === PHONE ? anna.tap() : anna.click());
    await expect(ben.composer).toHaveValue('@Anna ');
    await expect(offers(ben)).toHaveCount(0);
    await ben.page.keyboard.type('hi');
    await expect(ben.composer).toHaveValue('@Anna hi');
    await expect(ben.composer).not.toHaveAttribute('data-left');
  });
}

test('on a small phone with its keyboard open, what is offered stays within the window', async ({ person, server }) => {
  await sitDown(server, ...Array.from({ length: 8 }, (_, index) => `Donaudampfschif${index}`));
  const ben = await person('Ben', { browser: smallPhone });
  await types(ben, 'one\n\n\nfour @');
  await expect(offers(ben)).toHaveCount(8);
  await ben.page.setViewportSize({ width: 320, height: 400 });
  await ben.composer.press('ArrowUp');
  await expect(chosen(ben)).toHaveText('Donaudampfschif7');
  await expect(chosen(ben), 'the chosen one is scrolled to').toBeInViewport({ ratio: 1 });
  await expect(ben.page.getByRole('listbox')).toBeInViewport({ ratio: 1 });
});

test('after /help a key closes it, and what was written after it stays', async ({ person }) => {
  const ann = await person('Ann');
  await ann.says('/help me');
  await expect(help(ann)).toBeVisible();
  await ann.page.keyboard.press('Escape');
  await expect(help(ann)).toHaveCount(0);
  await expect(ann.composer).toHaveValue('/help me');
  await expect(ann.composer).toBeFocused();
});

test(
  'a question mark opens the help where one does not write, and so does the menu',
  AT_BOTH_WIDTHS,
  async ({ person }) => {
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
  },
);

test('/me is sent as typed, and refused with nothing after it', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.says('/me ');
  await expect(told(ann)).toContainText('Add what you’re doing, e.g. /me waves');
  await expect(ann.composer).toHaveValue('/me ');
  const sent = ann.page.waitForRequest('**/trpc/send');
  await ann.composer.pressSequentially('waves');
  await ann.composer.press('Enter');
  expect((await sent).postDataJSON()).toMatchObject({ text: '/me waves' });
  await expect(ben.messages).toHaveText([/waves$/]);
  await expect(ann.composer).toHaveValue('');
});

test('a command that there is not stays in the composer, with the reason', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  for (const [text, name] of [
    ['/foo', '/foo'],
    ['/usr/bin/x --all', '/usr/bin/x'],
    ['/etc/hosts\nand a second line', '/etc/hosts'],
  ] as const) {
    await ann.says(text);
    await expect(told(ann)).toContainText(`Unknown command ${name}. To send it as text, type /${name}.`);
    await expect(ann.composer).toHaveValue(text);
    await expect(ann.composer).toHaveAttribute('aria-invalid', 'true');
  }
  await ann.composer.press('Control+Home');
  await ann.page.keyboard.type('/');
  await expect(told(ann)).toHaveText('');
  await ann.composer.press('Enter');
  await ann.reads('/etc/hosts\nand a second line');
  await expect(ann.messages).toHaveCount(1);
});

test('a very long word after a slash is not repeated in full', async ({ person }) => {
  const ann = await person('Ann', { browser: smallPhone });
  const text = `/${'x'.repeat(3_000)}`;
  await ann.composer.fill(text);
  await ann.page.getByRole('button', { name: 'Send' }).click();
  await expect(told(ann)).toContainText('Unknown command /xxx');
  await expect(ann.composer).toHaveValue(text);
  await expect(ann.page.getByRole('button', { name: 'Send' })).toBeInViewport({ ratio: 1 });
  expect(await ann.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test('two slashes send one, and the limit counts what is sent', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.says('//shrug', '//');
  await ben.reads('/shrug', '/');
  await ann.composer.fill(`//${'x'.repeat(255)}`);
  await expect(told(ann)).toContainText('0 left');
  await ann.composer.press('Enter');
  await ben.reads(`/${'x'.repeat(255)}`);
});

test('/leave tells the others why', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.says(`/leave ${'very '.repeat(6)}long`);
  await expect(told(ann)).toContainText('Reasons can be up to 32 characters.');
  await expect(ann.composer).toHaveValue(`/leave ${'very '.repeat(6)}long`);
  await ann.says('/leave gone fishing');
  await ann.isInTheLobby();
  await ben.seesSystemMessage('Ann left (gone fishing).');
  await ben.says('/leave');
  await ben.isInTheLobby();
  const cleo = await person('Cleo');
  await cleo.seesSystemMessage('Ben left.');
  await ann.page.getByRole('button', { name: 'Join' }).click();
  await ann.isInTheRoom();
  await expect(ann.composer, 'the command is done with').toHaveValue('');
});

test('a nickname by keyboard: Enter takes it and does not send', async ({ person, server }) => {
  await sitDown(server, 'Ann', 'Anna', 'Hanna');
  const ben = await person('Ben');
  await types(ben, 'hi @');
  await expect(offers(ben), 'all but oneself').toHaveText(['Ann', 'Anna', 'Hanna']);
  await ben.composer.pressSequentially('an');
  const id = await chosen(ben).getAttribute('id');
  await expect(ben.composer).toHaveAttribute('aria-activedescendant', `${id}`);
  await expect(chosen(ben)).toHaveText('Ann');
  await ben.composer.press('ArrowDown');
  await expect(chosen(ben)).toHaveText('Anna');
  await ben.composer.press('ArrowUp');
  await ben.composer.press('ArrowUp');
  await expect(chosen(ben), 'from the first up to the last').toHaveText('Hanna');
  await ben.composer.press('Enter');
  await expect(ben.composer).toHaveValue('hi @Hanna ');
  await expect(offers(ben)).toHaveCount(0);
  await ben.composer.pressSequentially('and @anna');
  await ben.composer.press('Tab');
  await expect(ben.composer).toBeFocused();
  await expect(ben.composer).toHaveValue('hi @Hanna and @Anna ');
  await expect(ben.messages).toHaveCount(0);
  await ben.composer.press('Enter');
  await ben.reads('hi @Hanna and @Anna');
});

test('a nickname within a text: the rest stays, and so does the caret', async ({ person, server }) => {
  await sitDown(server, 'Ann');
  const ben = await person('Ben');
  await types(ben, 'hi , how are you?');
  for (let steps = 0; steps < ', how are you?'.length; steps++) await ben.composer.press('ArrowLeft');
  await ben.page.keyboard.type('@a');
  await ben.composer.press('Enter');
  await ben.page.keyboard.type('!');
  await expect(ben.composer).toHaveValue('hi @Ann!, how are you?');
});

test('a command by keyboard; one that is written in full is sent at once', async ({ person }) => {
  const ann = await person('Ann');
  await types(ann, '/');
  await expect(chosen(ann)).toContainText('/help');
  await ann.composer.press('ArrowDown');
  await ann.composer.press('Tab');
  await expect(ann.composer).toHaveValue('/me ');
  await types(ann, '/help');
  await expect(offers(ann)).toHaveCount(0);
  await ann.composer.press('Enter');
  await expect(help(ann)).toBeVisible();
});

test('Escape closes what is offered until the word changes', async ({ person, server }) => {
  await sitDown(server, 'Ann', 'Anna');
  const ben = await person('Ben');
  await types(ben, 'hi @a');
  await expect(offers(ben)).toHaveCount(2);
  await ben.composer.press('Escape');
  await expect(offers(ben)).toHaveCount(0);
  await ben.composer.press('ArrowLeft');
  await ben.composer.press('ArrowRight');
  await expect(offers(ben)).toHaveCount(0);
  await ben.composer.pressSequentially('n');
  await expect(offers(ben)).toHaveCount(2);
  await ben.composer.press('Escape');
  await ben.composer.press('Enter');
  await ben.reads('hi @an');
});

test('what is offered closes when one turns to something else', async ({ person, server }) => {
  await sitDown(server, 'Ann', 'Anna');
  const ben = await person('Ben');
  await types(ben, 'hi @a');
  await ben.composer.press('Home');
  await ben.composer.press('End');
  await expect(offers(ben)).toHaveCount(0);
  await types(ben, 'hi @a');
  await expect(offers(ben)).toHaveCount(2);
  await ben.composer.press('Shift+ArrowLeft');
  await expect(offers(ben)).toHaveCount(0);
  await types(ben, 'hi @an');
  await ben.composer.press('ArrowLeft');
  await expect(offers(ben), 'the caret is still in the word').toHaveCount(2);
  await ben.page.keyboard.press('Shift+Tab');
  await expect(ben.transcript.locator('summary')).toBeFocused();
  await expect(offers(ben)).toHaveCount(0);
  await types(ben, 'hi @a');
  await ben.composer.press('Shift+Enter');
  await expect(ben.composer).toHaveValue('hi @a\n');
  await expect(offers(ben)).toHaveCount(0);
});

test('who is chosen stays chosen when others come, and who leaves is not offered', async ({ person, server }) => {
  await sitDown(server, 'Anna');
  const ben = await person('Ben');
  const ann = await person('Ann');
  await types(ben, '@an');
  await ben.composer.press('ArrowDown');
  await expect(chosen(ben)).toHaveText('Anna');
  await ann.says('/leave');
  await expect(offers(ben)).toHaveText(['Anna']);
  await sitDown(server, 'An');
  await expect(offers(ben)).toHaveText(['An', 'Anna']);
  await expect(chosen(ben)).toHaveText('Anna');
});

test('while a word is being composed, keys choose that word and nothing else', async ({ person, server }) => {
  await sitDown(server, 'Ann', 'Anna');
  const ben = await person('Ben');
  await types(ben, '@a');
  for (const key of ['Enter', 'Tab', 'ArrowDown', 'Escape']) {
    await ben.composer.dispatchEvent('keydown', { key, isComposing: true, bubbles: true });
    await ben.composer.dispatchEvent('keydown', { key, keyCode: 229, bubbles: true });
  }
  await expect(ben.composer).toHaveValue('@a');
  await expect(chosen(ben)).toHaveText('Ann');
});
