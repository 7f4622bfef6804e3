import { axeViolations } from '../../support/axe.ts';
import { fixedLimits } from '@mailroom/shared';
import { expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';
import { holdRequestTimeouts } from '../../support/request-timeouts.ts';

const CLEO_LEFT = 'Cleo left (closed the page).';

test('leaving is announced to the others and returns to the lobby', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ben.leaves();
  await ben.isInTheLobby();
  await expect(ben.page.locator('#lobby-notice'), 'a deliberate leave needs no explanation').toHaveCount(0);
  await ann.seesSystemMessage('Ben left.');
  await ann.seesMembers('Ann');
  await ben.page.reload();
  await ben.isInTheLobby();
  await ben.page.getByRole('button', { name: 'Join' }).click();
  await ben.isInTheRoom();
  await ann.seesMembers('Ann', 'Ben');
});

test('the reason for leaving is shown', async ({ person, httpMember }) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben');
  await ben.leaves('off to bed <b>');
  await ann.seesSystemMessage('Ben left: “off to bed <b>”');
});

test('a member whose last tab closes leaves', async ({ person, server }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.seesLeaveAfterClosing(ben, server);
  await ann.seesMembers('Ann');
});

test('a reload announces nothing, and restores the transcript and the draft', async ({
  person,
  server,
  httpMember,
}) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  const cleo = await httpMember('Cleo');
  await ben.says('before');
  await ben.reads('before');
  await ben.composer.fill('half a sent');
  for (let times = 0; times < 3; times++) {
    await ben.page.reload();
    await ben.isInTheRoom();
  }
  await expect(ben.composer).toHaveValue('half a sent');
  await ben.reads('before');
  await ben.says('after');
  await ann.reads('before', 'after');
  await ann.seesLeaveAfterClosing(cleo, server);
  await ann.seesMembershipMessages('Ann you joined.', 'Ben joined.', 'Cleo joined.', CLEO_LEFT);
});

test('a reload while disconnected keeps the pending messages', async ({ person, httpMember }) => {
  const ann = await person('Ann');
  const ben = await httpMember('Ben');
  await ann.page.route('**/trpc/send', (route) => route.abort());
  await ann.says('one', 'two');
  await expect(ann.transcript.locator('.message.pending .text')).toHaveText(['one', 'two']);
  await ann.page.unrouteAll();
  await ann.page.reload();
  await ann.isInTheRoom();
  await ann.reads('one', 'two');
  await ben.reads('one', 'two');
  await expect(ann.transcript.locator('.message.pending')).toHaveCount(0);
});

test('a request without a response times out and is repeated', IN_LONG_RUN, async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  const expireTimeouts = await holdRequestTimeouts(ann.page);
  await ann.joins(server.url);
  let requests = 0;
  await ann.page.route('**/trpc/send', (route) => (requests++ === 0 ? undefined : route.continue()));
  await ann.says('one');
  await expect.poll(() => requests).toBe(1);
  await expireTimeouts(10_000);
  await expect(ann.transcript.locator('.message:not(.pending) .text')).toHaveText('one');
  expect(requests).toBe(2);
});

