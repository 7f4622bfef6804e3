import { AT_BOTH_WIDTHS, expect, test } from '../../support/fixtures.ts';

test.use({ settings: { MESSAGES_PER_WINDOW: '0', HISTORY_ON_JOIN: '1000' } });

test(
  'a permalink leads to its message through the lobby, in a long transcript and in an open page',
  AT_BOTH_WIDTHS,
  async ({ person, server, httpMember }) => {
    const ben = await httpMember('Ben');
    await ben.says(...Array.from({ length: 300 }, (_, index) => `message ${index}.`));
    const ann = await person('Ann', { as: 'visitor' });
    const row = (number: number) => ann.transcript.locator('.row').filter({ hasText: `message ${number}.` });
    // Letter 0 says that Ben joined.
    await ann.joins(`${server.url}#letter-51`);
    // First, because the highlight lasts only four seconds.
    await expect(row(50)).toHaveClass(/highlighted/);
    await expect(ann.page, 'the link was followed').toHaveURL(server.url);
    await expect(row(50)).toBeInViewport({ ratio: 1 });
    await expect(row(50), 'the arrow keys start here').toBeFocused();
    await ben.says('and one more');
    await expect(ann.page.getByRole('button', { name: '1 new' })).toBeVisible();
    await expect(row(50)).toBeInViewport({ ratio: 1 });
    await ann.page.keyboard.press('ArrowDown');
    await expect(row(51)).toBeFocused();
    await expect(row(50), 'the highlight ends').not.toHaveClass(/highlighted/);

    for (let time = 0; time < 2; time++) {
      await ann.page.evaluate(() => (location.hash = '#letter-201'));
      await expect(row(200)).toBeFocused();
      await expect(row(200)).toBeInViewport({ ratio: 1 });
      await expect(ann.page, 'the same link can be opened again').toHaveURL(server.url);
      await ann.composer.focus();
    }
    await ann.page.goBack();
    await expect(row(200), 'going back leads nowhere else').toBeInViewport({ ratio: 1 });
    await expect(ann.composer).toBeFocused();
    await ann.page.reload();
    await ann.isInTheRoom();
    await expect(ann.composer, 'a reload follows no link').toBeFocused();
  },
);

test(
  'a link that belongs to another ledger says so, unless the room continued from there',
  AT_BOTH_WIDTHS,
  async ({ person, server }) => {
    const ann = await person('Ann');
    await ann.says('hello');
    await ann.readsConfirmed('hello');
    const notice = (text: string) => ann.page.getByRole('status').filter({ hasText: text });
    await ann.page.route('**/trpc/history?*', (route) => route.abort());
    await ann.page.evaluate(() => (location.hash = '#letter-1-AAAAAAAAAAAAAAAAAAAAAA'));
    await expect(notice('Couldn’t load this message')).toBeVisible();
    await ann.page.unrouteAll();
    await ann.page.getByRole('button', { name: 'Try again' }).click();
    await expect(notice('This link leads to another conversation')).toBeVisible();
    await expect(ann.transcript.locator('.highlighted')).toHaveCount(0);
    await expect(ann.page).toHaveURL(server.url);

    await ann.page.route('**/trpc/history?*', async (route) => {
      const { result } = await (await route.fetch()).json();
      const agreement = { epoch: 'AAAAAAAAAAAAAAAAAAAAAA', before: 2 };
      await route.fulfill({ json: { result: { data: { ...result.data, agreement } } } });
    });
    await ann.page.evaluate(() => (location.hash = '#letter-1-AAAAAAAAAAAAAAAAAAAAAA'));
    await expect(ann.row('hello')).toBeFocused();
    await expect(notice('This link leads to another conversation')).toBeHidden();
  },
);

test(
  'a permalink to a message of an ignored member leads to the collapsed row',
  AT_BOTH_WIDTHS,
  async ({ person, httpMember }) => {
    const ann = await person('Ann');
    const ben = await httpMember('Ben');
    await ben.says('one', 'two');
    await ann.reads('one', 'two');
    await ann.opensRoster();
    await ann.rosterItem('Ben').click();
    await ann.page.getByRole('button', { name: 'Ignore' }).click();
    const collapsed = ann.transcript.locator('.row').filter({ hasText: '2 messages from people you ignore' });
    await expect(collapsed).toBeVisible();
    await ann.page.keyboard.press('Escape');
    await ann.page.evaluate(() => (location.hash = '#letter-3'));
    await expect(collapsed.locator('summary')).toBeFocused();
    await expect(collapsed).toHaveClass(/highlighted/);
  },
);

test('a permalink to an unavailable message says so', AT_BOTH_WIDTHS, async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  await ann.joins(`${server.url}#letter-77`);
  const notice = ann.page.getByRole('status').filter({ hasText: 'This message is no longer available' });
  await expect(notice).toBeVisible();
  await expect(ann.composer).toBeFocused();
  await ann.page.getByRole('button', { name: 'Close' }).click();
  await expect(notice).toBeHidden();
});
