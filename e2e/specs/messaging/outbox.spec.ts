import type { Route } from '@playwright/test';
import { expect, test, trackWaitCount } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';
import { httpMember } from '../../support/http-member.ts';

/** Writes two lines that the room does not get, and half of a third. */
const writesInVain = async (person: Person) => {
  await person.page.route('**/trpc/send', (route) => route.abort());
  await person.says('one', 'two');
  await expect(person.pendingMessages).toHaveText(['one', 'two']);
};

test('what a closed tab could not send another tab sends', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  const other = await ann.opensTab();
  await writesInVain(ann);
  await ann.page.close();
  await Promise.all([other, ben].map((each) => each.readsSoon('one', 'two')));
  await other.says('three');
  await Promise.all([other, ben].map((each) => each.readsSoon('one', 'two', 'three')));
});

test('what a crashed tab could not send another tab sends when it is looked at', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  const other = await ann.opensTab();
  await writesInVain(ann);
  await ann.crashes();
  await other.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await Promise.all([other, ben].map((each) => each.readsSoon('one', 'two')));
});

for (const [end, how] of [
  [(tab: Person) => tab.page.close(), 'was closed'],
  [(tab: Person) => tab.crashes(), 'crashed'],
] as const) {
  test(`what the only tab could not send before it ${how} is sent when the room is opened again soon`, async ({
    person,
  }) => {
    const ann = await person('Ann');
    const ben = await person('Ben');
    await writesInVain(ann);
    await end(ann);
    const again = await ann.opensTab();
    await Promise.all([again, ben].map((each) => each.readsSoon('one', 'two')));
    expect(await ben.membershipMessages()).toEqual(['Ann joined.', 'Ben you joined.']);
  });
}

test('what was on its way when the room was started anew arrives in the order in which it was written', async ({
  person,
  server,
}) => {
  // Nobody sees her write: Ann's page hears of one thing more before it hears nothing.
  const cleo = await httpMember('Cleo', server.url);
  const ann = await person('Ann', { as: 'visitor' });
  const waits = trackWaitCount(ann.page);
  const ben = await person('Ben');
  const parked: Route[] = [];
  await ann.joins(server.url);
  await expect.poll(waits).toBe(1);
  await ann.page.route('**/trpc/wait?*', (route) => void parked.push(route));
  await cleo.says('zero');
  await ann.reads('zero');
  // The room takes this line, but Ann’s page does not hear of it.
  await ann.says('one');
  await expect(ann.transcript.locator('.message.sent .text')).toHaveText('one');
  await ann.page.route('**/trpc/send', (route) => route.abort());
  await ann.says('two', 'three');
  await expect(ann.pendingMessages).toHaveText(['two', 'three']);
  await server.stop();
  for (const route of parked) await route.abort();
  await ann.page.unrouteAll();
  await server.start();
  await expect(ann.unconfirmedMessages).toHaveCount(0);
  await Promise.all([ann, ben].map((each) => each.readsSoon('zero', 'one', 'two', 'three')));
});

test('who comes in again after they were gone finds in the composer what they could not send', async ({
  person,
  server,
}) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await writesInVain(ann);
  await ben.seesLeaveAfterClosing(ann);
  const again = await ann.opensTab({ as: 'visitor' });
  await again.isInTheLobby();
  await again.joins(server.url);
  await expect(again.composer).toHaveValue('one\ntwo');
  await again.composer.press('Enter');
  await Promise.all([again, ben].map((each) => each.readsSoon('one\ntwo')));
});
