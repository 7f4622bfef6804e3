import { copiesSelection } from '../../support/copied-text.ts';
import { expect, test } from '../../support/fixtures.ts';
import { numberedRow, numberedTexts } from '../../support/numbered-messages.ts';

test.use({ settings: { MESSAGES_PER_WINDOW: '0' } });

/** The numbers of the messages in a copied text, in its order. */
const numbersIn = (text: unknown) =>
  [...String(text).matchAll(/^message (\d+)\./gm)].map(([, number]) => Number(number));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

test('what is selected of a long transcript is copied whole, rendered or not', async ({ person, httpMember }) => {
  const ben = await httpMember('Ben');
  await ben.says(...numberedTexts(0, 60));
  const ann = await person('Ann');
  await expect(numberedRow(ann, 59)).toBeInViewport({ ratio: 1 });
  const later = numberedTexts(60, 260);
  await ben.says(...later);
  await expect(numberedRow(ann, 259)).toBeInViewport({ ratio: 1 });
  await expect(numberedRow(ann, 100), 'most rows are not rendered').toHaveCount(0);

  const { keyboard, mouse } = ann.page;
  await numberedRow(ann, 250)
    .locator('.text')
    .click({ position: { x: 1, y: 5 } });
  await mouse.wheel(0, -6_000);
  await expect(numberedRow(ann, 250)).not.toBeInViewport();
  await expect(numberedRow(ann, 245), 'the list has scrolled').toHaveCount(0);
  const end = ann.transcript.locator('.row .text').filter({ visible: true });
  const first = Number(/message (\d+)/.exec((await end.nth(12).textContent()) ?? '')?.[1]);
  await numberedRow(ann, first)
    .locator('.text')
    .click({ position: { x: 1, y: 5 }, modifiers: ['Shift'] });
  const part = String(await copiesSelection(ann));
  expect(part.replaceAll(/^Ben \d\d:\d\d\n/gm, '')).toBe(later.slice(first - 60, 190).join('\n\n'));
  expect(part, 'the text of the first message only').toMatch(/^message/);

  await ann.transcript.focus();
  await keyboard.press('ControlOrMeta+a');
  const all = String(await copiesSelection(ann));
  expect(numbersIn(all)).toEqual(range(10, 260));
  expect(all).toMatch(/^Today\n\nBen \d\d:\d\d\nmessage 10\./);
  expect(all, 'nothing but the conversation').toMatch(/\n\nBen \d\d:\d\d\nmessage 259\.[a-z ]*$/);
  const status = ann.page.getByRole('status');
  await expect(status.filter({ hasText: '250 messages copied.' })).toBeVisible();
  await expect(status.filter({ hasText: 'Older messages aren’t loaded, so they weren’t copied.' })).toBeVisible();
  await ann.page.getByRole('button', { name: 'Export conversation' }).click();
  await expect(ann.page.getByRole('button', { name: 'Load all and export' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(ann.transcript, 'the pressed button is gone').toBeFocused();
});
