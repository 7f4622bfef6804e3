import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import type { BrowserProfile } from './real-browser.ts';

/**
 * Browser profiles that the tests of a worker use one after the other, all at one address. A profile that has loaded the page before needs
 * half the CPU time for it. A profile that a test changed in a way that cannot be undone is used by no other test.
 */
export class ProfilePool {
  readonly #browser: Browser;
  /** The profiles that no test uses, by their options. */
  readonly #free = new Map<string, PooledProfile[]>();

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Returns a profile that no other test uses now. Its `close` leaves the room at this address and makes it as good as new. */
  async take(options: BrowserContextOptions, server: { readonly url: string }): Promise<BrowserProfile> {
    const key = JSON.stringify(options);
    const profile = this.#free.get(key)?.pop() ?? (await PooledProfile.create(this.#browser, options));
    const close = async () => {
      if (await profile.reset(server.url)) this.#free.set(key, [...(this.#free.get(key) ?? []), profile]);
      else await profile.context.close();
    };
    return { context: profile.context, page: profile.page, close };
  }

  async close() {
    await Promise.all([...this.#free.values()].flat().map(({ context }) => context.close()));
  }
}

/** Events to which tests listen. */
const EVENTS = ['console', 'dialog', 'page', 'pageerror', 'request', 'requestfailed', 'requestfinished'] as const;

class PooledProfile {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly #viewport: { width: number; height: number } | null;
  readonly #colorScheme: 'light' | 'dark' | 'no-preference' | null;
  #isChangedForGood = false;

  static async create(browser: Browser, options: BrowserContextOptions) {
    const context = await browser.newContext(options);
    return new PooledProfile(context, await context.newPage(), options);
  }

  constructor(context: BrowserContext, page: Page, { colorScheme = 'light' }: BrowserContextOptions) {
    this.context = context;
    this.page = page;
    this.#viewport = page.viewportSize();
    this.#colorScheme = colorScheme;
    const onChange = () => (this.#isChangedForGood = true);
    page.on('crash', onChange);
    reportCalls(context, ['addInitScript', 'exposeFunction', 'newCDPSession'], onChange);
    reportCalls(page, ['addInitScript', 'exposeFunction'], onChange);
    reportCalls(context.clock, ['install', 'setFixedTime', 'setSystemTime'], onChange);
  }

  /** Leaves the room and undoes what a test changed. Returns false if that is not possible, or if the server does not answer. */
  async reset(url: string): Promise<boolean> {
    const { context, page } = this;
    if (this.#isChangedForGood || page.isClosed()) return false;
    for (const other of context.pages()) if (other !== page) await other.close();
    for (const event of EVENTS) {
      page.removeAllListeners(event);
      context.removeAllListeners(event);
    }
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await context.setOffline(false);
    try {
      // The browser reports the mouse again to each element that comes to lie under it.
      await page.mouse.move(0, 0);
      // A document of the same origin, so that the browser process and its cache stay, which writes nothing into the storage.
      await page.goto(`${url}icon.svg`);
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      const left = await context.request.post(`${url}trpc/leave`, { data: {} });
      if (!left.ok()) return false;
    } catch {
      return false;
    }
    await context.clearCookies();
    await context.clearPermissions();
    await page.emulateMedia({ colorScheme: this.#colorScheme });
    if (this.#viewport) await page.setViewportSize(this.#viewport);
    return true;
  }
}

/** Calls `onCall` whenever one of these methods of `target` is called. */
const reportCalls = <Target extends object>(
  target: Target,
  names: readonly (keyof Target & string)[],
  onCall: () => void,
) => {
  for (const name of names) {
    const method: unknown = target[name];
    if (typeof method !== 'function') throw new Error(`${name} is not a method`);
    const reporting = (...args: unknown[]): unknown => {
      onCall();
      return Reflect.apply(method, target, args);
    };
    Object.assign(target, { [name]: reporting });
  }
};
