import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import type { BrowserProfile } from './real-browser.ts';
import { TestServer } from './test-server.ts';

/**
 * A room and browser profiles that the tests of a worker use one after the other. A page in a browser process that has loaded the page
 * before needs half the CPU time, and a server that runs already none. Newcomers get no history, so that no test sees what another one
 * did. For tests that neither control the server nor change a page before it loads.
 */
export class SharedRoom {
  readonly #server = new TestServer({
    HISTORY_ON_JOIN: '0',
    JOINS_PER_HOST: '0',
    READS_PER_HOST: '0',
    FAILURES_PER_HOST: '0',
  });
  readonly #browser: Browser;
  #started: Promise<void> | undefined;
  /** The profiles that no test uses, by their options. */
  readonly #free = new Map<string, Profile[]>();

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Starts the server for the first test that needs it. */
  async start(): Promise<TestServer> {
    this.#started ??= this.#server.start();
    await this.#started;
    return this.#server;
  }

  /** Returns a profile that no other test uses now. Its `close` leaves the room and makes it as good as new, for the next test. */
  async takeProfile(options: BrowserContextOptions): Promise<BrowserProfile> {
    const key = JSON.stringify(options);
    const profile = this.#free.get(key)?.pop() ?? (await this.#createProfile(options));
    const close = async () => {
      await this.#clear(profile, options);
      this.#free.set(key, [...(this.#free.get(key) ?? []), profile]);
    };
    return { context: profile.context, page: profile.page, close };
  }

  async close() {
    await Promise.all([...this.#free.values()].flat().map(({ context }) => context.close()));
    await this.#server.stop();
  }

  async #createProfile(options: BrowserContextOptions): Promise<Profile> {
    const context = await this.#browser.newContext(options);
    const page = await context.newPage();
    return { context, page, viewport: page.viewportSize() };
  }

  async #clear({ context, page, viewport }: Profile, { colorScheme = 'light' }: BrowserContextOptions) {
    for (const other of context.pages()) if (other !== page) await other.close();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    // A document of the same origin, so that the browser process and its cache stay, which writes nothing into the storage.
    await page.goto(`${this.#server.url}icon.svg`);
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    const left = await context.request.post(`${this.#server.url}trpc/leave`, { data: {} });
    if (!left.ok()) throw new Error(`leaving the shared room failed: ${await left.text()}`);
    await context.clearCookies();
    await context.clearPermissions();
    await page.emulateMedia({ colorScheme });
    if (viewport) await page.setViewportSize(viewport);
  }
}

interface Profile {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly viewport: { width: number; height: number } | null;
}
