import type { Page, Request, Route } from '@playwright/test';
import type { ChaosProxy } from '../../support/network/chaos-proxy.ts';
import type { TestServer } from '../../support/test-server.ts';
import { expect, IN_LONG_RUN, IS_LONG_RUN, test } from '../../support/fixtures.ts';
import { holdRequestTimeouts } from '../../support/request-timeouts.ts';
import type { HttpMember } from '../../support/http-member.ts';
import { expectSameTranscripts, type Person } from '../../support/person.ts';

const numbered = (nickname: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${nickname} says ${index + 1}`);

/** How often the server ends while people write. */
const RESTARTS = IS_LONG_RUN ? 3 : 1;

const isSend = (request: { url: () => string }) => request.url().endsWith('/trpc/send');

test('messages written offline are sent, and missed ones read, when the network returns', async ({
  person,
  network,
  httpMember,
}) => {
  const ann = await person('Ann', { via: network });
  const ben = await httpMember('Ben');
  network.setConditions({ blackHole: true });
  await ann.page.context().setOffline(true);
  await ben.says('three', 'four');
  await ben.reads('three', 'four');
  await ann.says('one', 'two');
  await ann.composer.fill('half a sent');
  await expect(ann.pendingMessages).toHaveText(['one', 'two']);
  network.clearConditions();
  await ann.page.context().setOffline(false);
  await ann.readsConfirmed('three', 'four', 'one', 'two');
  await ben.reads('three', 'four', 'one', 'two');
  await expect(ann.composer).toHaveValue('half a sent');
});

type Wake = (page: Page) => Promise<void>;

/** The events that wake a page. */
const WAKES: Record<string, Wake> = {
  'when the network returns': (page) => page.evaluate(() => void window.dispatchEvent(new Event('online'))),
  'when it is shown': (page) => page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange'))),
  'after the machine slept': (page) => page.clock.fastForward('00:30'),
};

/** Silences all open connections, has Ben write over new ones and makes Ann’s page ask again. Expects it to catch up before any timeout. */
const expectCatchUp = async ({
  ann,
  ben,
  network,
  wake,
  when,
}: {
  ann: Person;
  ben: HttpMember;
  network: ChaosProxy;
  wake: Wake;
  when: string;
}) => {
  network.setConditions({ blackHole: true }, 'open');
  await ann.composer.fill(`half a sent ${when}`);
  await ben.says(`one ${when}`, `two ${when}`);
  await wake(ann.page);
  await ann.readsConfirmed(`one ${when}`, `two ${when}`);
  await expect(ann.page.locator('.connection')).toHaveText('Connected');
  await expect(ann.composer).toHaveValue(`half a sent ${when}`);
};

test('a page with a dead wait catches up when the network returns, when it is shown, and after a sleep', async ({
  person,
  network,
  httpMember,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.clock.install();
  // Without idle time the page preloads nothing.
  await ann.page.addInitScript(() => Object.defineProperty(window, 'requestIdleCallback', { value: () => 0 }));
  await ann.joins(network.url);
  const ben = await httpMember('Ben');
  const read: string[] = [];
  for (const [when, wake] of Object.entries(WAKES)) {
    // After the reset, the wait that the browser repeats is the only connection of the page.
    const { connections } = network.counts;
    network.resetConnections();
    await expect.poll(() => network.counts.connections).toBe(connections + 1);
    await expectCatchUp({ ann, ben, network, wake, when });
    await ann.composer.press('Enter');
    read.push(`one ${when}`, `two ${when}`, `half a sent ${when}`);
    await ann.readsConfirmed(...read);
    await ben.reads(...read);
  }
});

test(
  'a page whose connections are all dead catches up when the network returns, when it is shown, and after a sleep',
  IN_LONG_RUN,
  async ({ person, network, httpMember }) => {
    const ann = await person('Ann', { as: 'visitor' });
    await ann.page.clock.install();
    await ann.joins(network.url);
    const ben = await httpMember('Ben');
    for (const [when, wake] of Object.entries(WAKES)) await expectCatchUp({ ann, ben, network, wake, when });
  },
);

test('a message that is lost on its way times out after 10 s and arrives once', async ({
  person,
  network,
  httpMember,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  const expireTimeouts = await holdRequestTimeouts(ann.page);
  await ann.joins(network.url);
  const ben = await httpMember('Ben');
  network.setConditions({ blackHole: true });
  const timedOut = ann.page.waitForEvent('requestfailed', isSend);
  await ann.says('one', 'two');
  await expect(ann.pendingMessages).toHaveText(['one', 'two']);
  await expireTimeouts(10_000);
  await timedOut;
  network.clearConditions();
  await ann.readsConfirmed('one', 'two');
  await ben.reads('one', 'two');
});

/** Records what the header says of the connection from now on. Returns a function that returns it. */
const recordConnectionStates = async (page: Page) => {
  await page.locator('.connection').evaluate((status) => {
    const states = [status.textContent];
    const record = () => states.at(-1) !== status.textContent && states.push(status.textContent);
    new MutationObserver(record).observe(status, { subtree: true, childList: true, characterData: true });
    Object.assign(globalThis, { connectionStates: states });
  });
  return () => page.evaluate((): unknown => Reflect.get(globalThis, 'connectionStates'));
};

const isHeldWait = (request: Request) => request.url().includes('/trpc/wait') && inputOf(request)['hold'] === true;

const inputOf = (request: Request) => JSON.parse(new URL(request.url()).searchParams.get('input') ?? '{}');

test('a wait cut by a proxy shows no disconnect, and the page requests shorter holds', async ({
  person,
  server,
  httpMember,
}) => {
  const ann = await person('Ann', { as: 'visitor' });
  await ann.page.clock.install();
  const silent = Promise.withResolvers<Route>();
  await ann.page.route('**/trpc/wait?*', (route) => {
    const isFirst = isHeldWait(route.request()) && !('maxHoldMs' in inputOf(route.request()));
    return isFirst ? silent.resolve(route) : route.continue();
  });
  await ann.joins(server.url);
  const connectionStates = await recordConnectionStates(ann.page);
  const route = await silent.promise;
  await ann.page.clock.runFor(30_000);
  const shorter = ann.page.waitForRequest(isHeldWait);
  await route.fulfill({ status: 504, contentType: 'text/html', body: '<h1>504 Gateway Time-out</h1>' });
  const { maxHoldMs } = inputOf(await shorter);
  expect(maxHoldMs).toBeGreaterThanOrEqual(26_500);
  expect(maxHoldMs).toBeLessThan(40_000);
  const ben = await httpMember('Ben');
  await ben.says('hello');
  await ann.reads('hello');
  expect(await connectionStates()).toEqual(['Connected']);
  await ann.seesMembershipMessages('Ann you joined.', 'Ben joined.');
});

test(
  'behind a proxy that cuts silent connections, the holds become so short that it cuts none any more',
  IN_LONG_RUN,
  async ({ person, network, httpMember }) => {
    const ann = await person('Ann', { as: 'visitor' });
    network.setConditions({ silenceLimit: { ms: 5_000, by: 'fin' } });
    await ann.joins(network.url);
    const ben = await httpMember('Ben');
    await ann.seesMembers('Ann', 'Ben');
    const connectionStates = await recordConnectionStates(ann.page);
    let failures = 0;
    ann.page.on('requestfailed', (request) => isHeldWait(request) && failures++);
    const holdEnds = async () => {
      const response = await ann.page.waitForResponse((answer) => isHeldWait(answer.request()));
      await response.finished();
    };
    await expect.poll(() => failures, 'the proxy cuts some').toBeGreaterThan(0);
    await expect(async () => {
      const before = failures;
      await holdEnds();
      await holdEnds();
      expect(failures, 'the proxy cuts none in a row of holds').toBe(before);
    }).toPass();
    await ben.says('hello');
    await ann.reads('hello');
    expect(await connectionStates()).toEqual(['Connected']);
  },
);

test.describe('without a rate limit', () => {
  test.use({ settings: { MESSAGES_PER_WINDOW: '0' } });

  test(
    'connection resets during a conversation lose, repeat and reorder nothing',
    IN_LONG_RUN,
    async ({ person, network }) => {
      const people = [await person('Ann', { via: network }), await person('Ben', { via: network })];
      for (let round = 1; round <= 6; round++) {
        const sending = people.map(({ page }) => page.waitForRequest('**/trpc/send'));
        const saying = people.map((each) => each.says(...numbered(`${each.nickname} in round ${round}`, 3)));
        await Promise.all(sending);
        network.resetConnections();
        await Promise.all(saying);
        await Promise.all(people.map((each) => each.composer.fill('half a sent')));
      }
      const textsBy = ({ nickname }: Person) =>
        [1, 2, 3, 4, 5, 6].flatMap((round) => numbered(`${nickname} in round ${round}`, 3));
      await expectSameTranscripts(people, people.map(textsBy));
      for (const each of people) await expect(each.composer).toHaveValue('half a sent');
    },
  );

  for (const by of ['fin', 'rst'] as const) {
    test(
      `every message arrives once over a network that drops one connection in ten by ${by.toUpperCase()}`,
      IN_LONG_RUN,
      async ({ person, network }) => {
        const people = [await person('Ann', { via: network }), await person('Ben', { via: network })];
        const sayAll = async (each: Person) => {
          for (const text of numbered(each.nickname, 30)) {
            // Connections serve many messages: each message gets a new chance.
            network.setConditions({ cut: { of: 'some', chance: 0.1, within: 2_000, by } });
            await each.says(text);
          }
        };
        await Promise.all(people.map(sayAll));
        await expectSameTranscripts(
          people,
          people.map(({ nickname }) => numbered(nickname, 30)),
        );
        expect(network.counts.cuts).toBeGreaterThan(0);
      },
    );
  }

  for (const [how, end] of [
    ['stops', (server: TestServer) => server.stop()],
    ['is killed', (server: TestServer) => server.kill()],
  ] as const) {
    test(
      `two people keep writing while the server ${how} and starts again`,
      IN_LONG_RUN,
      async ({ person, server }) => {
        const people = [await person('Ann'), await person('Ben')];
        const textsOf = (rounds: number) =>
          people.map(({ nickname }) =>
            Array.from({ length: rounds }, (_, index) => numbered(`${nickname} in round ${index + 1}`, 4)).flat(),
          );
        for (let round = 1; round <= RESTARTS; round++) {
          const saying = people.map((each) => each.says(...numbered(`${each.nickname} in round ${round}`, 4)));
          await end(server);
          await Promise.all(saying);
          await Promise.all(people.map((each) => each.composer.fill('half a sent')));
          await server.start();
          for (const each of people) {
            await each.isInTheRoom();
            await each.seesMembers('Ann', 'Ben');
          }
          await expectSameTranscripts(people, textsOf(round));
          for (const each of people) await expect(each.composer).toHaveValue('half a sent');
        }
      },
    );
  }

  test.describe('with a ledger of 20 letters', () => {
    test.use({ settings: { MESSAGES_PER_WINDOW: '0', LEDGER_LETTERS: '20' } });

    test('a member who missed more than the ledger keeps learns how many messages, and sees the members', async ({
      person,
      network,
      httpMember,
    }) => {
      const ann = await person('Ann', { via: network });
      const ben = await httpMember('Ben');
      const dora = await httpMember('Dora');
      await ann.seesMembers('Ann', 'Ben', 'Dora');
      network.setConditions({ blackHole: true });
      await dora.leaves();
      await httpMember('Cleo');
      const sent = numbered('Ben', 35);
      await ben.says(...sent);
      network.clearConditions();
      network.resetConnections();
      await ann.seesSystemMessage('15 messages are no longer available.');
      await expect(ann.messages).toHaveText(sent.slice(-20));
      await ann.seesMembers('Ann', 'Ben', 'Cleo');
      await ann.says('at last');
      await ann.readsConfirmed(...sent.slice(-20), 'at last');
      await ben.reads('at last');
    });
  });
});
