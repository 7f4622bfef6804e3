import {
  test as base,
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  type Request,
} from '@playwright/test';
import { createChaosProxy, type ChaosProxy } from './network/chaos-proxy.ts';
import { createSeededRandom } from './network/seeded-random.ts';
import { HttpMember } from './http-member.ts';
import { Person } from './person.ts';
import { ProfilePool } from './profile-pool.ts';
import { launchRealBrowser, type BrowserProfile } from './real-browser.ts';
import { ServerHost } from './server-host.ts';
import { SharedRoom } from './shared-room.ts';
import { TestServer } from './test-server.ts';

/** Counts the waits that a page has in flight: one at rest, however often React runs an effect. */
export const trackWaitCount = (page: Page): (() => number) => {
  const waiting = trackWaitingPages(page.context());
  return () => waiting().filter((each) => each === page).length;
};

/** Lists the pages of a browser that have a wait in flight, once for each wait. */
export const trackWaitingPages = (browser: BrowserContext): (() => Page[]) => {
  const pending = new Map<Request, Page>();
  const onEnd = (request: Request) => pending.delete(request);
  browser.on('request', (request) => {
    if (!request.url().includes('/trpc/wait')) return;
    const page = request.frame().page();
    pending.set(request, page);
    page.once('crash', () => onEnd(request));
  });
  browser.on('requestfinished', onEnd);
  browser.on('requestfailed', onEnd);
  return () => [...pending.values()].filter((page) => !page.isClosed());
};

interface Fixtures {
  /** The server's settings, by their names in the environment. */
  settings: Record<string, string>;
  /** `shared`: the test uses the `sharedRoom` of its worker, instead of a server of its own. */
  room: 'own' | 'shared';
  server: TestServer;
  /** Seeds the chaos proxy. Attached to the report of each test, to repeat a failure: SEED=… npx playwright test -g "…" */
  seed: number;
  /** A chaos proxy in front of the server. It forwards everything unchanged until a test sets conditions. */
  network: ChaosProxy;
  /** Adds a member without a browser. */
  httpMember: (nickname: string) => Promise<HttpMember>;
  /** Adds members without a browser, who join in this order. */
  httpMembers: (...nicknames: string[]) => Promise<void>;
  /** Opens a browser profile for a person, who joins the room. */
  person: (nickname: string, options?: PersonOptions) => Promise<Person>;
}

interface PersonOptions {
  /** `visitor`: does not open the page yet. */
  readonly as?: 'visitor';
  /** Where to join, if not at the server itself. */
  readonly via?: { readonly url: string };
  /** `real`: a browser whose tabs can be hidden and frozen. */
  readonly browser?: BrowserContextOptions | 'real';
}

