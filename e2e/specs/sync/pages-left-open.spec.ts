import type { Page } from '@playwright/test';
import { expect, test } from '../../support/fixtures.ts';

/** Films every frame that a page draws, as far as one line and the composer go: where they stand, and whether the line is on its way. */
const film = (page: Page, text: string) =>
  page.evaluateHandle((filmed) => {
    const top = (element: Element | null | undefined) => element?.getBoundingClientRect().top ?? NaN;
    const frames: { tops: number[]; isPending: boolean; composer: number }[] = [];
    let isOver = false;
    const shoot = () => {
      const lines = [...document.querySelectorAll('.message')];
      const shown = lines.filter((line) => line.querySelector('.text')?.textContent === filmed);
      frames.push({
        tops: shown.map(top),
        isPending: shown.some((line) => line.matches('.pending')),
        composer: top(document.querySelector('.composer')),
      });
      if (!isOver) requestAnimationFrame(shoot);
    };
    requestAnimationFrame(shoot);
    return {
      cut: () => {
        isOver = true;
        return frames;
      },
    };
  }, text);

for (const [where, before] of [
  ['in a room in which little was said', 0],
  ['below more than fits on the screen', 20],
] as const) {
  test.describe('without a limit to how fast one may talk', () => {
    test.use({ settings: { MESSAGES_PER_WINDOW: '0' } });

    test(`one’s own line stays where it is while it arrives: ${where}`, async ({ person, network }) => {
      const ann = await person('Ann', { by: network });
      const earlier = Array.from({ length: before }, (_, index) => `earlier ${index + 1}`);
      await ann.says(...earlier);
      await ann.readsSoon(...earlier);
      // Late enough for a line to be seen on its way, and now its answer comes first, now the line itself.
      network.behave({ latencyMs: [50, 150] });
      for (const text of ['one', 'two', 'three', 'four', 'five']) {
        const camera = await film(ann.page, text);
        await ann.says(text);
        await expect(ann.transcript.locator('.message[id]').filter({ hasText: text })).toHaveCount(1);
        await expect(ann.transcript.locator('.message:not([id])')).toHaveCount(0);
        const frames = await camera.evaluate(({ cut }) => cut());
        const shown = frames.slice(frames.findIndex(({ tops }) => tops.length > 0));
        const tops = shown.map((frame) => frame.tops);
        expect(
          shown.some(({ isPending }) => isPending),
          'the line is seen on its way',
        ).toBe(true);
        expect(new Set(tops.map(({ length }) => length)), `it stands there once: ${tops.join(' ')}`).toEqual(
          new Set([1]),
        );
        expect(spread(tops.flat()), `it stays: ${tops.join(' ')}`).toBeLessThanOrEqual(1);
        expect(spread(frames.map(({ composer }) => composer)), 'the composer stays').toBe(0);
      }
    });
  });
}

const spread = (numbers: number[]) => Math.max(...numbers) - Math.min(...numbers);

test('of what a page is too old to show it says so, and the conversation goes on', async ({ person }) => {
  const ann = await person('Ann', { as: 'visitor' });
  const ben = await person('Ben');
  await ann.page.route('**/trpc/wait?*', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    await route.fulfill({ response, body: body.replace(/"said"(?=[^{}]*\{[^{}]*\},"text":"waves")/, '"waved"') });
  });
  await ann.joins(ben.page.url());
  await ben.says('one', 'waves', 'two');
  await ann.seesSystemMessage('Reload to see this: your page is out of date.');
  await ann.reads('one', 'two');
  await expect(ann.messages).toHaveCount(2);
  await ann.says('three');
  await ann.reads('one', 'two', 'three');
  await ben.reads('one', 'waves', 'two', 'three');
  await ann.page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a newer version is offered, and taking it loses nothing that was written', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  const newer = ann.page.getByRole('status').filter({ hasText: 'A new version is available.' });
  await expect(newer).toBeHidden();
  await ann.page.route('**/trpc/send', (route) => route.abort());
  await ann.page.route(
    '**/trpc/send',
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'mailroom-page': '/assets/newer.js' } });
    },
    { times: 1 },
  );
  await ann.says('one');
  await expect(newer).toBeVisible();
  await ann.reads('one');
  await ann.says('two', 'three');
  await ann.composer.fill('half a sent');
  await expect(ann.pendingMessages).toHaveText(['two', 'three']);
  await ann.page.unrouteAll();
  await newer.getByRole('button', { name: 'Reload' }).click();
  await Promise.all([ann, ben].map((each) => each.reads('one', 'two', 'three')));
  await expect(ann.pendingMessages).toHaveCount(0);
  await expect(ann.composer).toHaveValue('half a sent');
  await expect(newer).toBeHidden();
});

/** What makes a page ask again, and how it comes about. */
const WAKES: Record<string, (page: Page) => Promise<void>> = {
  'the network returns': (page) => page.evaluate(() => void window.dispatchEvent(new Event('online'))),
  'it is looked at': (page) => page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange'))),
  'it comes back from the history': (page) =>
    page.evaluate(() => void window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))),
};

for (const [wakes, wake] of Object.entries(WAKES)) {
  test(`a page that pauses after failures asks at once when ${wakes}`, async ({ person, server }) => {
    const ann = await person('Ann', { as: 'visitor' });
    const ben = await person('Ben');
    await ann.page.clock.install();
    await ann.joins(server.url);
    await ann.page.route('**/trpc/*', (route) => route.abort());
    // Time stands still: its pause ends by nothing else.
    await ann.page.clock.pauseAt((await ann.page.evaluate(() => Date.now())) + 1_000);
    await ben.says('one');
    await expect(ann.page.getByRole('status').filter({ hasText: 'Reconnecting…' })).toBeVisible();
    const sendFails = ann.page.waitForEvent('requestfailed', (request) => request.url().endsWith('/trpc/send'));
    await ann.says('two');
    await sendFails;
    await expect(ann.pendingMessages).toHaveText('two');
    await ann.page.unrouteAll();
    const asks = ann.page.waitForRequest('**/trpc/wait?*', { timeout: 1_000 });
    await wake(ann.page);
    await asks;
    await Promise.all([ann, ben].map((each) => each.readsSoon('one', 'two')));
  });
}
