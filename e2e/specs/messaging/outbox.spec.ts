import type { Route } from '@playwright/test';
import { expect, IN_LONG_RUN, test, trackWaitCount } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

/** Writes two messages that do not reach the server. Not by a route: a page that closes while one is set loses what it sends at the end. */
const writesUnsent = async (person: Person) => {
  const cdp = await person.page.context().newCDPSession(person.page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setBlockedURLs', { urls: ['*/trpc/send'] });
  await person.says('one', 'two');
  await expect(person.pendingMessages).toHaveText(['one', 'two']);
};

test('another tab sends the unsent messages of a closed tab', IN_LONG_RUN, async ({ person, httpMember }) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben');
  const other = await ann.opensTab();
  await writesUnsent(ann);
  await ann.page.close();
  await other.readsConfirmed('one', 'two');
  await ben.reads('one', 'two');
  await other.says('three');
  await other.readsConfirmed('one', 'two', 'three');
  await ben.reads('one', 'two', 'three');
});

test('another tab sends the unsent messages of a crashed tab when it is shown', async ({ person, httpMember }) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben');
  const other = await ann.opensTab();
  await writesUnsent(ann);
  await ann.crashes();
  await other.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await other.readsConfirmed('one', 'two');
  await ben.reads('one', 'two');
});

for (const [end, how, size] of [
  [(tab: Person) => tab.page.close(), 'closed', IN_LONG_RUN],
  [(tab: Person) => tab.crashes(), 'crashed', {}],
] as const) {
  test(
    `unsent messages of the only tab, which ${how}, are sent when the room is opened again`,
    size,
    async ({ person }) => {
      const ann = await person('Ann');
      const ben = await person('Ben');
      await writesUnsent(ann);
      await end(ann);
      const again = await ann.opensTab();
      await Promise.all([again, ben].map((each) => each.readsConfirmed('one', 'two')));
      await ben.seesMembershipMessages('Ann joined.', 'Ben you joined.');
    },
  );
}

test('messages that are pending during a server restart arrive in the order in which they were written', async ({
  person,
  server,
  httpMember,
}) => {
  // Cleo does not type: Ann's page gets exactly one more letter before its waits are parked here.
  const cleo = await httpMember('Cleo');
  const ann = await person('Ann', { as: 'visitor' });
  const waits = trackWaitCount(ann.page);
  const ben = await person('Ben');
  const parked: Route[] = [];
  await ann.joins(server.url);
  await expect.poll(waits).toBe(1);
  await ann.page.route('**/trpc/wait?*', (route) => void parked.push(route));
  await cleo.says('zero');
  await ann.reads('zero');
  // The server takes this message, but its letter does not reach Ann’s page.
  await ann.says('one');
  await expect(ann.transcript.locator('.message.sent .text')).toHaveText('one');
  await ben.reads('zero', 'one');
  await ann.page.route('**/trpc/send', (route) => route.abort());
  await ann.says('two', 'three');
  await expect(ann.pendingMessages).toHaveText(['two', 'three']);
  await server.stop();
  for (const route of parked) await route.abort();
  await ann.page.unrouteAll();
  await server.start();
  await expect(ann.unconfirmedMessages).toHaveCount(0);
  await Promise.all([ann, ben].map((each) => each.readsConfirmed('zero', 'one', 'two', 'three')));
  // Ben’s page shows it once, and in the place where it was before the restart.
  await ann.hovers('one');
  await ann.page.getByRole('button', { name: 'Edit message from Ann' }).click();
  await ann.composer.fill('eins');
  await ann.composer.press('Enter');
  for (const each of [ann, ben]) await expect(each.messages).toHaveText(['zero', 'eins edited', 'two', 'three']);
});

test(
  'a member who rejoins after leaving finds the unsent messages in the composer',
  IN_LONG_RUN,
  async ({ person, server }) => {
    const ann = await person('Ann');
    const ben = await person('Ben');
    await writesUnsent(ann);
    await ben.seesLeaveAfterClosing(ann, server);
    const again = await ann.opensTab({ as: 'visitor' });
    await again.isInTheLobby();
    await again.joins(server.url);
    await expect(again.composer).toHaveValue('one\ntwo');
    await again.composer.press('Enter');
    await Promise.all([again, ben].map((each) => each.readsConfirmed('one\ntwo')));
  },
);
