import { expect, test } from '../../support/fixtures.ts';

const CLEO_LEFT = 'Cleo left (closed the page).';

test('leaving is told to the others, and goes back to the lobby', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ben.page.getByRole('button', { name: 'Leave' }).click();
  await ben.isInTheLobby();
  await expect(ben.page.locator('#lobby-notice'), 'there is nothing to explain').toHaveCount(0);
  await ann.seesSystemMessage('Ben left.');
  await ann.seesMembers('Ann');
  await ben.page.reload();
  await ben.isInTheLobby();
  await ben.page.getByRole('button', { name: 'Join' }).click();
  await ben.isInTheRoom();
  await ann.seesMembers('Ann', 'Ben');
});

test('a reason given on leaving is shown', async ({ person, server }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ben.page.request.post(`${server.url}trpc/leave`, { data: { reason: 'off to bed <b>' } });
  await ann.seesSystemMessage('Ben left (off to bed <b>).');
});

test('a closed tab leaves after a moment', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.seesLeaveAfterClosing(ben);
  await ann.seesMembers('Ann');
});

test('reloading makes no noise, and brings the transcript and the draft back', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  const cleo = await person('Cleo');
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
  await ann.seesLeaveAfterClosing(cleo);
  expect(await ann.membershipMessages()).toEqual(['Ann you joined.', 'Ben joined.', 'Cleo joined.', CLEO_LEFT]);
});

test('a reload while the connection is gone loses no line that is on its way', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
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

test('a call that is never answered is given up and made again', async ({ person }) => {
  const ann = await person('Ann');
  let swallowed = 0;
  await ann.page.route('**/trpc/send', (route) => (swallowed++ === 0 ? undefined : route.continue()));
  await ann.says('one');
  await expect(ann.transcript.locator('.message:not(.pending) .text')).toHaveText('one', { timeout: 20_000 });
  expect(swallowed).toBe(2);
});

test('two tabs that came in as two: the one that is left does not take the other along', async ({ person, server }) => {
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
});

test('one browser with two tabs is one member, and both tabs show everything', async ({ person, server }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  const cleo = await person('Cleo');
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
  await ann.seesLeaveAfterClosing(cleo);
  expect(await ann.membershipMessages()).toEqual(['Ann you joined.', 'Ben joined.', 'Cleo joined.', CLEO_LEFT]);
  await ben.says('still here');
  await ann.reads('to both', 'from the second', 'still here');
});

test('leaving in one tab ends the visit in the other, which says why', async ({ person, server }) => {
  const ann = await person('Ann');
  const secondTab = await ann.page.context().newPage();
  await secondTab.goto(server.url);
  await secondTab.getByRole('button', { name: 'Leave' }).click();
  await ann.isInTheLobby();
  await expect(ann.page.locator('#lobby-notice')).toHaveText('You left the room in another window.');
});

test.describe('in a room that is quick to let go', () => {
  test.use({ settings: { IDLE_MS: '2000' } });

  test('who falls silent is seen out, and the nickname is kept for them', async ({ person, server }) => {
    const ann = await person('Ann');
    const ben = await person('Ben');
    await ben.page.context().setOffline(true);
    await ben.page.goto('about:blank').catch(() => {});
    await ann.seesSystemMessage('Ben left (lost connection)');
    const impostor = await person('Ben', { as: 'visitor' });
    await impostor.submitsNickname(server.url);
    await expect(impostor.page.getByRole('alert')).toHaveText(/That nickname, or one that looks like it, is taken/);
    await ben.page.context().setOffline(false);
    await ben.page.goto(server.url);
    await ben.isInTheRoom();
    await ann.seesMembers('Ann', 'Ben');
  });

  test('whom the room had let go is in again by themselves, and reads what was said meanwhile', async ({ person }) => {
    const ann = await person('Ann');
    const cut = (route: { abort: () => Promise<void> }) => route.abort();
    await ann.page.route('**/trpc/*', cut);
    await ann.composer.fill('what I wanted to say');
    const ben = await person('Ben');
    await ben.says('are you there?');
    await expect(ann.page.getByRole('status').filter({ hasText: 'Reconnecting…' })).toBeVisible();
    await ben.seesSystemMessage('Ann left (lost connection)');
    await ann.page.unroute('**/trpc/*', cut);
    await ann.isInTheRoom();
    await ann.seesSystemMessage('You were away too long, so you rejoined.');
    await ann.reads('are you there?');
    await expect(ann.composer).toHaveValue('what I wanted to say');
    await ann.seesMembers('Ann', 'Ben');
  });
});

test('a visit that the room does not know ends in the lobby, with the reason and the words that were written', async ({
  person,
}) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.composer.fill('what I wanted to say');
  await ann.page.context().clearCookies();
  await ben.says('are you there?');
  await ann.isInTheLobby();
  await expect(ann.page.locator('#lobby-notice')).toContainText('You were signed out');
  await expect(ann.nicknameField).toBeFocused();
  await ann.nicknameField.fill('Anna');
  await ann.page.keyboard.press('Enter');
  await ann.isInTheRoom();
  await expect(ann.composer).toHaveValue('what I wanted to say');
});

test('a server that stops says so and is gone within 2 s; started again, it takes everyone back', async ({
  person,
  server,
}) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.says('before');
  for (const each of [ann, ben]) await each.reads('before');
  await ann.composer.fill('unsaid');
  expect(await server.stop()).toBeLessThan(2_000);
  for (const each of [ann, ben]) {
    await expect(each.page.getByRole('status').filter({ hasText: 'Reconnecting…' })).toBeVisible();
  }
  await ann.composer.press('Enter');
  await expect(ann.transcript.locator('.message.pending .text')).toHaveText('unsaid');
  await server.start();
  // This room keeps nothing on disk: it knows nobody any more, and they come in again by themselves.
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

test('who is called something else is that in every tab, when the room was started anew, and after a reload', async ({
  person,
  server,
}) => {
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
  await Promise.all([ann, ben].map((each) => each.readsSoon('as Ann', 'as Annie')));
});

test('a cut connection is shown, and what was said meanwhile comes after it, once', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.page.route('**/trpc/*', (route) => route.abort());
  await ben.says('one');
  await expect(ann.page.getByRole('status').filter({ hasText: 'Reconnecting…' })).toBeVisible();
  await ben.says('two', 'three');
  await ann.says('mine, meanwhile');
  await expect(ann.transcript.locator('.message.pending .text')).toHaveText('mine, meanwhile');
  await expect(ben.unconfirmedMessages).toHaveCount(0);
  await ann.page.unrouteAll();
  await ann.isInTheRoom();
  await ann.seesSystemMessage('Reconnected.');
  await ann.reads('one', 'two', 'three', 'mine, meanwhile');
  await ben.reads('one', 'two', 'three', 'mine, meanwhile');
});
