import { expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

test.use({ room: 'shared' });

const LONG_TEXT = 'the quick brown fox jumps over the lazy dog '.repeat(5).trim();

const heightOf = async ({ page }: Person, selector: string) => (await page.locator(selector).boundingBox())?.height;

test('the header of a phone takes 56 px at most, and the composer 64 px', async ({ person }) => {
  const ann = await person('Ann', { browser: { viewport: { width: 390, height: 780 } } });
  expect(await heightOf(ann, '.room-header')).toBeLessThanOrEqual(56);
  const parts = [await heightOf(ann, '.typing-indicator'), await heightOf(ann, '.composer')];
  expect(parts.reduce<number>((sum, height = Infinity) => sum + height, 0)).toBeLessThanOrEqual(64);
});

test(
  'a large screen has a roster of full height, lines of 75 characters, and 25 compact messages',
  IN_LONG_RUN,
  async ({ person, httpMember }) => {
    const ann = await person('Ann', { browser: { viewport: { width: 1920, height: 1080 } } });
    const [ben, cleo] = [await httpMember('Ben'), await httpMember('Cleo')];
    for (let round = 0; round < 15; round++) {
      await ben.says(`Something short ${round}`);
      await cleo.says(`An answer to that ${round}`);
    }
    await ben.says(LONG_TEXT);
    await ann.reads('Something short 14', LONG_TEXT);
    expect(await heightOf(ann, '.roster')).toBe(1080);
    expect(await heightOf(ann, '.room-header')).toBeLessThan(80);

    const longestLine = await ann.transcript
      .locator('.text')
      .last()
      .evaluate((element) => {
        const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
        if (!(text instanceof Text)) return 0;
        const lengths = new Map<number, number>();
        const range = document.createRange();
        for (let at = 0; at < text.length; at++) {
          range.setStart(text, at);
          range.setEnd(text, at + 1);
          const { top } = range.getBoundingClientRect();
          lengths.set(top, (lengths.get(top) ?? 0) + 1);
        }
        return Math.max(...lengths.values());
      });
    expect(longestLine).toBeGreaterThan(60);
    expect(longestLine).toBeLessThanOrEqual(75);

    await ann.page.evaluate(() => (document.documentElement.dataset['density'] = 'compact'));
    await ann.transcript.press('End');
    const visible = () =>
      ann.transcript.locator('.message').evaluateAll((messages) => {
        const list = document.querySelector('.scroller')?.getBoundingClientRect();
        const isVisible = ({ top, bottom }: DOMRect) => list && top >= list.top && bottom <= list.bottom;
        return messages.filter((each) => isVisible(each.getBoundingClientRect())).length;
      });
    await expect.poll(visible).toBeGreaterThanOrEqual(25);
  },
);
