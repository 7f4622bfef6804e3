// Prints what many tabs cost: how soon the others read on when the tab that asks for all of them ends, and how long it takes until the
// room has taken a line, with one tab open and with ten.
import { chromium, expect, type BrowserContext } from '@playwright/test';
import { chromiumPath } from '../support/chromium.ts';
import { TestServer } from '../support/test-server.ts';
import { openTabs } from '../support/open-tabs.ts';
import { launchRealBrowser } from '../support/real-browser.ts';
import { trackWaitingPages } from '../support/fixtures.ts';
import { Person } from '../support/person.ts';

const ENDS = 20;
const SENDS = 200;
/** Later than this is never. */
const PATIENCE_MS = 10_000;

const house = new TestServer({ MESSAGES_PER_WINDOW: '0', MEMBERS_PER_HOST: '0' });
await house.start();
const browser = await chromium.launch({ executablePath: chromiumPath() ?? '', args: ['--no-sandbox'] });
const ben = new Person('Ben', await browser.newPage());
await ben.joins(house.url);

let people = 0;
const someone = async (context: BrowserContext) => new Person(`Ann${++people}`, await context.newPage());

const tell = (what: string, ms: number[]) => {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? NaN).toFixed(1);
  process.stdout.write(`${what}: median ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms, of ${ms.length}\n`);
};

/** Ms from the leader's end until the last of the others shows the next line. */
const untilRead = async (others: readonly Person[], end: () => Promise<unknown>) => {
  const text = `line of ${people}`;
  const shown = others.map(({ page }) =>
    page.evaluate(
      ([awaited, patience]) =>
        new Promise<number>((resolve) => {
          const look = () => {
            const texts = [...document.querySelectorAll('.message .text')].map(({ textContent }) => textContent);
            if (texts.includes(awaited)) resolve(Date.now());
          };
          new MutationObserver(look).observe(document, { subtree: true, childList: true });
          setTimeout(() => resolve(Infinity), patience);
        }),
      [text, PATIENCE_MS] as const,
    ),
  );
  await end();
  const ended = Date.now();
  await ben.says(text);
  return Math.max(...(await Promise.all(shown))) - ended;
};

for (const [how, end] of [
  ['is closed', (tab: Person) => tab.page.close()],
  ['crashes', (tab: Person) => tab.crashes()],
  ['hangs', (tab: Person) => tab.hangs()],
] as const) {
  const took: number[] = [];
  while (took.length < ENDS) {
    const context = await browser.newContext();
    const { findLeader } = await openTabs(await someone(context), house.url, 3);
    const { leader, others } = await findLeader();
    took.push(await untilRead(others, () => end(leader)));
    await context.close();
  }
  tell(`the tab that asks for all ${how}: the next line in the other two`, took);
}

const frozen: number[] = [];
while (frozen.length < ENDS) {
  const { context, close } = await launchRealBrowser();
  const waiting = trackWaitingPages(context);
  const other = await someone(context);
  await other.joins(house.url);
  const leader = await other.opensWindow();
  await expect.poll(waiting).toEqual([leader.page]);
  frozen.push(await untilRead([other], () => leader.freezes()));
  await close();
}
tell('the tab that asks for all is frozen: the next line in the other', frozen);

for (const count of [1, 10]) {
  const context = await browser.newContext();
  await context.addInitScript(() => performance.setResourceTimingBufferSize(10_000));
  const { tabs } = await openTabs(await someone(context), house.url, count);
  const last = tabs.at(-1) ?? ben;
  for (let sent = 1; sent <= SENDS; sent++) {
    await last.says(`${count} ${sent}`);
    await expect(last.transcript.locator('.message[id] .text').last()).toHaveText(`${count} ${sent}`);
  }
  const took = await last.page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('/trpc/send'))
      .map(({ duration }) => duration),
  );
  tell(`send, with tabs open: ${count}`, took);
  await context.close();
}

await browser.close();
await house.stop();