interface WorkerFixtures {
  sharedRoom: SharedRoom;
  /** The profiles for each kind of room. */
  profilePools: Record<Fixtures['room'], ProfilePool>;
  /** Where tests have a room for themselves, one after the other. They share a port, as a browser caches by address. */
  ownRoom: { readonly host: ServerHost; port: string };
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  settings: [{}, { option: true }],
  room: ['own', { option: true }],
  sharedRoom: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the dependencies of a fixture from this pattern
    async ({}, use) => {
      const sharedRoom = new SharedRoom();
      await use(sharedRoom);
      await sharedRoom.close();
    },
    { scope: 'worker' },
  ],
  profilePools: [
    async ({ browser }, use) => {
      const pools = { own: new ProfilePool(browser), shared: new ProfilePool(browser) };
      await use(pools);
      await Promise.all([pools.own.close(), pools.shared.close()]);
    },
    { scope: 'worker' },
  ],
  ownRoom: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the dependencies of a fixture from this pattern
    async ({}, use) => {
      const host = new ServerHost();
      await use({ host, port: '0' });
      await host.close();
    },
    { scope: 'worker' },
  ],
  server: async ({ settings, room, sharedRoom, ownRoom }, use) => {
    if (room === 'shared') return use(await sharedRoom.start());
    const server = new TestServer(settings, ownRoom);
    await server.start();
    ownRoom.port = server.port;
    await use(server);
    await server.stop();
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the dependencies of a fixture from this pattern
  seed: async ({}, use, testInfo) => {
    const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));
    await testInfo.attach('seed', { body: `SEED=${seed}`, contentType: 'text/plain' });
    await use(seed);
  },
  network: async ({ server, seed }, use) => {
    const network = await createChaosProxy({ serverPort: Number(server.port), random: createSeededRandom(seed) });
    await use(network);
    await network.close();
  },
  httpMember: async ({ server, room }, use) => {
    const members: HttpMember[] = [];
    await use(async (nickname) => {
      const member = new HttpMember(nickname, server.url);
      members.push(member);
      await member.joins();
      return member;
    });
    if (room === 'shared') for (const member of members) await member.leaves();
  },
  httpMembers: async ({ httpMember }, use) => {
    await use(async (...nicknames) => {
      for (const nickname of nicknames) await httpMember(nickname);
    });
  },
  person: async ({ browser, server, room, profilePools, serviceWorkers }, use) => {
    const pageErrors: string[] = [];
    const profiles: BrowserProfile[] = [];
    await use(async (nickname, { as, via = server, browser: options = {} } = {}) => {
      const profile =
        options === 'real'
          ? await launchRealBrowser()
          : await (serviceWorkers === 'allow'
              ? createProfile(browser, options)
              : profilePools[room].take(options, server));
      profiles.push(profile);
      collectPageErrors(profile, pageErrors);
      const person = new Person(nickname, profile.page);
      if (as !== 'visitor') await person.joins(via.url);
      return person;
    });
    // The next test uses the same browser: open pages would keep sending requests to a server that is gone.
    await Promise.all(profiles.map(({ close }) => close()));
    expect(pageErrors, 'errors on pages').toEqual([]);
  },
});

export { expect };

/** A phone's browser, without a mouse. */
export const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

/** Marks tests that run at the width of a phone, and in the long size at that of a desktop too. */
export const AT_BOTH_WIDTHS = { tag: '@both-widths' };

/** Marks tests that the short run leaves out, because it has another one of the same kind. */
export const IN_LONG_RUN = { tag: '@long-run' };

/** Whether this is `npm run torture`. */
export const IS_LONG_RUN = process.env['WIDTHS'] === 'all';

/** Saves a screenshot for people to look at, if PICTURES=all. */
export const savePicture = async (shown: Pick<Page, 'screenshot'>, file: string) => {
  if (process.env['PICTURES'] === 'all') await shown.screenshot({ path: file });
};

/** Saves a screenshot in each color scheme, if PICTURES=all. Leaves the page in the light scheme. */
export const saveBothPictures = async (page: Page, fileFor: (colorScheme: 'light' | 'dark') => string) => {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await savePicture(page, fileFor(colorScheme));
  }
};

/** Creates a profile for one test in the browser that all tests of a worker share. */
const createProfile = async (browser: Browser, options: BrowserContextOptions) => {
  const context = await browser.newContext(options);
  return { context, page: await context.newPage(), close: () => context.close() };
};

/** Collects uncaught errors, dialogs, violations of the security policy and React's errors and warnings. */
const collectPageErrors = ({ context, page }: BrowserProfile, pageErrors: string[]) => {
  const collect = (opened: Page) => {
    opened.on('pageerror', (error) => pageErrors.push(String(error)));
    opened.on('dialog', (dialog) => pageErrors.push(`dialog: ${dialog.message()}`));
    opened.on('console', (message) => {
      const isProblem = ['error', 'warning'].includes(message.type());
      if (isProblem && /Content Security Policy|Trusted|React/i.test(message.text())) pageErrors.push(message.text());
    });
  };
  context.on('page', collect);
  collect(page);
};
