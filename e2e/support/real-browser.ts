import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { CHEAP_ARGS, chromiumPath } from './chromium.ts';
import { ProgramGroup } from './programs/program-group.ts';

/** A browser context that belongs to one person, with one page. */
export interface BrowserProfile {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/**
 * Starts a browser whose tabs can be hidden, throttled and frozen. The browsers that Playwright launches keep every page visible, and a
 * visible page never freezes.
 */
export const launchRealBrowser = async (): Promise<BrowserProfile> => {
  const program = new ProgramGroup({
    command: chromiumPath() ?? '',
    args: (folder) => [...ARGS, `--user-data-dir=${folder}`],
  });
  try {
    const [, address = ''] = await program.matches(/listening on (ws:\S+)/);
    await waitForFirstPage(address);
    const browser = await chromium.connectOverCDP(address, { noDefaults: true });
    const [context] = browser.contexts();
    if (!context) throw new Error('the browser has no context');
    return {
      context,
      page: await context.newPage(),
      close: async () => {
        await browser.close();
        await program.close();
      },
    };
  } catch (error) {
    await program.close();
    throw error;
  }
};

const ARGS = [
  '--headless',
  '--remote-debugging-port=0',
  '--no-sandbox',
  '--no-first-run',
  '--window-size=1280,800',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...CHEAP_ARGS,
];

/** Waits until the browser has its first page: a client that connects before sometimes waits for it forever. */
const waitForFirstPage = async (address: string) => {
  const list = `http://${new URL(address).host}/json/list`;
  for (;;) {
    const targets: { type: string }[] = JSON.parse(await (await fetch(list)).text());
    if (targets.some(({ type }) => type === 'page')) return;
    await sleep(20);
  }
};
