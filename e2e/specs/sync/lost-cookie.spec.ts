import { fixedLimits } from '@mailroom/shared';
import type { Route } from '@playwright/test';
import { AT_BOTH_WIDTHS, expect, IN_LONG_RUN, test } from '../../support/fixtures.ts';
import type { Person } from '../../support/person.ts';

const deleteCookie = ({ page }: Person) => page.context().clearCookies();

/** Answers a request without the cookie that the room sets, as if the browser refused it. */
const withoutCookie = async (route: Route) => {
  const context = route.request().frame().page().context();
  const response = await route.fetch();
  await context.clearCookies();
  const { 'set-cookie': _, ...headers } = response.headers();
  await route.fulfill({ response, headers });
};

const BLOCKED = 'Your browser blocked this room’s cookie. Allow cookies for this site and join again.';

test(
  'a browser that blocks the cookie gets the reason at each try, adds no lasting member, and joins once it allows the cookie',
  AT_BOTH_WIDTHS,
  async ({ person, server }) => {
    const ben = await person('Ben');
    const ann = await person('Ann', { as: 'visitor' });
    await ann.page.route('**/trpc/join', withoutCookie);
    await ann.submitsNickname(server.url);
    const notice = ann.page.locator('#lobby-notice');
    await expect(notice).toHaveText(BLOCKED);
    // The page has a new notice after the way through the room.
    await notice.evaluate((element) => element.setAttribute('data-seen', ''));
    await ann.page.getByRole('button', { name: 'Join' }).click();
    await expect(ann.page.locator('#lobby-notice:not([data-seen])')).toHaveText(BLOCKED);
    await expect(ann.page.getByRole('alert')).toHaveCount(0);

    await server.advanceClock(fixedLimits.unusedMs);
    await ben.seesMembers('Ben');
    await ann.page.unroute('**/trpc/join');
    await ann.page.getByRole('button', { name: 'Join' }).click();
    await ann.isInTheRoom();
    await ann.says('hello');
    for (const each of [ann, ben]) await each.readsConfirmed('hello');
    await ben.seesMembers('Ann', 'Ben');
  },
);

test('a browser that stores the cookie only at the second try joins without a notice', async ({ person, server }) => {
  const ben = await person('Ben');
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.route('**/trpc/join', withoutCookie, { times: 1 });
  await ann.joins(server.url);
  await ann.says('hello');
  for (const each of [ann, ben]) await each.readsConfirmed('hello');
  await ben.seesMembershipMessages('Ben you joined.', 'Ann joined.');
});

test(
  'a member whose cookie was deleted in mid-visit comes back as the same one, in all tabs',
  IN_LONG_RUN,
  async ({ person }) => {
    const ann = await person('Ann');
    const ben = await person('Ben');
    const other = await ann.opensTab();
    await other.composer.fill('what I wanted to say');
    await deleteCookie(ann);
    await ann.says('one');
    for (const each of [ann, other, ben]) await each.readsConfirmed('one');
    await deleteCookie(ann);
    await ben.says('two');
    for (const each of [ann, other]) await each.readsConfirmed('one', 'two');
    await other.composer.press('Enter');
    for (const each of [ann, other, ben]) await each.readsConfirmed('one', 'two', 'what I wanted to say');

    await other.closes();
    await deleteCookie(ann);
    await ann.page.reload();
    await ann.isInTheRoom();
    await deleteCookie(ann);
    await ann.closes();
    const next = await ann.opensTab({ as: 'visitor' });
    await next.isInTheLobby();
    await next.page.getByRole('button', { name: 'Join' }).click();
    await next.isInTheRoom();
    await next.says('three');
    for (const each of [next, ben]) await each.readsConfirmed('three');
    await ben.seesMembershipMessages('Ann joined.', 'Ben you joined.');
    await ben.seesMembers('Ann', 'Ben');
  },
);

test('a member whose browser deleted all data of the site comes back as the same one', async ({ person }) => {
  const ann = await person('Ann');
  const ben = await person('Ben');
  await ann.composer.fill('what I wanted to say');
  await deleteCookie(ann);
  await ann.page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await ann.composer.press('Enter');
  for (const each of [ann, ben]) await each.readsConfirmed('what I wanted to say');
  await ben.seesMembershipMessages('Ann joined.', 'Ben you joined.');
  await ann.page.reload();
  await ann.isInTheRoom();
});
