import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { CHEAP_ARGS, chromiumPath } from './chromium.ts';

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
  const profile = await mkdtemp(path.join(tmpdir(), 'mailroom-'));
  const program = spawn(chromiumPath() ?? '', [...ARGS, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // A process group of its own: its helper processes end with it.
    detached: true,
  });
  const exited = once(program, 'exit');
  const end = () => {
    try {
      process.kill(-(program.pid ?? 0), 'SIGKILL');
    } catch {
      // The group has ended by itself.
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };
  // Without this an interrupted test run would leave the browser and its profile behind.
  process.once('exit', end);
  const close = async () => {
    end();
    await exited;
    process.off('exit', end);
  };
  try {
    const address = await addressOf(program);
    await waitForFirstPage(address);
    const browser = await chromium.connectOverCDP(address, { noDefaults: true });
    const [context] = browser.contexts();
    if (!context) throw new Error('the browser has no context');
    return {
      context,
      page: await context.newPage(),
      close: async () => {
        await browser.close();
        await close();
      },
    };
  } catch (error) {
    await close();
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

/** Returns the browser's WebSocket address. Throws if it exits without naming one. */
const addressOf = (program: ChildProcess) =>
  new Promise<string>((resolve, reject) => {
    let output = '';
    program.stderr?.on('data', (chunk: Buffer) => {
      output += String(chunk);
      const address = /listening on (ws:\S+)/.exec(output)?.[1];
      if (address) resolve(address);
    });
    program.once('exit', () => reject(new Error(`the browser exited: ${output}`)));
  });

/** Waits until the browser has its first page: a client that connects before sometimes waits for it forever. */
const waitForFirstPage = async (address: string) => {
  const list = `http://${new URL(address).host}/json/list`;
  for (;;) {
    const targets: { type: string }[] = JSON.parse(await (await fetch(list)).text());
    if (targets.some(({ type }) => type === 'page')) return;
    await sleep(20);
  }
};
