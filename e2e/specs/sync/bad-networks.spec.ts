import type { Page } from '@playwright/test';
import type { ChaosProxy } from '../../resilience/chaos-proxy.ts';
import type { TestServer } from '../../support/test-server.ts';
import { expect, test } from '../../support/fixtures.ts';
import { expectSameTranscripts, type Person } from '../../support/person.ts';

const lines = (nickname: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${nickname} says ${index + 1}`);

const isSend = (request: { url: () => string }) => request.url().endsWith('/trpc/send');

test('what is written offline goes out as soon as the network is back, and what others said is there', async ({
  person,
  network,
}) => {
  const ann = await person('Ann', { by: network });
  const ben = await person('Ben');
  network.behave({ blackHole: true });
  await ann.page.context().setOffline(true);
  await ben.says('three', 'four');
  await ben.reads('three', 'four');
  await ann.says('one', 'two');
  await ann.composer.fill('half a sent');
  await expect(ann.pendingMessages).toHaveText(['one', 'two']);
  network.heal();
  await ann.page.context().setOffline(false);
  await Promise.all([ann, ben].map((each) => each.readsSoon('three', 'four', 'one', 'two')));
  await expect(ann.composer).toHaveValue('half a sent');
});

type Wake = (page: Page) => Promise<void>;

/** What wakes a page, and how it comes about. */
const WAKES: Record<string, Wake> = {
  'when the network returns': (page) => page.evaluate(() => void window.dispatchEvent(new Event('online'))),
  'when it is looked at': (page) => page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange'))),
  'after a machine’s sleep': (page) => page.clock.fastForward('00:30'),
};

/** Has every connection that is open go dead, lets Ben speak over new ones, wakes Ann’s page, and finds that it caught up. */
const catchesUp = async ({
  ann,
  ben,
  network,
  wake,
}: {
  ann: Person;
  ben: Person;
  network: ChaosProxy;
  wake: Wake;
}) => {
  network.behave({ blackHole: true }, 'those here');
  await ann.composer.fill('half a sent');
  await ben.says('one', 'two');
  await ben.reads('one', 'two');
  await wake(ann.page);
  await ann.readsSoon('one', 'two');
  await expect(ann.composer).toHaveValue('half a sent');
};

for (const [when, wake] of Object.entries(WAKES)) {
  test(`a page whose wait went dead unnoticed catches up ${when}`, async ({ person, network }) => {
    const ann = await person('Ann', { as: 'visitor' });
    await ann.page.clock.install();
    // Never at rest, it fetches nothing ahead.
    await ann.page.addInitScript(() => Object.defineProperty(window, 'requestIdleCallback', { value: () => 0 }));
    await ann.joins(network.url);
    const ben = await person('Ben');
    // Torn down and taken up again by the browser itself, the wait is the only connection that the page has.
    const { connections } = network.counts;
    network.reset();
    await expect.poll(() => network.counts.connections).toBe(connections + 1);
    await catchesUp({ ann, ben, network, wake });
    await ann.composer.press('Enter');
    await Promise.all([ann, ben].map((each) => each.readsSoon('one', 'two', 'half a sent')));
  });

  test(`a page whose every connection went dead unnoticed catches up ${when}`, async ({ person, network }) => {
    const ann = await person('Ann', { as: 'visitor' });
    await ann.page.clock.install();
    await ann.joins(network.url);
    const ben = await person('Ben');
    await catchesUp({ ann, ben, network, wake });
  });
}

test('a line that vanished on its way is given up after 10 s, and arrives once', async ({ person, network }) => {
  const ann = await person('Ann', { by: network });
  const ben = await person('Ben');
  network.behave({ blackHole: true });
  const givenUp = ann.page.waitForEvent('requestfailed', { predicate: isSend, timeout: 20_000 });
  const begun = performance.now();
  await ann.says('one', 'two');
  await expect(ann.pendingMessages).toHaveText(['one', 'two']);
  await givenUp;
  const took = performance.now() - begun;
  network.heal();
  await Promise.all([ann, ben].map((each) => each.readsSoon('one', 'two')));
  expect(took).toBeGreaterThan(9_500);
  expect(took).toBeLessThan(12_000);
});

test.describe('without a limit to how fast one may talk', () => {
  test.use({ settings: { MESSAGES_PER_WINDOW: '0' } });

  test('connections torn down in mid-conversation, again and again: nothing is lost, doubled or out of order', async ({
    person,
    network,
  }) => {
    const people = [await person('Ann', { by: network }), await person('Ben', { by: network })];
    for (let round = 1; round <= 6; round++) {
      const areSending = people.map(({ page }) => page.waitForRequest('**/trpc/send'));
      const saying = people.map((each) => each.says(...lines(`${each.nickname} in round ${round}`, 3)));
      await Promise.all(areSending);
      network.reset();
      await Promise.all(saying);
      await Promise.all(people.map((each) => each.composer.fill('half a sent')));
    }
    const said = ({ nickname }: Person) =>
      [1, 2, 3, 4, 5, 6].flatMap((round) => lines(`${nickname} in round ${round}`, 3));
    await expectSameTranscripts(people, people.map(said));
    for (const each of people) await expect(each.composer).toHaveValue('half a sent');
  });

  for (const by of ['fin', 'rst'] as const) {
    test(`a network that drops one connection in ten, anywhere, with ${by.toUpperCase()}: every line arrives once`, async ({
      person,
      network,
    }) => {
      const people = [await person('Ann', { by: network }), await person('Ben', { by: network })];
      const sayAll = async (each: Person) => {
        for (const line of lines(each.nickname, 30)) {
          // Connections last for many lines: with each line the lot is cast anew.
          network.behave({ cut: { of: 'some', chance: 0.1, within: 2_000, by } });
          await each.says(line);
        }
      };
      await Promise.all(people.map(sayAll));
      await expectSameTranscripts(
        people,
        people.map(({ nickname }) => lines(nickname, 30)),
      );
      expect(network.counts.cuts).toBeGreaterThan(0);
    });
  }

  for (const [how, end] of [
    ['is closed', (house: TestServer) => house.stop()],
    ['dies', (house: TestServer) => house.kill()],
  ] as const) {
    test(`a room that ${how} and is opened again, three times, under two people who write`, async ({
      person,
      server,
    }) => {
      test.setTimeout(90_000);
      const people = [await person('Ann'), await person('Ben')];
      const said = (rounds: number) =>
        people.map(({ nickname }) =>
          Array.from({ length: rounds }, (_, index) => lines(`${nickname} in round ${index + 1}`, 4)).flat(),
        );
      for (let round = 1; round <= 3; round++) {
        const saying = people.map((each) => each.says(...lines(`${each.nickname} in round ${round}`, 4)));
        await end(server);
        await Promise.all(saying);
        await Promise.all(people.map((each) => each.composer.fill('half a sent')));
        await server.start();
        for (const each of people) {
          await each.isInTheRoom();
          await each.seesMembers('Ann', 'Ben');
        }
        await expectSameTranscripts(people, said(round));
        for (const each of people) await expect(each.composer).toHaveValue('half a sent');
      }
    });
  }

  test.describe('in a room that keeps 20 letters', () => {
    test.use({ settings: { MESSAGES_PER_WINDOW: '0', LEDGER_LETTERS: '20' } });

    test('who missed more than the room keeps is told how much it was, and sees who is here', async ({
      person,
      network,
    }) => {
      const ann = await person('Ann', { by: network });
      const ben = await person('Ben');
      const dora = await person('Dora');
      await ann.seesMembers('Ann', 'Ben', 'Dora');
      network.behave({ blackHole: true });
      await dora.page.getByRole('button', { name: 'Leave' }).click();
      await ben.seesSystemMessage('Dora left.');
      await person('Cleo');
      await ben.seesSystemMessage('Cleo joined.');
      const said = lines('Ben', 35);
      await ben.says(...said);
      await ben.reads(...said);
      network.heal();
      network.reset();
      await ann.seesSystemMessage('17 messages are no longer available.');
      await expect(ann.messages).toHaveText(said.slice(-20));
      await ann.seesMembers('Ann', 'Ben', 'Cleo');
      await ann.says('at last');
      await Promise.all([ann, ben].map((each) => each.readsSoon(...said.slice(-20), 'at last')));
    });
  });
});
