import { openTabs } from '../../support/open-tabs.ts';
import { expect, trackWaitingPages, test } from '../../support/fixtures.ts';
import { expectSameTranscripts, type Person } from '../../support/person.ts';
import { httpMember } from '../../support/http-member.ts';

test('ten tabs of one browser share one wait, and each can read and write', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  const { tabs, findLeader } = await openTabs(ann, server.url, 10);
  const ben = await person('Ben');
  await findLeader();
  await ben.says('one');
  await Promise.all(tabs.map((each) => each.readsConfirmed('one')));
  await tabs[9]?.says('two');
  await Promise.all([ben, ...tabs].map((each) => each.readsConfirmed('one', 'two')));
  await tabs[0]?.says('three');
  await Promise.all([ben, ...tabs].map((each) => each.readsConfirmed('one', 'two', 'three')));
  await findLeader();
});

for (const [end, how] of [
  [(tab: Person) => tab.page.close(), 'is closed'],
  [(tab: Person) => tab.crashes(), 'crashes'],
] as const) {
  test(`the other nine tabs keep receiving messages when the leader ${how}`, async ({ person, server }) => {
    const ann = await person('Ann', { as: 'visitor' });
    const { findLeader } = await openTabs(ann, server.url, 10);
    const ben = await person('Ben');
    const { leader, others } = await findLeader();
    await others[0]?.composer.fill('half a sent');
    await end(leader);
    await ben.says('one');
    await Promise.all([ben, ...others].map((each) => each.readsConfirmed('one')));
    await others.at(-1)?.says('two');
    await Promise.all([ben, ...others].map((each) => each.readsConfirmed('one', 'two')));
    await expect(others[0]?.composer ?? ben.composer).toHaveValue('half a sent');
    expect(others).toContain((await findLeader()).leader);
  });
}

test('the other tabs keep receiving messages when the leader hangs', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  const { findLeader } = await openTabs(ann, server.url, 3);
  const ben = await person('Ben');
  const { leader, others } = await findLeader();
  await leader.hangs();
  await ben.says('one');
  await Promise.all(others.map((each) => each.readsConfirmed('one')));
  await others[0]?.says('two');
  await Promise.all([ben, ...others].map((each) => each.readsConfirmed('one', 'two')));
});

test('a leader that hung shows the missed messages and follows the new leader', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  const { tabs, findLeader } = await openTabs(ann, server.url, 3);
  const ben = await person('Ben');
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
  await Promise.all([ben, ...tabs].map((each) => each.readsConfirmed('one', 'two', 'three')));
});

test('a tab that was frozen shows the missed messages once', async ({ person }) => {
  const ann = await person('Ann', { browser: 'real' });
  const ben = await person('Ben');
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

test('another visible tab keeps receiving messages when the leader is frozen', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor', browser: 'real' });
  const waiting = trackWaitingPages(ann.page.context());
  await ann.joins(server.url);
  const ben = await person('Ben');
  const other = await ann.opensWindow();
  await expect.poll(waiting).toEqual([other.page]);
  await ben.says('one');
  await Promise.all([ann, other].map((each) => each.readsConfirmed('one')));
  await other.freezes();
  await ben.says('two');
  await ann.readsConfirmed('one', 'two');
  await other.thaws();
  await other.readsConfirmed('one', 'two');
});

test('of two tabs the visible one leads', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor', browser: 'real' });
  const waiting = trackWaitingPages(ann.page.context());
  await ann.joins(server.url);
  const ben = await person('Ben');
  const other = await ann.opensTab();
  const sent: string[] = [];
  for (const shown of [other, ann, other, ann]) {
    await shown.page.bringToFront();
    await expect.poll(waiting).toEqual([shown.page]);
    sent.push(`message ${sent.length + 1}`);
    await ben.says(...sent.slice(-1));
    await Promise.all([ann, other].map((each) => each.readsConfirmed(...sent)));
  }
});

test('without the Web Locks API each of five tabs has a wait of its own', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.context().addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'));
  const waiting = trackWaitingPages(ann.page.context());
  await ann.joins(server.url);
  expect(await ann.page.evaluate(() => 'locks' in navigator)).toBe(false);
  const tabs = [ann];
  while (tabs.length < 5) tabs.push(await ann.opensTab());
  const ben = await person('Ben');
  // Cleo does not type: a typing event would be one more answer.
  const cleo = await httpMember('Cleo', server.url);
  await ben.says('one');
  await Promise.all(tabs.map((each) => each.readsConfirmed('one')));
  const texts = tabs.map((_, index) => `from tab ${index + 1}`);
  for (const [index, tab] of tabs.entries()) await tab.says(texts[index] ?? '');
  await expectSameTranscripts([ben, ...tabs], [['one'], ...texts.map((text) => [text])]);
  const allWait = () => expect.poll(() => new Set(waiting()).size).toBe(5);
  await allWait();
  expect(waiting()).toHaveLength(5);
  // Each tab gets the message once and asks once for the next.
  let waits = 0;
  ann.page.context().on('request', (request) => void (waits += Number(request.url().includes('/trpc/wait'))));
  await cleo.says('last');
  await Promise.all(tabs.map((each) => each.messages.filter({ hasText: 'last' }).waitFor()));
  await allWait();
  expect(waits).toBe(5);
});
