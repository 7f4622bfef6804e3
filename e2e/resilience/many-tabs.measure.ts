// Measures what many tabs cost. Prints how soon the followers show a message after the leader ended, and the duration of `send` with one
// open tab and with ten.
import { chromium, expect, type BrowserContext } from '@playwright/test';
import { chromiumPath } from '../support/chromium.ts';
import { trackWaitingPages } from '../support/fixtures.ts';
import { openTabs } from '../support/open-tabs.ts';
import { Person } from '../support/person.ts';
import { launchRealBrowser } from '../support/real-browser.ts';
import { TestServer } from '../support/test-server.ts';

const FAILOVERS = 20;
const SENDS = 200;
/** A later message counts as never shown. */
const MAX_DELAY_MS = 10_000;

const server = new TestServer({ MESSAGES_PER_WINDOW: '0', MEMBERS_PER_HOST: '0' });
await server.start();
const browser = await chromium.launch({ executablePath: chromiumPath() ?? '', args: ['--no-sandbox'] });
const ben = new Person('Ben', await browser.newPage());
await ben.joins(server.url);

let people = 0;
const createPerson = async (context: BrowserContext) => new Person(`Ann${++people}`, await context.newPage());

const print = (title: string, ms: number[]) => {
  const sorted = ms.toSorted((a, b) => a - b);
  const quantile = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? NaN).toFixed(1);
  process.stdout.write(
    `${title}: median ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms, max ${quantile(1)} ms, n = ${ms.length}\n`,
  );
};

/** Ends the leader. Returns the ms until the last follower shows the next message. */
const measureFailover = async (followers: readonly Person[], endLeader: () => Promise<unknown>) => {
  const message = `message ${people}`;
  const shownAt = followers.map(({ page }) =>
    page.evaluate(
      ([expected, maxDelayMs]) =>
        new Promise<number>((resolve) => {
          const check = () => {
            const texts = [...document.querySelectorAll('.message .text')].map(({ textContent }) => textContent);
            if (texts.includes(expected)) resolve(Date.now());
          };
          new MutationObserver(check).observe(document, { subtree: true, childList: true });
          setTimeout(() => resolve(Infinity), maxDelayMs);
        }),
      [message, MAX_DELAY_MS] as const,
    ),
  );
  await endLeader();
  const endedAt = Date.now();
  await ben.says(message);
  return Math.max(...(await Promise.all(shownAt))) - endedAt;
};

for (const [ending, endLeader] of [
  ['closed', (tab: Person) => tab.page.close()],
  ['crashed', (tab: Person) => tab.crashes()],
  ['hanging', (tab: Person) => tab.hangs()],
] as const) {
  const delays: number[] = [];
  while (delays.length < FAILOVERS) {
    const context = await browser.newContext();
    const { findLeader } = await openTabs(await createPerson(context), server.url, 3);
    const { leader, others } = await findLeader();
    delays.push(await measureFailover(others, () => endLeader(leader)));
    await context.close();
  }
  print(`next message in two followers of a ${ending} leader`, delays);
}

const frozenDelays: number[] = [];
while (frozenDelays.length < FAILOVERS) {
  const { context, close } = await launchRealBrowser();
  const waiting = trackWaitingPages(context);
  const follower = await createPerson(context);
  await follower.joins(server.url);
  const leader = await follower.opensWindow();
  await expect.poll(waiting).toEqual([leader.page]);
  frozenDelays.push(await measureFailover([follower], () => leader.freezes()));
  await close();
}
print('next message in the follower of a frozen leader', frozenDelays);

for (const count of [1, 10]) {
  const context = await browser.newContext();
  await context.addInitScript(() => performance.setResourceTimingBufferSize(10_000));
  const { tabs } = await openTabs(await createPerson(context), server.url, count);
  const last = tabs.at(-1) ?? ben;
  for (let sent = 1; sent <= SENDS; sent++) {
    await last.says(`${count} ${sent}`);
    await expect(last.transcript.locator('.message[id] .text').last()).toHaveText(`${count} ${sent}`);
  }
  const durations = await last.page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('/trpc/send'))
      .map(({ duration }) => duration),
  );
  print(`send with ${count} open tabs`, durations);
  await context.close();
}

await browser.close();
await server.stop();
