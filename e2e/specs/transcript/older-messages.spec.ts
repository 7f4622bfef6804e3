import { readFile } from 'node:fs/promises';
import { AT_BOTH_WIDTHS, expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';
import type { HttpMember } from '../../support/http-member.ts';
import { numberedRow, numberedTexts, pressHomeUntil } from '../../support/numbered-messages.ts';
import type { Person } from '../../support/person.ts';

test.use({ settings: { MESSAGES_PER_WINDOW: '0' } });

/** Holds back the answers to `history`. Each call of the returned function lets one through. */
const holdHistory = async ({ page }: Person) => {
  const held: (() => void)[] = [];
  await page.route('**/trpc/history?*', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve));
    await route.continue();
  });
  return async () => {
    await expect.poll(() => held.length).toBeGreaterThan(0);
    held.shift()?.();
  };
};

/** Ben has sent 330 messages, and Ann reads the last ones. `letThrough` lets the next answer with older ones through. */
const annReadsTheLatest = async (
  person: (nickname: string) => Promise<Person>,
  httpMember: (nickname: string) => Promise<HttpMember>,
) => {
  const ben = await httpMember('Ben');
  await ben.says(...numberedTexts(0, 330));
  const ann = await person('Ann');
  const letThrough = await holdHistory(ann);
  await expect(numberedRow(ann, 329)).toBeInViewport({ ratio: 1 });
  await expect(numberedRow(ann, 279)).toHaveCount(0);
  await ann.transcript.focus();
  return { ann, letThrough };
};

test(
  'older messages are loaded as the reader scrolls back, and do not move what they read',
  AT_BOTH_WIDTHS,
  async ({ person, httpMember }) => {
    const { ann, letThrough } = await annReadsTheLatest(person, httpMember);
    // At first all rows are rendered, and then only those near the viewport.
    for (const first of [280, 180, 80]) {
      await ann.page.keyboard.press('Home');
      await expect(ann.transcript.getByText('Loading older messages…')).toBeInViewport();
      await expect(ann.transcript).toHaveAttribute('aria-busy', 'true');
      await expect(numberedRow(ann, first)).toBeInViewport();
      // The first message loses its header, because it continues those of the same author above it: its text stays.
      const text = numberedRow(ann, first).locator('.text');
      const boxes = () =>
        Promise.all(
          [text, numberedRow(ann, first + 1), numberedRow(ann, first + 2)].map((element) => element.boundingBox()),
        );
      const before = await boxes();
      await letThrough();
      await expect(numberedRow(ann, first - 1)).toBeAttached();
      // A long answer is rendered in parts.
      await expect(ann.transcript).not.toHaveAttribute('aria-busy', 'true');
      expect(await boxes(), `the messages from ${first} on`).toEqual(before);
    }
    await expect(ann.page.locator('[aria-live=polite]', { hasText: 'Older messages loaded.' })).toBeAttached();
    await expect(ann.page.getByRole('button', { name: /new ↓/ }), 'they are not new').toBeHidden();

    const start = ann.transcript.getByText('The room has no older messages.');
    await pressHomeUntil(ann, () => expect(start).toBeInViewport({ timeout: 500 }));
    await expect(numberedRow(ann, 0)).toBeInViewport();
    // From the start to the end, a screen at a time.
    const { numbers, shownTwice } = await ann.transcript.evaluate(async (scroller) => {
      const numbers = new Set<number>();
      const shownTwice: number[][] = [];
      for (;;) {
        const texts = [...scroller.querySelectorAll('.row .text')].map(({ textContent }) => textContent);
        const shown = texts.map((text) => Number(/message (\d+)/.exec(text)?.[1]));
        if (new Set(shown).size < shown.length) shownTwice.push(shown);
        for (const number of shown) numbers.add(number);
        if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 1)
          return { numbers: [...numbers], shownTwice };
        const scrolled = new Promise((resolve) => scroller.addEventListener('scroll', resolve, { once: true }));
        scroller.scrollTop += scroller.clientHeight;
        await scrolled;
        await new Promise(requestAnimationFrame);
      }
    });
    expect(shownTwice).toEqual([]);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 330 }, (_, index) => index));
  },
);

