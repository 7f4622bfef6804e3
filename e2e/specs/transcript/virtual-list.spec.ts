import { AT_BOTH_WIDTHS, expect, test } from '../../support/fixtures.ts';
import { numberedRow, numberedTexts } from '../../support/numbered-messages.ts';
import type { Person } from '../../support/person.ts';

test.use({ settings: { MESSAGES_PER_WINDOW: '0' } });

/** Scrolls back until the message is in the middle. */
const scrollBackTo = (someone: Person, number: number) =>
  someone.transcript.evaluate(async (scroller, text) => {
    for (;;) {
      const scrolled = new Promise((resolve) => scroller.addEventListener('scroll', resolve, { once: true }));
      const row = [...scroller.querySelectorAll('.row')].find((each) => each.textContent.includes(text));
      if (row) row.scrollIntoView({ block: 'center' });
      else scroller.scrollTop -= 200;
      await scrolled;
      if (row) return;
    }
  }, `message ${number}.`);

/** Records the position of a message in each frame. Returns how far it has moved, in CSS pixels. */
const trackMovement = async (someone: Person, number: number) => {
  const tops = await numberedRow(someone, number).evaluateHandle((row) => {
    const tops: number[] = [];
    const note = () => {
      tops.push(row.getBoundingClientRect().top);
      requestAnimationFrame(note);
    };
    note();
    return tops;
  });
  return () => tops.evaluate((values) => Math.max(...values) - Math.min(...values));
};

test(
  'new messages do not move a reader who scrolled back in a long transcript',
  AT_BOTH_WIDTHS,
  async ({ person, httpMember }) => {
    const ann = await person('Ann');
    const ben = await httpMember('Ben');
    const renderedCount = () => ann.transcript.locator('.row').count();
    const jumpToLatest = ann.page.getByRole('button', { name: /new ↓/ });

    await ben.says(...numberedTexts(0, 150));
    await expect(numberedRow(ann, 149)).toBeInViewport();
    expect(await renderedCount()).toBeGreaterThan(150);
    await scrollBackTo(ann, 75);
    const moved = await trackMovement(ann, 75);
    await ben.says(...numberedTexts(150, 250));
    await expect(jumpToLatest).toHaveText('100 new ↓');
    expect(await renderedCount(), 'only rows near the viewport are rendered').toBeLessThan(80);
    expect(await moved(), 'when the list becomes virtual').toBe(0);

    await jumpToLatest.click();
    await expect(numberedRow(ann, 249)).toBeInViewport({ ratio: 1 });
    await ann.looks('elsewhere');
    await ben.says(...numberedTexts(250, 290));
    await expect(numberedRow(ann, 289), 'a reader at the end stays there').toBeInViewport({ ratio: 1 });
    await ann.looks('here');
    await scrollBackTo(ann, 270);
    const movedWithSeparator = await trackMovement(ann, 270);
    await ann.looks('elsewhere');
    await ben.says('message 290.');
    await expect(jumpToLatest).toHaveText('1 new ↓');
    await ann.looks('here');
    await ben.says('message 291.');
    await expect(jumpToLatest).toHaveText('2 new ↓');
    expect(await movedWithSeparator(), 'when the unread separator moves from above to below').toBe(0);

    await ann.says('my own');
    await expect(ann.transcript.getByText('my own')).toBeInViewport();
    await expect(jumpToLatest).toBeHidden();
  },
);
/** The key and position of the first visible row, or the position of the row with this key. */
const rowPosition = (someone: Person, key?: string) =>
  someone.transcript.evaluate((scroller, key) => {
    const { top } = scroller.getBoundingClientRect();
    const rows = [...scroller.querySelectorAll<HTMLElement>('.row')];
    const row = rows.find((each) => (key ? each.dataset['key'] === key : each.getBoundingClientRect().bottom > top));
    return { key: row?.dataset['key'] ?? '', top: (row?.getBoundingClientRect().top ?? NaN) - top };
  }, key);

