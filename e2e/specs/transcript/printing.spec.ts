import { expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';
import { numberedRow, numberedTexts, pressHomeUntil } from '../../support/numbered-messages.ts';

test.use({ settings: { MESSAGES_PER_WINDOW: '0' } });

test(
  'a long transcript is printed whole, and the reader stays where they are',
  IN_LONG_RUN,
  async ({ person, httpMember }) => {
    const ben = await httpMember('Ben');
    await ben.says(...numberedTexts(0, 60));
    const ann = await person('Ann');
    await expect(numberedRow(ann, 59)).toBeInViewport({ ratio: 1 });
    const folded = Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n');
    await ben.says(folded, ...numberedTexts(60, 260));
    await expect(numberedRow(ann, 259)).toBeInViewport({ ratio: 1 });
    await ann.transcript.focus();
    const { page, transcript } = ann;
    await page.mouse.move(400, 400);
    await page.mouse.wheel(0, -3_000);
    await expect(numberedRow(ann, 259)).not.toBeInViewport();
    const shown = () =>
      transcript.evaluate((scroller) => {
        const { top, bottom } = scroller.getBoundingClientRect();
        return [...scroller.querySelectorAll('.row')].flatMap((row) => {
          const box = row.getBoundingClientRect();
          return box.bottom > top && box.top < bottom ? `${Math.round(box.top)} ${row.textContent}` : [];
        });
      });
    const before = await shown();
    expect(before.length).toBeGreaterThan(3);

    await page.evaluate(() => {
      addEventListener('beforeprint', () => {
        const printed = document.querySelector<HTMLElement>('.scroller')?.textContent ?? '';
        Object.assign(window, { printed });
      });
    });
    await page.pdf();
    const printed = String(await page.evaluate<unknown>(() => Reflect.get(window, 'printed')));
    const numbers = [...printed.matchAll(/message (\d+)\./g)].map(([, number]) => Number(number));
    expect(numbers).toEqual(Array.from({ length: 250 }, (_, index) => index + 10));
    expect(printed, 'long messages are unfolded').toContain('line 29');
    expect(await shown(), 'the reader has not moved').toEqual(before);
    await expect(numberedRow(ann, 20), 'only rows near the viewport are rendered again').toHaveCount(0);

    // As in a browser that forgets how far the list was scrolled, because on paper it is not.
    await transcript.evaluate(async (scroller) => {
      dispatchEvent(new Event('beforeprint'));
      const scrolled = new Promise((resolve) => scroller.addEventListener('scroll', resolve, { once: true }));
      scroller.scrollTop = 0;
      await scrolled;
      dispatchEvent(new Event('afterprint'));
    });
    expect(await shown(), 'the reader has not moved').toEqual(before);

    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(numberedRow(ann, 20)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Mailroom' })).toBeVisible();
    await expect(transcript.getByText(/^Printed on .*\d{4}/)).toBeVisible();
    await expect(transcript.getByText(/^Messages before .*\d{4}.* are not printed\.$/)).toBeVisible();
    await expect(page.locator('button, textarea, .roster').filter({ visible: true })).toHaveCount(0);
    await expect(numberedRow(ann, 20).locator('.text')).toHaveCSS('color', 'rgb(0, 0, 0)');
    await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.emulateMedia({ media: null, colorScheme: 'light' });
    await expect(numberedRow(ann, 20)).toHaveCount(0);
    expect(await shown(), 'the reader has not moved').toEqual(before);

    await transcript.focus();
    const start = transcript.getByText('The room has no older messages.');
    await pressHomeUntil(ann, () => expect(start).toBeInViewport({ timeout: 500 }));
    await page.emulateMedia({ media: 'print' });
    await expect(transcript.getByText(/^Printed on/)).toBeVisible();
    await expect(transcript.getByText(/are not printed/), 'nothing is left out').toHaveCount(0);
    await page.emulateMedia({ media: null });
  },
);
