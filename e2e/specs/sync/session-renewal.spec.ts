import { openTabs } from '../../support/open-tabs.ts';
import { expect, test } from '../../support/fixtures.ts';
import { IDLE_MS } from '../../support/test-server.ts';

/** So that the session ends before the member is idle for too long, even if the page has no wait at the server at that moment. */
const SESSION_MAX_MS = IDLE_MS / 2;
test.use({ settings: { SESSION_MAX_MS: String(SESSION_MAX_MS) } });

test('after the lifetime of a session the page continues with a new session id, in all tabs, and loses nothing', async ({
  person,
  server,
  httpMember,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  const { tabs } = await openTabs(ann, server.url, 2);
  const [one, two] = [tabs[0] ?? ann, tabs[1] ?? ann];
  const sessionId = async () =>
    (await ann.page.context().cookies()).find(({ name }) => name.startsWith('mailroom-'))?.value;
  const before = await sessionId();
  await one.says('before');
  await one.composer.fill('a draft');
  await server.advanceClock(SESSION_MAX_MS);
  for (const tab of [one, two]) {
    await tab.seesSystemMessage('Your session was renewed after a long time. You’re still in the room.');
  }
  await expect(one.composer).toHaveValue('a draft');
  expect(before).toBeTruthy();
  expect(await sessionId()).not.toBe(before);
  await two.says('after');
  const ben = await httpMember('Ben');
  for (const tab of [one, two]) {
    await tab.readsConfirmed('before', 'after');
    await tab.seesMembershipMessages('Ann you joined.', 'Ben joined.');
  }
  await ben.reads('before', 'after');
});
