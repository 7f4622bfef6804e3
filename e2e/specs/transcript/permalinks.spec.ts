import { AT_BOTH_WIDTHS, expect, test } from '../../support/fixtures.ts';
import { httpMember } from '../../support/http-member.ts';

test.use({ settings: { MESSAGES_PER_WINDOW: '0', HISTORY_ON_JOIN: '1000' } });

test(
  'a link leads to its line, through the lobby, in a long transcript and in an open page',
  AT_BOTH_WIDTHS,
  async ({ person, server }) => {
    const ben = await httpMember('Ben', server.url);
    await ben.says(...Array.from({ length: 300 }, (_, index) => `line ${index}.`));
    const ann = await person('Ann', { as: 'visitor' });
    const line = (number: number) => ann.transcript.locator('.row').filter({ hasText: `line ${number}.` });
    // The very first letter told that Ben joined.
    await ann.joins(`${server.url}#letter-51`);
    await expect(line(50)).toBeInViewport({ ratio: 1 });
    await expect(line(50), 'one can go on from there by keyboard').toBeFocused();
    await expect(line(50)).toHaveClass(/highlighted/);
    await ben.says('and one more');
    await expect(ann.page.getByRole('button', { name: '1 new' })).toBeVisible();
    await expect(line(50)).toBeInViewport({ ratio: 1 });
    await ann.page.keyboard.press('ArrowDown');
    await expect(line(51)).toBeFocused();
    await expect(line(50), 'the mark goes after a while').not.toHaveClass(/highlighted/);

    await ann.page.evaluate(() => (location.hash = '#letter-201'));
    await expect(line(200)).toBeFocused();
    await expect(line(200)).toBeInViewport({ ratio: 1 });
    await ann.page.reload();
    await ann.isInTheRoom();
    await expect(line(200)).toBeFocused();
    await expect(line(200)).toBeInViewport({ ratio: 1 });
  },
);

test(
  'a link to a line of somebody whom one ignores leads to where it is folded up',
  AT_BOTH_WIDTHS,
  async ({ person, server }) => {
    const ann = await person('Ann');
    const ben = await httpMember('Ben', server.url);
    await ben.says('one', 'two');
    await ann.reads('one', 'two');
    await ann.opensRoster();
    await ann.rosterItem('Ben').click();
    await ann.page.getByRole('button', { name: 'Ignore' }).click();
    const folded = ann.transcript.locator('.row').filter({ hasText: '2 messages from people you ignore' });
    await expect(folded).toBeVisible();
    await ann.page.keyboard.press('Escape');
    await ann.page.evaluate(() => (location.hash = '#letter-3'));
    await expect(folded.locator('summary')).toBeFocused();
    await expect(folded).toHaveClass(/highlighted/);
  },
);

test('of a link to a line that the page does not have one is told', AT_BOTH_WIDTHS, async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  await ann.joins(`${server.url}#letter-77`);
  const notHere = ann.page.getByRole('status').filter({ hasText: 'This message is no longer available' });
  await expect(notHere).toBeVisible();
  await expect(ann.composer).toBeFocused();
  await ann.page.getByRole('button', { name: 'Close' }).click();
  await expect(notHere).toBeHidden();
});