test(
  'keys and wheel scroll beyond messages that are added above while the reader scrolls',
  IN_LONG_RUN,
  async ({ person, httpMember }) => {
    const { ann, letThrough } = await annReadsTheLatest(person, httpMember);
    // Scrolling never counts as finished.
    await ann.page.clock.install();
    await ann.page.clock.pauseAt((await ann.page.evaluate(() => Date.now())) + 10_000);
    const isLoaded = async (first: number) => {
      await letThrough();
      await expect(numberedRow(ann, first)).toBeAttached();
      await expect(ann.transcript).not.toHaveAttribute('aria-busy', 'true');
    };
    const line = ann.transcript.getByText('Loading older messages…');

    await ann.transcript.evaluate((scroller) => void (scroller.scrollTop = 100));
    await isLoaded(279);
    await expect(line).not.toBeInViewport();
    await ann.page.keyboard.press('Home');
    await expect(line).toBeInViewport();

    await ann.transcript.hover();
    await ann.transcript.evaluate((scroller) => void (scroller.scrollTop = 100));
    await isLoaded(179);
    await expect(async () => {
      await ann.page.mouse.wheel(0, -4_000);
      await expect(line).toBeInViewport({ timeout: 100 });
    }).toPass({ intervals: [0] });
  },
);

test('an older message is loaded for its permalink', async ({ person, httpMember, server }) => {
  const ben = await httpMember('Ben');
  await ben.says(...numberedTexts(0, 300));
  const ann = await person('Ann', { as: 'visitor' });
  await ann.joins(`${server.url}#letter-11`);
  await expect(numberedRow(ann, 10)).toHaveClass(/highlighted/);
  await expect(numberedRow(ann, 10)).toBeInViewport({ ratio: 1 });
  await expect(numberedRow(ann, 10)).toBeFocused();
});

test('a failed request for older messages can be repeated', AT_BOTH_WIDTHS, async ({ person, httpMember }) => {
  const ben = await httpMember('Ben');
  await ben.says(...numberedTexts(0, 120));
  const ann = await person('Ann');
  await ann.page.route('**/trpc/history?*', (route) => route.abort());
  await expect(numberedRow(ann, 119)).toBeInViewport();
  await ann.transcript.focus();
  await ann.page.keyboard.press('Home');
  const failed = ann.transcript.getByText('Couldn’t load older messages.');
  await expect(failed).toBeInViewport();
  await ann.page.unroute('**/trpc/history?*');
  await ann.transcript.getByRole('button', { name: 'Try again' }).click();
  await expect(numberedRow(ann, 0)).toBeAttached();
  await expect(failed).toBeHidden();
  await expect(ann.transcript, 'the keys continue to scroll').toBeFocused();
});

test('search and export offer to load all messages first', AT_BOTH_WIDTHS, async ({ person, httpMember }) => {
  const ben = await httpMember('Ben');
  await ben.says(...numberedTexts(0, 300));
  const ann = await person('Ann');
  const menu = async (entry: string) => {
    await ann.page.getByRole('button', { name: 'Room menu' }).click();
    await ann.page.getByRole('button', { name: entry }).click();
  };
  await menu('Export as text');
  const dialog = ann.page.getByRole('dialog', { name: 'Export conversation' });
  await expect(dialog).toContainText('This page has 50 messages, since');
  const save = async (action: () => Promise<void>) => {
    const downloading = ann.page.waitForEvent('download');
    await action();
    return readFile(await (await downloading).path(), 'utf8');
  };
  const part = await save(() => dialog.getByRole('button', { name: 'Export only these' }).click());
  expect(part.split('\n').slice(1, 3)).toEqual([
    expect.stringMatching(/^# 50 messages, from /),
    '# Older messages were not loaded',
  ]);
  await expect(dialog).toBeHidden();

  await menu('Search the conversation');
  const search = ann.page.getByRole('search');
  await search.getByRole('searchbox').fill('message 7.');
  await expect(search.getByText('No matches')).toBeVisible();
  await search.getByRole('button', { name: 'Load all messages' }).click();
  await expect(numberedRow(ann, 7)).toHaveClass(/highlighted/);
  await expect(search.getByText('Older messages aren’t searched yet.')).toBeHidden();
  await ann.page.keyboard.press('Escape');

  const all = await save(() => menu('Export as text'));
  expect(all.split('\n').slice(1, 3)).toEqual([
    expect.stringMatching(/^# 300 messages, from /),
    '# Complete since the room began',
  ]);
  expect(all.match(/Ben: message \d+\./g)).toHaveLength(300);
});

test.describe('in a room that keeps few messages', () => {
  test.use({ settings: { MESSAGES_PER_WINDOW: '0', LEDGER_LETTERS: '80' } });

  test('the page says that older messages are gone', AT_BOTH_WIDTHS, async ({ person, httpMember }) => {
    const ben = await httpMember('Ben');
    await ben.says(...numberedTexts(0, 200));
    const ann = await person('Ann');
    await ann.transcript.focus();
    const gone = ann.transcript.getByText('Older messages are no longer in the room.');
    await pressHomeUntil(ann, () => expect(gone).toBeInViewport({ timeout: 500 }));
    await expect(numberedRow(ann, 120)).toBeInViewport();
    await expect(numberedRow(ann, 119)).toHaveCount(0);
  });
});
