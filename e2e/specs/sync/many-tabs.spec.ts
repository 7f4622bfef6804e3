import { openTabs } from '../../support/open-tabs.ts';
import { expect, trackWaitingPages, test } from '../../support/fixtures.ts';
import { expectSameTranscripts, type Person } from '../../support/person.ts';
import { httpMember } from '../../support/http-member.ts';

test('ten tabs of one browser have one wait between them, and every one shows and says everything', async ({
  person,
  server,
}) => {
  test.setTimeout(90_000);
  const ann = await person('Ann', { as: 'visitor' });
  const { tabs, findLeader } = await openTabs(ann, server.url, 10);
  const ben = await person('Ben');
  const { leader } = await findLeader();
  const parks = new Set<Person | undefined>();
  ann.page.context().on('request', (request) => {
    const isParked = /\/trpc\/wait\?.*"hold":true/.test(decodeURIComponent(request.url()));
    if (isParked) parks.add(tabs.find(({ page }) => page === request.frame().page()));
  });
  await ben.says('one');
  await Promise.all(tabs.map((each) => each.readsSoon('one')));
  await tabs[9]?.says('two');
  await Promise.all([ben, ...tabs].map((each) => each.readsSoon('one', 'two')));
  await tabs[0]?.says('three');
  await Promise.all([ben, ...tabs].map((each) => each.readsSoon('one', 'two', 'three')));
  expect((await findLeader()).leader).toBe(leader);
  expect([...parks]).toEqual([leader]);
});

for (const [end, how] of [
  [(tab: Person) => tab.page.close(), 'is closed'],
  [(tab: Person) => tab.crashes(), 'crashes'],
] as const) {
  test(`when the tab that asks for all ten ${how}, the others read on at once`, async ({ person, server }) => {
    test.setTimeout(90_000);
    const ann = await person('Ann', { as: 'visitor' });
    const { findLeader } = await openTabs(ann, server.url, 10);
    const ben = await person('Ben');
    const { leader, others } = await findLeader();
    await others[0]?.composer.fill('half a sent');
    await end(leader);
    await ben.says('one');
    await Promise.all([ben, ...others].map((each) => each.readsSoon('one')));
    await others.at(-1)?.says('two');
    await Promise.all([ben, ...others].map((each) => each.readsSoon('one', 'two')));
    await expect(others[0]?.composer ?? ben.composer).toHaveValue('half a sent');
    expect(others).toContain((await findLeader()).leader);
  });
}

test('when the tab that asks for all hangs, the others read on at once', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  const { findLeader } = await openTabs(ann, server.url, 3);
  const ben = await person('Ben');
  const { leader, others } = await findLeader();
  await leader.hangs();
  await ben.says('one');
  await Promise.all(others.map((each) => each.readsSoon('one')));
  await others[0]?.says('two');
  await Promise.all([ben, ...others].map((each) => each.readsSoon('one', 'two')));
});

test('a tab that hung while it asked for all shows what was said meanwhile, and follows the new one', async ({
  person,
  server,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  const { tabs, findLeader } = await openTabs(ann, server.url, 3);
  const ben = await person('Ben');
  const { leader, others } = await findLeader();
  await leader.composer.fill('half a sent');
  const goesOn = await leader.hangs();
  await ben.says('one', 'two');
  await Promise.all(others.map((each) => each.readsSoon('one', 'two')));
  await goesOn();
  await leader.readsSoon('one', 'two');
  await expect(leader.composer).toHaveValue('half a sent');
  expect(others).toContain((await findLeader()).leader);
  await ben.says('three');
  await Promise.all([ben, ...tabs].map((each) => each.readsSoon('one', 'two', 'three')));
});

test('a tab that was frozen shows what was said meanwhile, once', async ({ person }) => {
  const ann = await person('Ann', { browser: 'lifelike' });
  const ben = await person('Ben');
  await ann.says('one');
  await ann.composer.fill('half a sent');
  await ann.freezes();
  await ben.says('two', 'three');
  await ben.reads('one', 'two', 'three');
  await ann.thaws();
  await ann.page.bringToFront();
  await ann.readsSoon('one', 'two', 'three');
  await expect(ann.composer).toHaveValue('half a sent');
  await ben.says('four');
  await ann.readsSoon('one', 'two', 'three', 'four');
});

test('when the tab that asks for all is frozen, another that can be seen reads on at once', async ({
  person,
  server,
}) => {
  const ann = await person('Ann', { as: 'visitor', browser: 'lifelike' });
  const waiting = trackWaitingPages(ann.page.context());
  await ann.joins(server.url);
  const ben = await person('Ben');
  const other = await ann.opensWindow();
  await expect.poll(waiting).toEqual([other.page]);
  await ben.says('one');
  await Promise.all([ann, other].map((each) => each.readsSoon('one')));
  await other.freezes();
  await ben.says('two');
  await ann.readsSoon('one', 'two');
  await other.thaws();
  await other.readsSoon('one', 'two');
});

test('of two tabs the one that is looked at asks for both', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor', browser: 'lifelike' });
  const waiting = trackWaitingPages(ann.page.context());
  await ann.joins(server.url);
  const ben = await person('Ben');
  const other = await ann.opensTab();
  const said: string[] = [];
  for (const shown of [other, ann, other, ann]) {
    await shown.page.bringToFront();
    await expect.poll(waiting).toEqual([shown.page]);
    said.push(`line ${said.length + 1}`);
    await ben.says(...said.slice(-1));
    await Promise.all([ann, other].map((each) => each.readsSoon(...said)));
  }
});

test('in a browser that cannot tell which tabs there are, each of five asks for itself', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.context().addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'));
  const waiting = trackWaitingPages(ann.page.context());
  await ann.joins(server.url);
  expect(await ann.page.evaluate(() => 'locks' in navigator)).toBe(false);
  const tabs = [ann];
  while (tabs.length < 5) tabs.push(await ann.opensTab());
  const ben = await person('Ben');
  // Nobody sees her write: that would be one more thing to hear of.
  const cleo = await httpMember('Cleo', server.url);
  await ben.says('one');
  await Promise.all(tabs.map((each) => each.readsSoon('one')));
  const lines = tabs.map((_, index) => `from tab ${index + 1}`);
  for (const [index, tab] of tabs.entries()) await tab.says(lines[index] ?? '');
  await expectSameTranscripts([ben, ...tabs], [['one'], ...lines.map((line) => [line])]);
  const allWait = () => expect.poll(() => new Set(waiting()).size).toBe(5);
  await allWait();
  expect(waiting()).toHaveLength(5);
  // Each hears a line once, and asks once for the next.
  let asks = 0;
  ann.page.context().on('request', (request) => void (asks += Number(request.url().includes('/trpc/wait'))));
  await cleo.says('last');
  await Promise.all(tabs.map((each) => each.messages.filter({ hasText: 'last' }).waitFor()));
  await allWait();
  expect(asks).toBe(5);
});
