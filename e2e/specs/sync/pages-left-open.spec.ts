import type { Page } from '@playwright/test';
import { expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';

/** Records in every frame the positions of a message and the composer, and whether the message is pending. */
const recordFrames = (page: Page, text: string) =>
  page.evaluateHandle((recorded) => {
    const top = (element: Element | null | undefined) => element?.getBoundingClientRect().top ?? NaN;
    const frames: { tops: number[]; isPending: boolean; composer: number }[] = [];
    let isOver = false;
    const pendingShown = Promise.withResolvers<void>();
    const record = () => {
      const messages = [...document.querySelectorAll('.message')];
      const shown = messages.filter((message) => message.querySelector('.text')?.textContent === recorded);
      const isPending = shown.some((message) => message.matches('.pending'));
      if (isPending) pendingShown.resolve();
      frames.push({
        tops: shown.map(top),
        isPending,
        composer: top(document.querySelector('.composer')),
      });
      if (!isOver) requestAnimationFrame(record);
    };
    requestAnimationFrame(record);
    return {
      /** Settles with the first frame that shows the message as pending. */
      pendingShown: pendingShown.promise,
      stop: () => {
        isOver = true;
        return frames;
      },
    };
  }, text);

for (const [where, before] of [
  ['in a short transcript', 0],
  ['in a transcript longer than the screen', 20],
] as const) {
  test.describe('without a rate limit', () => {
    test.use({ settings: { MESSAGES_PER_WINDOW: '0' } });

    test(`a sent message stays in place while it is confirmed: ${where}`, IN_LONG_RUN, async ({ person, network }) => {
      const ann = await person('Ann', { via: network });
      const earlier = Array.from({ length: before }, (_, index) => `earlier ${index + 1}`);
      await ann.says(...earlier);
      await ann.readsConfirmed(...earlier);
      let recording: Awaited<ReturnType<typeof recordFrames>> | undefined;
      await ann.page.route('**/trpc/send', async (route) => {
        await recording?.evaluate(({ pendingShown }) => pendingShown);
        await route.continue();
      });
      // Sometimes the response comes first, sometimes the letter.
      network.setConditions({ latencyMs: [50, 150] });
      for (const text of ['one', 'two', 'three', 'four', 'five']) {
        recording = await recordFrames(ann.page, text);
        await ann.says(text);
        await expect(ann.transcript.locator('.message[id]').filter({ hasText: text })).toHaveCount(1);
        await expect(ann.transcript.locator('.message:not([id])')).toHaveCount(0);
        const frames = await recording.evaluate(({ stop }) => stop());
        const shown = frames.slice(frames.findIndex(({ tops }) => tops.length > 0));
        const tops = shown.map((frame) => frame.tops);
        expect(
          shown.some(({ isPending }) => isPending),
          'the message is shown as pending',
        ).toBe(true);
        expect(new Set(tops.map(({ length }) => length)), `it is shown once: ${tops.join(' ')}`).toEqual(new Set([1]));
        expect(spread(tops.flat()), `it stays in place: ${tops.join(' ')}`).toBeLessThanOrEqual(1);
        expect(spread(frames.map(({ composer }) => composer)), 'the composer stays in place').toBe(0);
      }
    });
  });
}

const spread = (numbers: number[]) => Math.max(...numbers) - Math.min(...numbers);

test('an outdated page reports an unknown event and continues', async ({ person, server, httpMember }) => {
  const ann = await person('Ann', { as: 'visitor' });
  const ben = await httpMember('Ben');
  await ann.page.route('**/trpc/wait?*', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    await route.fulfill({ response, body: body.replace(/"said"(?=[^{}]*\{[^{}]*\},"text":"waves")/, '"waved"') });
  });
  await ann.joins(server.url);
  await ben.says('one', 'waves', 'two');
  await ann.seesSystemMessage('Reload to see this: your page is out of date.');
  await ann.reads('one', 'two');
  await expect(ann.messages).toHaveCount(2);
  await ann.says('three');
  await ann.reads('one', 'two', 'three');
  await ben.reads('one', 'waves', 'two', 'three');
  await ann.page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('the update bar offers a newer version, and the reload keeps pending messages and the draft', async ({
  person,
  httpMember,
}) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben');
  const updateBar = ann.page.getByRole('status').filter({ hasText: 'A new version is available.' });
  await expect(updateBar).toBeHidden();
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
  await expect(updateBar).toBeVisible();
  await ann.reads('one');
  await ann.says('two', 'three');
  await ann.composer.fill('half a sent');
  await expect(ann.pendingMessages).toHaveText(['two', 'three']);
  await ann.page.unrouteAll();
  await updateBar.getByRole('button', { name: 'Reload' }).click();
  await ann.reads('one', 'two', 'three');
  await ben.reads('one', 'two', 'three');
  await expect(ann.pendingMessages).toHaveCount(0);
  await expect(ann.composer).toHaveValue('half a sent');
  await expect(updateBar).toBeHidden();
});

/** The events that end the pause after a failure. */
const WAKES: Record<string, (page: Page) => Promise<void>> = {
  'the network returns': (page) => page.evaluate(() => void window.dispatchEvent(new Event('online'))),
  'it is shown': (page) => page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange'))),
  'it is restored from the back/forward cache': (page) =>
    page.evaluate(() => void window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))),
};

test('a page that pauses after failures retries at once after an event that may end the failure', async ({
  person,
  server,
  httpMember,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  const ben = await httpMember('Ben');
  await ann.page.clock.install();
  await ann.joins(server.url);
  let waits = 0;
  ann.page.on('request', (request) => (waits += request.url().includes('/trpc/wait?') ? 1 : 0));
  let now = await ann.page.evaluate(() => Date.now());
  const read: string[] = [];
  for (const [event, wake] of Object.entries(WAKES)) {
    await ann.page.route('**/trpc/*', (route) => route.abort());
    // The page’s clock stands still: only the event can end the pause.
    await ann.page.clock.pauseAt((now += 10_000));
    const waitFails = ann.page.waitForEvent('requestfailed', (request) => request.url().includes('/trpc/wait?'));
    await ben.says(`by Ben, before ${event}`);
    await waitFails;
    const sendFails = ann.page.waitForEvent('requestfailed', (request) => request.url().endsWith('/trpc/send'));
    await ann.says(`by Ann, before ${event}`);
    await sendFails;
    await expect(ann.pendingMessages).toHaveText(`by Ann, before ${event}`);
    await ann.page.unrouteAll();
    const before = waits;
    await wake(ann.page);
    await expect.poll(() => waits, 'the page sends a new wait').toBeGreaterThan(before);
    read.push(`by Ben, before ${event}`, `by Ann, before ${event}`);
    await ann.readsConfirmed(...read);
    await ben.reads(...read);
  }
});
