import {
  test as base,
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  type Request,
} from '@playwright/test';
import { chaosProxy, type ChaosProxy } from '../resilience/chaos-proxy.ts';
import { seededRandom } from '../resilience/seeded-random.ts';
import { House } from './server.ts';
import { lifelikeBrowser, type OwnBrowser } from './real-browser.ts';
import { Person } from './person.ts';

/** Counts the waits that a page has under way: one, at rest, however often React runs an effect. */
export const waitsUnderWay = (page: Page): (() => number) => {
  const waiting = pagesThatWait(page.context());
  return () => waiting().filter((each) => each === page).length;
};

/** The pages of a browser that have a wait under way, one for each wait. */
export const pagesThatWait = (browser: BrowserContext): (() => Page[]) => {
  const underWay = new Map<Request, Page>();
  const ended = (request: Request) => underWay.delete(request);
  browser.on('request', (request) => {
    if (!request.url().includes('/trpc/wait')) return;
    const page = request.frame().page();
    underWay.set(request, page);
    page.once('crash', () => ended(request));
  });
  browser.on('requestfinished', ended);
  browser.on('requestfailed', ended);
  return () => [...underWay.values()].filter((page) => !page.isClosed());
};

interface Fixtures {
  /** The server's settings, by their names in the environment. */
  settings: Record<string, string>;
  house: House;
  /** Where chance begins. Told with every story that fails, so that its bad day can be had again: SEED=… npx playwright test -g "…" */
  seed: number;
  /** A way to the house that is well-behaved until a story tells it otherwise. */
  network: ChaosProxy;
  /** Brings someone to the house, in a browser of their own; `as: 'visitor'` leaves them before the door, `by` has them come that way. */
  person: (nickname: string, options?: PersonOptions) => Promise<Person>;
}

interface PersonOptions {
  readonly as?: 'visitor';
  readonly by?: { readonly url: string };
  /** `lifelike`: one whose tabs can be hidden and frozen. */
  readonly browser?: BrowserContextOptions | 'lifelike';
}

export const test = base.extend<Fixtures>({
  settings: [{}, { option: true }],
  house: async ({ settings }, use) => {
    const house = new House(settings);
    await house.open();
    await use(house);
    await house.close();
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from it that nothing else is needed
  seed: async ({}, use, testInfo) => {
    const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));
    await testInfo.attach('seed', { body: `SEED=${seed}`, contentType: 'text/plain' });
    await use(seed);
  },
  network: async ({ house, seed }, use) => {
    const network = await chaosProxy({ to: Number(house.port), random: seededRandom(seed) });
    await use(network);
    await network.close();
  },
  person: async ({ browser, house }, use) => {
    const complaints: string[] = [];
    const browsers: OwnBrowser[] = [];
    await use(async (nickname, { as, by = house, browser: options = {} } = {}) => {
      const own = options === 'lifelike' ? await lifelikeBrowser() : await profile(browser, options);
      browsers.push(own);
      noteComplaints(own.context, complaints);
      const someone = new Person(nickname, await own.context.newPage());
      if (as !== 'visitor') await someone.comesIn(by.url);
      return someone;
    });
    // The browser stays for the next story: pages left open would go on knocking at a house that is gone.
    await Promise.all(browsers.map(({ close }) => close()));
    expect(complaints, 'pages complained').toEqual([]);
  },
});

export { expect };

/** The browser of somebody with a phone, who has no mouse. */
export const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

/** For stories that are told as wide as a phone, too, and not as wide as a desk alone. */
export const AT_BOTH_WIDTHS = { tag: '@both-widths' };

/** A profile of its own in the browser that all stories share. */
const profile = async (browser: Browser, options: BrowserContextOptions) => {
  const context = await browser.newContext(options);
  return { context, close: () => context.close() };
};

/** Every error on a page and every breach of its security policy is a complaint. */
const noteComplaints = (context: BrowserContext, complaints: string[]) => {
  context.on('page', (page) => {
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
    page.on('console', (message) => {
      const isComplaint = ['error', 'warning'].includes(message.type());
      if (isComplaint && /Content Security Policy|Trusted|React/i.test(message.text())) complaints.push(message.text());
    });
  });
};
