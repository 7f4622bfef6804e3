import type { BrowserContext, Page, Request } from '@playwright/test';
import { openTabs } from '../../support/open-tabs.ts';
import { expect, IN_LONG_RUN, trackWaitingPages, test } from '../../support/fixtures.ts';
import { expectSameTranscripts, type Person } from '../../support/person.ts';

/** Lets a test stop the intervals of a page, in which tabs ping their leader. Timeouts are not affected. */
const holdIntervals = async (browser: BrowserContext) => {
  await browser.addInitScript(() => {
    const start = globalThis.setInterval;
    Object.assign(globalThis, {
      setInterval: (callback: () => void, ms: number) =>
        start(() => Reflect.get(globalThis, 'areIntervalsStopped') === true || callback(), ms),
    });
  });
  return (page: Page) => page.evaluate(() => void Object.assign(globalThis, { areIntervalsStopped: true }));
};

/** How many tabs are open. TABS=10 in a torture run. */
const TABS = Number(process.env['TABS'] ?? '4');

test('the tabs of one browser share the wait of one tab, and each can read and write', async ({
  person,
  server,
  httpMember,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  const stopIntervals = await holdIntervals(ann.page.context());
  const { tabs, findLeader } = await openTabs(ann, server.url, TABS);
  const ben = await httpMember('Ben');
  // On a busy machine the leader may be too late for the pings of another tab, which then takes over.
  await Promise.all(tabs.map(({ page }) => stopIntervals(page)));
  const { leader } = await findLeader();
  const waiting: string[] = [];
  const recordWait = (request: Request) => {
    if (!request.url().includes('/trpc/wait')) return;
    waiting.push(request.frame().page() === leader.page ? 'the leader' : 'another tab');
  };
  ann.page.context().on('request', recordWait);
  await ben.says('one');
  await Promise.all(tabs.map((each) => each.readsConfirmed('one')));
  await tabs.at(-1)?.says('two');
  await Promise.all(tabs.map((each) => each.readsConfirmed('one', 'two')));
  await tabs[0]?.says('three');
  await Promise.all(tabs.map((each) => each.readsConfirmed('one', 'two', 'three')));
  await ben.reads('one', 'two', 'three');
  expect(new Set(waiting)).toEqual(new Set(['the leader']));
  expect((await findLeader()).leader).toBe(leader);
});

for (const [end, how, size] of [
  [(tab: Person) => tab.page.close(), 'is closed', IN_LONG_RUN],
  [(tab: Person) => tab.crashes(), 'crashes', {}],
] as const) {
  test(
    `the other tabs keep receiving messages when the leader ${how}`,
    size,
    async ({ person, server, httpMember }) => {
      const ann = await person('Ann', { as: 'visitor' });
      const { findLeader } = await openTabs(ann, server.url, TABS);
      const ben = await httpMember('Ben');
      const { leader, others } = await findLeader();
      const [composing = ann] = others;
      await composing.composer.fill('half a sent');
      await end(leader);
      await ben.says('one');
      await Promise.all(others.map((each) => each.readsConfirmed('one')));
      await others.at(-1)?.says('two');
      await Promise.all(others.map((each) => each.readsConfirmed('one', 'two')));
      await ben.reads('one', 'two');
      await expect(composing.composer).toHaveValue('half a sent');
      expect(others).toContain((await findLeader()).leader);
    },
  );
}

test(
  'the other tabs keep receiving messages when the leader hangs',
  IN_LONG_RUN,
  async ({ person, server, httpMember }) => {
    const ann = await person('Ann', { as: 'visitor' });
    const { findLeader } = await openTabs(ann, server.url, 3);
    const ben = await httpMember('Ben');
    const { leader, others } = await findLeader();
    await leader.hangs();
    await ben.says('one');
    await Promise.all(others.map((each) => each.readsConfirmed('one')));
    await others[0]?.says('two');
    await Promise.all(others.map((each) => each.readsConfirmed('one', 'two')));
    await ben.reads('one', 'two');
  },
);

test(
  'a leader that hung shows the missed messages and follows the new leader',
  IN_LONG_RUN,
  async ({ person, server, httpMember }) => {
    const ann = await person('Ann', { as: 'visitor' });
    const { tabs, findLeader } = await openTabs(ann, server.url, 3);
    const ben = await httpMember('Ben');
    const { leader, others } = await findLeader();
    await leader.composer.fill('half a sent');
    const resume = await leader.hangs();
    await ben.says('one', 'two');
    await Promise.all(others.map((each) => each.readsConfirmed('one', 'two')));
    await resume();
    await leader.readsConfirmed('one', 'two');
    await expect(leader.composer).toHaveValue('half a sent');
    expect(others).toContain((await findLeader()).leader);
    await ben.says('three');
    await Promise.all(tabs.map((each) => each.readsConfirmed('one', 'two', 'three')));
    await ben.reads('one', 'two', 'three');
  },
);

test('a tab that was frozen shows the missed messages once', IN_LONG_RUN, async ({ person, httpMember }) => {
  const ann = await person('Ann', { browser: 'real' });
  const ben = await httpMember('Ben');
  await ann.says('one');
  await ann.composer.fill('half a sent');
  await ann.freezes();
  await ben.says('two', 'three');
  await ben.reads('one', 'two', 'three');
  await ann.thaws();
  await ann.page.bringToFront();
  await ann.readsConfirmed('one', 'two', 'three');
  await expect(ann.composer).toHaveValue('half a sent');
  await ben.says('four');
  await ann.readsConfirmed('one', 'two', 'three', 'four');
});

test(
  'another visible tab keeps receiving messages when the leader is frozen',
  IN_LONG_RUN,
  async ({ person, server, httpMember }) => {
    const ann = await person('Ann', { as: 'visitor', browser: 'real' });
    const waiting = trackWaitingPages(ann.page.context());
    await ann.joins(server.url);
    const ben = await httpMember('Ben');
    const other = await ann.opensWindow();
    await expect.poll(waiting).toEqual([other.page]);
    await ben.says('one');
    await Promise.all([ann, other].map((each) => each.readsConfirmed('one')));
    await other.freezes();
    await ben.says('two');
    await ann.readsConfirmed('one', 'two');
    await other.thaws();
    await other.readsConfirmed('one', 'two');
  },
);

test('of two tabs the visible one leads', IN_LONG_RUN, async ({ person, server, httpMember }) => {
  const ann = await person('Ann', { as: 'visitor', browser: 'real' });
  const waiting = trackWaitingPages(ann.page.context());
  await ann.joins(server.url);
  const ben = await httpMember('Ben');
  const other = await ann.opensTab();
  const sent: string[] = [];
  for (const shown of [other, ann]) {
    await shown.page.bringToFront();
    await expect.poll(waiting).toEqual([shown.page]);
    sent.push(`message ${sent.length + 1}`);
    await ben.says(...sent.slice(-1));
    await Promise.all([ann, other].map((each) => each.readsConfirmed(...sent)));
  }
});

/** Browsers open six connections to a server. Five waits leave one for everything else. */
const TABS_WITHOUT_LOCKS = Math.min(TABS, 5);

test(
  'without the Web Locks API each tab has a wait of its own',
  IN_LONG_RUN,
  async ({ person, server, httpMember }) => {
    const ann = await person('Ann', { as: 'visitor' });
    await ann.page.context().addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'));
    const waiting = trackWaitingPages(ann.page.context());
    await ann.joins(server.url);
    expect(await ann.page.evaluate(() => 'locks' in navigator)).toBe(false);
    const tabs = [ann];
    while (tabs.length < TABS_WITHOUT_LOCKS) tabs.push(await ann.opensTab());
    // Ben has no page that reports typing, which would be one more answer.
    const ben = await httpMember('Ben');
    await ben.says('one');
    await Promise.all(tabs.map((each) => each.readsConfirmed('one')));
    const texts = tabs.map((_, index) => `from tab ${index + 1}`);
    for (const [index, tab] of tabs.entries()) await tab.says(texts[index] ?? '');
    await expectSameTranscripts(tabs, [['one'], ...texts.map((text) => [text])]);
    const allWait = () => expect.poll(() => new Set(waiting()).size).toBe(TABS_WITHOUT_LOCKS);
    await allWait();
    expect(waiting()).toHaveLength(TABS_WITHOUT_LOCKS);
    // Each tab gets the message once and asks once for the next.
    let waits = 0;
    ann.page.context().on('request', (request) => void (waits += Number(request.url().includes('/trpc/wait'))));
    await ben.says('last');
    await Promise.all(tabs.map((each) => each.messages.filter({ hasText: 'last' }).waitFor()));
    await allWait();
    expect(waits).toBe(TABS_WITHOUT_LOCKS);
  },
);
