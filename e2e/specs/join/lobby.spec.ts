import { expect, test } from '../../support/fixtures.ts';

test.use({ room: 'shared' });

test('a taken nickname is refused, and another one joins', async ({ person, server, httpMember }) => {
  await httpMember('Ann');
  const other = await person('Ann', { as: 'visitor' });
  await other.submitsNickname(server.url);
  await expect(other.page.getByRole('alert')).toHaveText(/That nickname, or one that looks like it, is taken/);
  await expect(other.nicknameField).toBeFocused();
  await other.nicknameField.fill('Anna');
  await other.page.keyboard.press('Enter');
  await other.isInTheRoom();
  await other.seesMembers('Ann', 'Anna');
});

test('a nickname that looks like another is refused', async ({ person, server, httpMember }) => {
  await httpMember('Annika');
  const impostor = await person('Impostor', { as: 'visitor' });
  await impostor.page.goto(server.url);
  const refusal = impostor.page.getByRole('alert');
  for (const lookAlike of ['ANNIKA', 'ann1ka', 'аnnika']) {
    await impostor.nicknameField.fill('');
    await impostor.page.keyboard.press('Enter');
    await expect(refusal).toHaveText('Enter a nickname.');
    await impostor.nicknameField.fill(lookAlike);
    await impostor.page.keyboard.press('Enter');
    await expect(refusal, lookAlike).toHaveText(/looks like it/);
  }
});

test('an invalid nickname is refused with the reason and stays in the field', async ({ person, server }) => {
  const visitor = await person('', { as: 'visitor' });
  await visitor.page.goto(server.url);
  const cases: [string, RegExp][] = [
    ['', /Enter a nickname/],
    ['   ', /Enter a nickname/],
    ['Ann Lee', /letters and numbers, no spaces/],
    ['<b>', /letters and numbers/],
    ['x'.repeat(17), /up to 16 characters/],
  ];
  for (const [nickname, reason] of cases) {
    await visitor.nicknameField.fill(nickname);
    await visitor.page.keyboard.press('Enter');
    await expect(visitor.page.getByRole('alert')).toHaveText(reason);
    await expect(visitor.nicknameField).toHaveAttribute('aria-invalid', 'true');
  }
  await expect(visitor.nicknameField).toHaveValue('x'.repeat(17));
});

test('a nickname can be in any script', async ({ person }) => {
  const ann = await person('Ольга');
  await ann.seesMembers('Ольга');
});

test.describe('a room with a name and a topic', () => {
  test.use({ room: 'own', settings: { ROOM_NAME: 'Tea & <b>', ROOM_TOPIC: 'Leaves' } });

  test('shows both, and the lobby tells how many people are inside', async ({ person, httpMembers, server }) => {
    const ann = await person('Ann', { as: 'visitor' });
    await ann.page.goto(server.url);
    await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('Tea & <b>');
    await expect(ann.page.locator('.lead')).toHaveText('Leaves');
    await expect(ann.page.locator('.inside')).toHaveText('Nobody is here yet.');
    await expect(ann.page).toHaveTitle('Tea & <b>');
    await httpMembers('Ben', 'Cleo');
    await ann.page.reload();
    await expect(ann.page.locator('.inside')).toHaveText('2 people are here.');
    await ann.joins(server.url);
    await expect(ann.page.getByRole('banner')).toContainText('Tea & <b>Leaves');
    await expect(ann.page).toHaveTitle('Tea & <b>');
  });
});

test('the last nickname is remembered', async ({ person, server }) => {
  const ann = await person('Ann');
  await ann.leaves();
  await expect(ann.nicknameField).toHaveValue('Ann');
  await ann.page.goto(server.url);
  await expect(ann.nicknameField).toHaveValue('Ann');
});

test('the lobby reports an unreachable server, and joining again works', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.goto(server.url);
  await ann.page.route('**/trpc/join', (route) => route.abort());
  await ann.nicknameField.fill('Ann');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('alert')).toHaveText(/Can’t reach the room/);
  await ann.page.unroute('**/trpc/join');
  await ann.page.keyboard.press('Enter');
  await ann.isInTheRoom();
});