test('a short loss of connection shows nothing, a longer one that the page reconnects', async ({
  person,
  server,
  httpMember,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.clock.install();
  await ann.joins(server.url);
  const ben = await httpMember('Ben');
  await ann.seesMembers('Ann', 'Ben');
  await ann.page.clock.pauseAt((await ann.page.evaluate(() => Date.now())) + 10_000);
  await ann.page.route('**/trpc/*', (route) => route.abort());
  const lost = ann.page.waitForEvent('requestfailed');
  await ben.says('one');
  await lost;
  await ann.reads('one');
  const status = ann.page.locator('.connection');
  await ann.page.clock.runFor(2_900);
  await expect(status).toHaveText('Connected');
  await ann.page.clock.runFor(200);
  await expect(status).toHaveText('Reconnecting…');
  await ann.page.unrouteAll();
  await ann.page.clock.resume();
  await expect(status).toHaveText('Connected');
  await ann.seesMembershipMessages('Ann you joined.', 'Ben joined.');
  await expect(ann.transcript.locator('.system-message'), 'nothing about the loss').toHaveCount(2);
});

test(
  'two tabs that joined as different members do not end each other’s session',
  IN_LONG_RUN,
  async ({ person, server }) => {
    const ann = await person('Ann', { as: 'visitor' });
    await ann.page.goto(server.url);
    const secondTab = await ann.page.context().newPage();
    await secondTab.goto(server.url);
    await ann.nicknameField.fill('Ann');
    await ann.page.keyboard.press('Enter');
    await ann.isInTheRoom();
    await secondTab.getByLabel('Your nickname').fill('Anna');
    await secondTab.keyboard.press('Enter');
    const connected = secondTab.getByRole('status').filter({ hasText: /^Connected$/ });
    await expect(connected).toBeVisible();
    await ann.isInTheLobby();
    await secondTab.reload();
    await expect(connected).toBeVisible();
  },
);

test('two tabs of one browser are one member, and both show everything', async ({ person, server, httpMember }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  const cleo = await httpMember('Cleo');
  const secondTab = await ben.page.context().newPage();
  await secondTab.goto(server.url);
  const inSecondTab = (text: string) => secondTab.getByRole('log').locator('.message .text').filter({ hasText: text });
  await expect(secondTab.getByRole('status').filter({ hasText: /^Connected$/ })).toBeVisible();
  await ann.says('to both');
  await expect(inSecondTab('to both')).toHaveCount(1);
  await ben.reads('to both');
  await secondTab.getByLabel('Message to everyone').fill('from the second');
  await secondTab.getByLabel('Message to everyone').press('Enter');
  await ben.reads('to both', 'from the second');
  await expect(inSecondTab('from the second')).toHaveCount(1);
  await ann.seesMembers('Ann', 'Ben', 'Cleo');

  await secondTab.close();
  await ann.seesLeaveAfterClosing(cleo, server);
  await ann.seesMembershipMessages('Ann you joined.', 'Ben joined.', 'Cleo joined.', CLEO_LEFT);
  await ben.says('still here');
  await ann.reads('to both', 'from the second', 'still here');
});

test('leaving with a message that was not sent is asked for, and keeps the message', async ({ person }) => {
  const ann = await person('Ann');
  const dialog = ann.page.getByRole('dialog', { name: 'Leave the room?' });
  await ann.page.route('**/trpc/send', (route) => route.abort());
  await ann.composer.fill('still here');
  await ann.composer.press('Enter');
  await ann.leaves();
  await expect(dialog).toContainText('One message hasn’t been sent.');
  expect(await axeViolations(ann.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(ann.pendingMessages).toHaveText(['still here']);
  await ann.composer.fill('/leave');
  await ann.composer.press('Enter');
  await dialog.getByRole('button', { name: 'Leave now' }).click();
  await ann.isInTheLobby();
  await ann.page.unroute('**/trpc/send');
  await ann.page.getByRole('button', { name: 'Join' }).click();
  await expect(ann.composer).toHaveValue('still here');
});

test('leaving in one tab ends the session in the other tab, which says why', async ({ person }) => {
  const ann = await person('Ann');
  const secondTab = await ann.opensTab();
  await secondTab.leaves();
  await ann.isInTheLobby();
  await expect(ann.page.locator('#lobby-notice')).toHaveText('You left the room in another window.');
});

test.describe('with an idle time of a minute', () => {
  const IDLE_MS = 60_000;
  test.use({ settings: { IDLE_MS: String(IDLE_MS) } });

  test('an idle member leaves, and their nickname stays reserved', IN_LONG_RUN, async ({ person, server }) => {
    const ann = await person('Ann');
    const ben = await person('Ben');
    await ben.crashes();
    await ann.seesIdleLeave('Ben', server, IDLE_MS);
    const impostor = await person('Ben', { as: 'visitor' });
    await impostor.submitsNickname(server.url);
    await expect(impostor.page.getByRole('alert')).toHaveText(/That nickname, or one that looks like it, is taken/);
    const again = await ben.opensTab({ as: 'visitor' });
    await expect(again.nicknameField).toHaveValue('Ben');
    await again.joins(server.url);
    for (const each of [ann, again]) await each.seesMembers('Ann', 'Ben');
  });
});

test(
  'a member who was removed as idle rejoins automatically and reads what they missed',
  IN_LONG_RUN,
  async ({ person, server }) => {
    const ann = await person('Ann');
    const cut = (route: { abort: () => Promise<void> }) => route.abort();
    await ann.page.route('**/trpc/*', cut);
    await ann.composer.fill('what I wanted to say');
    const ben = await person('Ben');
    await ben.says('are you there?');
    await expect(ann.page.getByRole('status').filter({ hasText: 'Reconnecting…' })).toBeVisible();
    await ben.seesIdleLeave('Ann', server);
    await ann.page.unroute('**/trpc/*', cut);
    await ann.isInTheRoom();
    await ann.seesSystemMessage('You were away too long, so you rejoined.');
    await ann.reads('are you there?');
    await expect(ann.composer).toHaveValue('what I wanted to say');
    await ann.seesMembers('Ann', 'Ben');
  },
);

test(
  'a member who was away for too long is in the lobby with the reason, and keeps the draft',
  IN_LONG_RUN,
  async ({ person, server }) => {
    const ann = await person('Ann');
    const ben = await person('Ben');
    const cut = (route: { abort: () => Promise<void> }) => route.abort();
    await ann.page.route('**/trpc/*', cut);
    await ann.composer.fill('what I wanted to say');
    await ben.says('are you there?');
    await expect(ann.page.getByRole('status').filter({ hasText: 'Reconnecting…' })).toBeVisible();
    await ben.seesIdleLeave('Ann', server);
    await server.advanceClock(fixedLimits.nicknameReservedMs);
    await ben.says('bye');
    await ann.page.unroute('**/trpc/*', cut);
    await ann.isInTheLobby();
    await expect(ann.page.locator('#lobby-notice')).toHaveText(
      'You were signed out after being away too long, or you left in another window. Your draft is still here.',
    );
    await expect(ann.nicknameField).toBeFocused();
    await ann.nicknameField.fill('Anna');
    await ann.page.keyboard.press('Enter');
    await ann.isInTheRoom();
    await expect(ann.composer).toHaveValue('what I wanted to say');
  },
);

test('a server stops while waits are parked, and everyone rejoins after its restart', async ({ person, server }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.says('before');
  for (const each of [ann, ben]) await each.reads('before');
  await ann.composer.fill('unsaid');
  await server.stop();
  for (const each of [ann, ben]) {
    await expect(each.page.getByRole('status').filter({ hasText: 'Reconnecting…' })).toBeVisible();
  }
  await ann.composer.press('Enter');
  await expect(ann.transcript.locator('.message.pending .text')).toHaveText('unsaid');
  await server.start();
  // The room has no storage: after the restart it has no members, and the pages rejoin by themselves.
  for (const each of [ann, ben]) {
    await each.seesSystemMessage('The room restarted and you’re back in.');
    await each.isInTheRoom();
    await each.seesMembers('Ann', 'Ben');
    await each.reads('before', 'unsaid');
  }
  await expect(ann.transcript.locator('.message.pending')).toHaveCount(0);
  await ann.page.reload();
  await ann.isInTheRoom();
  await ann.reads('unsaid');
});

test(
  'a new nickname applies in every tab, after a server restart and after a reload',
  IN_LONG_RUN,
  async ({ person, server }) => {
    const ann = await person('Ann');
    const tab = await ann.opensTab();
    const ben = await person('Ben');
    await ann.says('as Ann');
    await ann.renames('Anna');
    for (const each of [ann, tab, ben]) {
      await each.seesMembers('Anna', 'Ben');
      await each.seesSystemMessage('is now known as Anna.');
    }
    await server.stop();
    await server.start();
    for (const each of [ann, tab, ben]) {
      await each.seesSystemMessage('The room restarted and you’re back in.');
      await each.seesMembers('Anna', 'Ben');
      await each.isInTheRoom();
    }
    await ann.renames('Annie');
    await tab.page.reload();
    await tab.says('as Annie');
    for (const each of [ann, tab, ben]) await each.seesMembers('Annie', 'Ben');
    await Promise.all([ann, ben].map((each) => each.readsConfirmed('as Ann', 'as Annie')));
  },
);

test(
  'a lost connection is shown, and missed messages arrive once after it',
  IN_LONG_RUN,
  async ({ person, httpMember }) => {
    const ann = await person('Ann');
    const ben = await httpMember('Ben');
    await ann.page.route('**/trpc/*', (route) => route.abort());
    await ben.says('one');
    await expect(ann.page.getByRole('status').filter({ hasText: 'Reconnecting…' })).toBeVisible();
    await ben.says('two', 'three');
    await ann.says('mine, meanwhile');
    await expect(ann.transcript.locator('.message.pending .text')).toHaveText('mine, meanwhile');
    await ann.page.unrouteAll();
    await ann.isInTheRoom();
    await ann.seesMembershipMessages('Ann you joined.', 'Ben joined.');
    await expect(ann.transcript.locator('.system-message'), 'nothing about the loss').toHaveCount(2);
    await ann.reads('one', 'two', 'three', 'mine, meanwhile');
    await ben.reads('one', 'two', 'three', 'mine, meanwhile');
  },
);
