import { axeViolations } from '../../support/axe.ts';
import { AT_BOTH_WIDTHS, expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

test.use({ room: 'shared' });

/** 121 lines. The last one can be searched for. */
const LONG = `${'x\n'.repeat(120)}needle`;

const toggle = (person: Person) => person.transcript.locator('.fold-toggle');
const text = (person: Person) => person.transcript.locator('.text').filter({ hasText: 'x\nx' });
const lineCount = async (person: Person) => (await text(person).innerText()).split('\n').length;
const topOfText = async (person: Person) => (await text(person).boundingBox())?.y;

test('a message of more than 20 lines is folded, and shown whole on request', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  const sending = Promise.withResolvers<void>();
  await ben.page.route('**/trpc/send*', async (route) => {
    await sending.promise;
    await route.continue();
  });
  await ben.composer.fill(LONG);
  await ben.composer.press('Enter');
  await expect(ben.transcript.locator('.pending .fold-toggle'), 'before it is sent').toHaveText('Show all 121 lines');
  expect(await lineCount(ben)).toBe(15);
  sending.resolve();

  await expect(toggle(ann)).toHaveText('Show all 121 lines');
  await expect(toggle(ann)).toHaveAttribute('aria-expanded', 'false');
  expect(await lineCount(ann)).toBe(15);
  await expect(ann.transcript.getByText('needle'), 'the hidden lines are not rendered').toHaveCount(0);
  await expect(text(ann)).toBeInViewport();
  const before = await topOfText(ann);

  await toggle(ann).focus();
  await ann.page.keyboard.press('Enter');
  await expect(toggle(ann)).toHaveText('Show less');
  await expect(toggle(ann)).toHaveAttribute('aria-expanded', 'true');
  await expect(toggle(ann)).toBeFocused();
  expect(await lineCount(ann)).toBe(121);
  expect(await topOfText(ann), 'the reader stays at the start').toBeCloseTo(before ?? 0, 0);
  expect(await axeViolations(ann.page)).toEqual([]);

  await toggle(ann).scrollIntoViewIfNeeded();
  await toggle(ann).click();
  await expect(toggle(ann)).toBeFocused();
  expect(await lineCount(ann)).toBe(15);
  await expect(text(ann)).toBeInViewport();
  expect(await axeViolations(ann.page)).toEqual([]);
});

test('the hidden lines of a folded message are found, copied and linked', AT_BOTH_WIDTHS, async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ben.composer.fill(LONG);
  await ben.composer.press('Enter');
  await expect(toggle(ann)).toBeVisible();
  await ann.transcript.focus();
  await ann.page.keyboard.press('Enter');
  await ann.page.keyboard.press('c');
  await expect(ann.page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  await ann.composer.fill('');
  await ann.composer.press('Control+V');
  await expect(ann.composer).toHaveValue(LONG);
  await ann.composer.fill('');

  await ann.page.keyboard.press('Control+f');
  await expect(ann.page.getByRole('searchbox')).toBeFocused();
  await ann.page.keyboard.type('needle');
  await expect(ann.page.locator('.find-bar').getByRole('status')).toHaveText('1 of 1');
  await expect(toggle(ann)).toHaveText('Show less');
  const isMatchVisible = () =>
    ann.transcript.evaluate((scroller) => {
      const [range] = CSS.highlights.get('current-match') ?? [];
      if (!(range instanceof Range)) return false;
      const [match, visible] = [range.getBoundingClientRect(), scroller.getBoundingClientRect()];
      return match.top >= visible.top && match.bottom <= visible.bottom;
    });
  await expect.poll(isMatchVisible).toBe(true);
});

test('a text that is too high without line breaks is folded', IN_LONG_RUN, async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  const long = 'W'.repeat(250);
  await ben.says(long);
  const high = ann.transcript.locator('.text').filter({ hasText: 'WW' });
  await high.evaluate((element) => (element.style.maxWidth = '1.5rem'));
  await expect(toggle(ann)).toHaveText('Show all 250 lines');
  await expect(high, 'the first 15 lines').toHaveText(/^W{15} …$/);
  await toggle(ann).click();
  await expect(high).toHaveText(long);
  await expect(toggle(ann)).toHaveText('Show less');
});