test('behind a proxy that changes the Host header, the lobby says so', async ({ person, server }) => {
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.goto(server.networkUrl);
  await ann.page.route('**/trpc/join', async (route) => {
    const headers = { ...route.request().headers(), host: `localhost:${server.port}` };
    await route.fulfill({ response: await route.fetch({ url: `${server.url}trpc/join`, headers }) });
  });
  await ann.nicknameField.fill('Ann');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('alert')).toHaveText(/changes the Host header/);
  await expect(ann.nicknameField).toHaveValue('Ann');
});

test('a busy server is asked again after its retry time, and the lobby reports a server that stays busy', async ({
  person,
  server,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.goto(server.url);
  const requestedAt: number[] = [];
  const data = {
    code: 'SERVICE_UNAVAILABLE',
    httpStatus: 503,
    path: 'join',
    refusal: 'room-busy',
    retryAfterMs: 1_500,
  };
  await ann.page.route('**/trpc/join', (route) => {
    requestedAt.push(performance.now());
    return route.fulfill({ status: 503, json: { error: { message: 'Busy.', code: -32_603, data } } });
  });
  await ann.nicknameField.fill('Ann');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('alert')).toHaveText(/busy right now/);
  expect(requestedAt).toHaveLength(3);
  expect((requestedAt[1] ?? 0) - (requestedAt[0] ?? 0)).toBeGreaterThanOrEqual(1_400);
  await ann.page.unroute('**/trpc/join');
  await ann.page.keyboard.press('Enter');
  await ann.isInTheRoom();
});

test.describe(() => {
  test.use({ room: 'own' });

  test('joining again after a lost response does not create a second member', async ({ person, network }) => {
    const ben = await person('Ben');
    const ann = await person('Ann', { as: 'visitor' });
    await ann.page.goto(network.url);
    network.setConditions({ cut: { of: 'each', after: 0, direction: 'down', by: 'rst' } });
    await ann.nicknameField.fill('Ann');
    await ann.page.keyboard.press('Enter');
    await expect(ann.page.getByRole('alert')).toHaveText(/Can’t reach the room/);
    await ben.seesMembers('Ann', 'Ben');
    network.clearConditions();
    await ann.page.keyboard.press('Enter');
    await ann.isInTheRoom();
    await ann.seesMembers('Ann', 'Ben');
    await ben.seesMembershipMessages('Ben you joined.', 'Ann joined.');
  });
});

test.describe('a room for one member', () => {
  test.use({ room: 'own', settings: { MEMBERS: '1' } });
  test('a full room refuses newcomers and says why', async ({ person, server, httpMember }) => {
    await httpMember('Ann');
    const ben = await person('Ben', { as: 'visitor' });
    await ben.submitsNickname(server.url);
    await expect(ben.page.getByRole('alert')).toHaveText('The room is full (1 person).');
  });
});

test.describe(() => {
  test.use({ room: 'own' });

  test('the page reports a room module that does not load, and joins after a reload', async ({ person, server }) => {
    const ann = await person('Ann', { as: 'visitor' });
    await ann.page.route('**/assets/room-*.js', (route) => route.abort());
    await ann.submitsNickname(server.url);
    const notice = ann.page.getByRole('status').filter({ hasText: 'didn’t load' });
    await expect(notice).toBeVisible();
    await expect(ann.page.getByText('Opening the room…')).toBeVisible();
    await ann.page.unrouteAll();
    await notice.getByRole('button', { name: 'Reload' }).click();
    await ann.isInTheRoom();
    await expect(ann.composer).toBeFocused();
  });
});

test.describe(() => {
  test.use({ room: 'own' });

  test('the lobby preloads the room module', async ({ person, server }) => {
    const ann = await person('Ann', { as: 'visitor' });
    const fetched = ann.page.waitForResponse('**/assets/room-*.js');
    await ann.page.goto(server.url);
    expect((await fetched).ok()).toBe(true);
    await ann.isInTheLobby();
  });
});
