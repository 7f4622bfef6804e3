import { expect, test } from '../../support/fixtures.ts';

test('a nickname that is taken is refused, and another one gets in', async ({ person, house }) => {
  await person('Ann');
  const other = await person('Ann', { as: 'visitor' });
  await other.knocks(house.url);
  await expect(other.page.getByRole('alert')).toHaveText(/Someone here has this nickname/);
  await expect(other.field).toBeFocused();
  await other.field.fill('Anna');
  await other.page.keyboard.press('Enter');
  await other.isIn();
  await other.seesHere('Ann', 'Anna');
});

for (const lookAlike of ['ADMIN', 'adm1n', 'аdmin']) {
  test(`a nickname that looks like another is refused: ${lookAlike}`, async ({ person, house }) => {
    await person('Admin');
    const impostor = await person(lookAlike, { as: 'visitor' });
    await impostor.knocks(house.url);
    await expect(impostor.page.getByRole('alert')).toHaveText(/looks like it/);
  });
}

test('a bad nickname is refused where it stands, with the reason', async ({ person, house }) => {
  const visitor = await person('', { as: 'visitor' });
  await visitor.page.goto(house.url);
  const cases: [string, RegExp][] = [
    ['', /Please write a nickname/],
    ['   ', /Please write a nickname/],
    ['Ann Lee', /letters and digits, without spaces/],
    ['<b>', /letters and digits/],
    ['x'.repeat(17), /at most 16 letters/],
  ];
  for (const [nickname, reason] of cases) {
    await visitor.field.fill(nickname);
    await visitor.page.keyboard.press('Enter');
    await expect(visitor.page.getByRole('alert')).toHaveText(reason);
    await expect(visitor.field).toHaveAttribute('aria-invalid', 'true');
  }
  await expect(visitor.field).toHaveValue('x'.repeat(17));
});

test('any script makes a nickname', async ({ person }) => {
  const ann = await person('Ольга');
  await ann.seesHere('Ольга');
});

test('the nickname of the last visit is remembered', async ({ person, house }) => {
  const ann = await person('Ann');
  await ann.page.getByRole('button', { name: 'Leave' }).click();
  await expect(ann.field).toHaveValue('Ann');
  await ann.page.goto(house.url);
  await expect(ann.field).toHaveValue('Ann');
});

test('a room that does not answer is told of, and can be tried again', async ({ person, house }) => {
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.goto(house.url);
  await ann.page.route('**/trpc/join', (route) => route.abort());
  await ann.field.fill('Ann');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('alert')).toHaveText(/does not answer/);
  await ann.page.unroute('**/trpc/join');
  await ann.page.keyboard.press('Enter');
  await ann.isIn();
});

test('a room that has no time for newcomers is asked again when it said, and tells so if it stays busy', async ({
  person,
  house,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.goto(house.url);
  const asked: number[] = [];
  const data = {
    code: 'SERVICE_UNAVAILABLE',
    httpStatus: 503,
    path: 'join',
    refusal: 'room-busy',
    retryAfterMs: 1_500,
  };
  await ann.page.route('**/trpc/join', (route) => {
    asked.push(performance.now());
    return route.fulfill({ status: 503, json: { error: { message: 'Busy.', code: -32_603, data } } });
  });
  await ann.field.fill('Ann');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('alert')).toHaveText(/very busy/);
  expect(asked).toHaveLength(3);
  expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(1_400);
  await ann.page.unroute('**/trpc/join');
  await ann.page.keyboard.press('Enter');
  await ann.isIn();
});

test('who presses again because no answer came back is in, and no ghost of theirs', async ({ person, network }) => {
  const ben = await person('Ben');
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.goto(network.url);
  network.behave({ cut: { of: 'each', after: 0, direction: 'down', by: 'rst' } });
  await ann.field.fill('Ann');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('alert')).toHaveText(/The room does not answer/);
  await ben.seesHere('Ann', 'Ben');
  network.heal();
  await ann.page.keyboard.press('Enter');
  await ann.isIn();
  await ann.seesHere('Ann', 'Ben');
  expect(await ben.comingsAndGoings()).toEqual(['Ben you came in.', 'Ann came in.']);
});

test.describe('a small room', () => {
  test.use({ settings: { MEMBERS: '1' } });
  test('says that it is full', async ({ person, house }) => {
    await person('Ann');
    const ben = await person('Ben', { as: 'visitor' });
    await ben.knocks(house.url);
    await expect(ben.page.getByRole('alert')).toHaveText('The room is full: 1 person is here.');
  });
});

test('where the room’s part of the page cannot be had, one is told, and gets in when it can', async ({
  person,
  house,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.route('**/assets/room-*.js', (route) => route.abort());
  await ann.knocks(house.url);
  const notice = ann.page.getByRole('status').filter({ hasText: 'could not be had' });
  await expect(notice).toBeVisible();
  await expect(ann.page.getByText('Opening the room…')).toBeVisible();
  await ann.page.unrouteAll();
  await notice.getByRole('button', { name: 'Reload' }).click();
  await ann.isIn();
  await expect(ann.composer).toBeFocused();
});

test('the room is on its way while one chooses a nickname', async ({ person, house }) => {
  const ann = await person('Ann', { as: 'visitor' });
  const fetched = ann.page.waitForResponse('**/assets/room-*.js');
  await ann.page.goto(house.url);
  expect((await fetched).ok()).toBe(true);
  await ann.isInTheLobby();
});