test('a long transcript keeps the focus and the scroll position', async ({ person, httpMember }) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben');
  await ben.says(...numberedTexts(0, 300));
  await expect(numberedRow(ann, 299)).toBeInViewport({ ratio: 1 });
  const { keyboard } = ann.page;
  await ann.transcript.focus();
  await keyboard.press('Enter');
  await expect(numberedRow(ann, 299)).toBeFocused();
  await keyboard.press('Home');
  await expect(numberedRow(ann, 0), 'a row that was not rendered').toBeFocused();
  await expect(numberedRow(ann, 0)).toBeInViewport({ ratio: 1 });
  await expect(numberedRow(ann, 0)).toHaveAttribute('aria-setsize', /30\d/);
  await ann.page.mouse.move(400, 400);
  await ann.page.mouse.wheel(0, 5_000);
  await expect(numberedRow(ann, 0)).not.toBeInViewport();
  await expect(numberedRow(ann, 0), 'it keeps the focus outside the viewport').toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(numberedRow(ann, 1)).toBeFocused();
  await expect(numberedRow(ann, 1)).toBeInViewport({ ratio: 1 });

  await scrollBackTo(ann, 20);
  const before = await rowPosition(ann);
  const staysInPlace = async (situation: string) =>
    expect.poll(async () => Math.abs((await rowPosition(ann, before.key)).top - before.top), situation).toBeLessThan(1);
  await ann.page.setViewportSize({ width: 600, height: 700 });
  await staysInPlace('in a narrow window');
  // The second change comes between the list's own scrolling after the first one, and the event of that scrolling.
  await ann.page.evaluate(async () => {
    document.documentElement.style.fontSize = '20px';
    await new Promise(requestAnimationFrame);
    await new Promise((resolve) => setTimeout(resolve));
    document.documentElement.style.fontSize = '24px';
  });
  await staysInPlace('with larger text');
});

test('a reader who begins to scroll back is not returned to the end by a message', async ({ person, httpMember }) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben');
  await ben.says(...numberedTexts(0, 60));
  await expect(numberedRow(ann, 59)).toBeInViewport({ ratio: 1 });
  await ann.page.clock.install();
  await ann.page.clock.pauseAt((await ann.page.evaluate(() => Date.now())) + 10_000);
  const scrollTop = () => ann.transcript.evaluate((scroller) => scroller.scrollTop);
  const staysWith = async (number: number) => {
    const before = await scrollTop();
    await ben.says(`message ${number}.`);
    await expect(numberedRow(ann, number)).toBeAttached();
    expect(await scrollTop()).toBe(before);
    // The reader scrolled no further.
    await ann.page.clock.runFor(1_000);
    await expect(numberedRow(ann, number)).toBeInViewport({ ratio: 1 });
  };
  await ann.transcript.evaluate(async (scroller) => {
    const scrolled = new Promise((resolve) => scroller.addEventListener('scroll', resolve, { once: true }));
    scroller.scrollTop -= 20;
    await scrolled;
  });
  await staysWith(60);
  // Before the key has scrolled anything.
  await ann.transcript.dispatchEvent('keydown', { key: 'PageUp' });
  await staysWith(61);
});

test('Home leads to the very start, past rows that are higher than expected', async ({ person, httpMember }) => {
  const ben = await httpMember('Ben');
  await ben.says(...Array.from({ length: 40 }, (_, index) => `message ${index}.${' so'.repeat(70)}`));
  await ben.says(...Array.from({ length: 260 }, (_, index) => `message ${40 + index}.`));
  const ann = await person('Ann');
  await expect(numberedRow(ann, 299)).toBeInViewport({ ratio: 1 });
  await ann.transcript.focus();
  const start = ann.transcript.getByText('The room has no older messages.');
  // Each press loads one part. One more would render the first rows, whose heights nothing knows yet.
  while ((await start.count()) === 0) {
    const loaded = ann.page.waitForResponse('**/trpc/history*').catch(() => {});
    await ann.transcript.press('Home');
    await Promise.race([loaded, expect(start).toBeAttached()]);
    await expect(ann.transcript).toHaveAttribute('aria-busy', 'false');
  }
  await expect(numberedRow(ann, 0)).toHaveCount(0);
  await ann.transcript.dispatchEvent('keydown', { key: 'Home' });
  // As a browser does that animates the scrolling: with each frame, of which some take long.
  await ann.transcript.evaluate(async (scroller) => {
    const keepBusy = (ms: number) => {
      for (const end = performance.now() + ms; performance.now() < end;);
    };
    for (let top = scroller.scrollTop, step = 0; top > 0; top -= 200, step++) {
      const scrolled = new Promise((resolve) => scroller.addEventListener('scroll', resolve, { once: true }));
      scroller.scrollTop = top - 200;
      await scrolled;
      await new Promise(requestAnimationFrame);
      if (step < 4) {
        keepBusy(300);
        // Timers that are due come before the next frame.
        await new Promise((resolve) => setTimeout(resolve));
      }
    }
  });
  // Above the start there is nothing but the padding of the list.
  await expect.poll(() => ann.transcript.evaluate(({ scrollTop }) => scrollTop)).toBeLessThanOrEqual(12);
  // Its height is not a whole number of pixels, so browsers say that a little less of it is visible.
  await expect(start).toBeInViewport({ ratio: 0.99 });
});
