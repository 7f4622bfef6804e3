import { expect, test } from '../../support/fixtures.ts';

/** The page waits this long between two announcements, in ms. */
const ANNOUNCE_INTERVAL_MS = 2_500;

test.use({ settings: { MESSAGES_PER_WINDOW: '0' } });

test('messages are announced once, and many of them in one sentence', async ({ person, server, httpMember }) => {
  const ben = await httpMember('Ben');
  const cleo = await httpMember('Cleo');
  await ben.says('earlier');
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.clock.install();
  await ann.joins(server.url);
  await ann.reads('earlier');
  await ann.page.clock.pauseAt((await ann.page.evaluate(() => Date.now())) + 10_000);
  const announced = await ann.page.locator('.live-announcer').evaluateHandle((region) => {
    const texts: string[] = [];
    const record = (records: MutationRecord[]) => {
      for (const { addedNodes } of records) for (const node of addedNodes) texts.push(node.textContent ?? '');
    };
    new MutationObserver(record).observe(region, { childList: true });
    return texts;
  });
  await ben.says('one');
  await ann.reads('one');
  await ben.says('/me waves', 'two', 'three');
  await cleo.says('four', 'five');
  await ann.reads('* Ben waves', 'two', 'three', 'four', 'five');
  await ann.page.clock.runFor(ANNOUNCE_INTERVAL_MS);
  const all = ['Ben: one', '5 new messages from Ben and Cleo.'];
  await expect.poll(() => announced.jsonValue()).toEqual(all);
  await ann.says('mine');
  await expect(ann.unconfirmedMessages).toHaveCount(0);
  await ann.page.clock.runFor(ANNOUNCE_INTERVAL_MS);
  await expect.poll(() => announced.jsonValue(), 'a sent message once it is confirmed').toEqual([...all, 'Ann: mine']);
  await expect(ann.transcript, 'rows that scroll into view are not announced').toHaveAttribute('aria-live', 'off');
});
