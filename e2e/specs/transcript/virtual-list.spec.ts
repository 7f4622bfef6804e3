import { AT_BOTH_WIDTHS, expect, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';
import { httpMember } from '../../support/http-member.ts';

test.use({ settings: { MESSAGES_PER_WINDOW: '0' } });

/** Lines of one to four rows on the screen. */
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `line ${from + index}.${' and more'.repeat((index * 7) % 24)}`);

const line = (someone: Person, number: number) =>
  someone.transcript.locator('.row').filter({ hasText: `line ${number}.` });

/** Scrolls back until the line stands in the middle. */
const readsBackTo = (someone: Person, number: number) =>
  someone.transcript.evaluate(async (scroller, text) => {
    for (;;) {
      const heard = new Promise((resolve) => scroller.addEventListener('scroll', resolve, { once: true }));
      const row = [...scroller.querySelectorAll('.row')].find((each) => each.textContent.includes(text));
      if (row) row.scrollIntoView({ block: 'center' });
      else scroller.scrollTop -= 200;
      await heard;
      if (row) return;
    }
  }, `line ${number}.`);

/** Notes in each frame from now on where the line stands; tells how far apart these places are, in CSS pixels. */
const watches = async (someone: Person, number: number) => {
  const noted = await line(someone, number).evaluateHandle((row) => {
    const tops: number[] = [];
    const note = () => {
      tops.push(row.getBoundingClientRect().top);
      requestAnimationFrame(note);
    };
    note();
    return tops;
  });
  return () => noted.evaluate((tops) => Math.max(...tops) - Math.min(...tops));
};

test('who reads back in a long transcript stays where they are', AT_BOTH_WIDTHS, async ({ person, server }) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben', server.url);
  const drawn = () => ann.transcript.locator('.row').count();
  const unseen = ann.page.getByRole('button', { name: /new ↓/ });

  await ben.says(...lines(0, 150));
  await expect(line(ann, 149)).toBeInViewport();
  expect(await drawn()).toBeGreaterThan(150);
  await readsBackTo(ann, 75);
  const moved = await watches(ann, 75);
  await ben.says(...lines(150, 250));
  await expect(unseen).toHaveText('100 new ↓');
  expect(await drawn(), 'only what is about to be seen is drawn').toBeLessThan(80);
  expect(await moved(), 'when the transcript gets long').toBe(0);

  await unseen.click();
  await expect(line(ann, 249)).toBeInViewport({ ratio: 1 });
  await ann.looks('elsewhere');
  await ben.says(...lines(250, 290));
  await expect(line(ann, 289), 'who is at the end stays there').toBeInViewport({ ratio: 1 });
  await ann.looks('here');
  await readsBackTo(ann, 270);
  const movedWithMark = await watches(ann, 270);
  await ann.looks('elsewhere');
  await ben.says('line 290.');
  await expect(unseen).toHaveText('1 new ↓');
  await ann.looks('here');
  await ben.says('line 291.');
  await expect(unseen).toHaveText('2 new ↓');
  expect(await movedWithMark(), 'when the mark of what is new goes from above to below').toBe(0);

  await ann.says('my own');
  await expect(ann.transcript.getByText('my own')).toBeInViewport();
  await expect(unseen).toBeHidden();
});
/** Where the first row in sight stands, by its key. */
const firstInSight = (someone: Person, key?: string) =>
  someone.transcript.evaluate((scroller, key) => {
    const { top } = scroller.getBoundingClientRect();
    const rows = [...scroller.querySelectorAll<HTMLElement>('.row')];
    const row = rows.find((each) => (key ? each.dataset['key'] === key : each.getBoundingClientRect().bottom > top));
    return { key: row?.dataset['key'] ?? '', top: (row?.getBoundingClientRect().top ?? NaN) - top };
  }, key);

test('in a long transcript neither the focus nor the place is lost', async ({ person, server }) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben', server.url);
  await ben.says(...lines(0, 300));
  await expect(line(ann, 299)).toBeInViewport({ ratio: 1 });
  const { keyboard } = ann.page;
  await ann.transcript.focus();
  await keyboard.press('Enter');
  await expect(line(ann, 299)).toBeFocused();
  await keyboard.press('Home');
  await expect(line(ann, 0), 'what was not drawn').toBeFocused();
  await expect(line(ann, 0)).toBeInViewport({ ratio: 1 });
  await expect(line(ann, 0)).toHaveAttribute('aria-setsize', /30\d/);
  await ann.page.mouse.move(400, 400);
  await ann.page.mouse.wheel(0, 5_000);
  await expect(line(ann, 0)).not.toBeInViewport();
  await expect(line(ann, 0), 'out of sight it keeps the focus').toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(line(ann, 1)).toBeFocused();
  await expect(line(ann, 1)).toBeInViewport({ ratio: 1 });

  await readsBackTo(ann, 20);
  const before = await firstInSight(ann);
  const stays = async (what: string) =>
    expect.poll(async () => Math.abs((await firstInSight(ann, before.key)).top - before.top), what).toBeLessThan(1);
  await ann.page.setViewportSize({ width: 600, height: 700 });
  await stays('in a narrow window');
  await ann.page.evaluate(() => (document.documentElement.style.fontSize = '24px'));
  await stays('with larger text');
});
