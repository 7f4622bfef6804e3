import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type BrowserContext } from '@playwright/test';
import { chromiumPath } from './chromium.ts';

/** Someone’s own browser, or profile of one. */
export interface OwnBrowser {
  readonly context: BrowserContext;
  readonly close: () => Promise<void>;
}

/**
 * A browser whose tabs are hidden, slowed down and frozen as a person's are. Those that Playwright starts never are: it keeps every page
 * in sight, and what is in sight does not freeze.
 */
export const lifelikeBrowser = async (): Promise<OwnBrowser> => {
  const profile = await mkdtemp(path.join(tmpdir(), 'mailroom-'));
  const program = spawn(chromiumPath() ?? '', [...ARGS, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(program, 'exit');
  const end = () => program.kill();
  // Should the stories be ended in the middle of one, nobody else would end it.
  process.once('exit', end);
  const address = await addressOf(program);
  await firstPageOf(address);
  const browser = await chromium.connectOverCDP(address, { noDefaults: true });
  const [context] = browser.contexts();
  if (!context) throw new Error('a browser without a profile');
  return {
    context,
    close: async () => {
      await browser.close();
      end();
      await exited;
      process.off('exit', end);
      await rm(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
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
];

const addressOf = (program: ChildProcess) =>
  new Promise<string>((resolve) => {
    let said = '';
    program.stderr?.on('data', (chunk: Buffer) => {
      said += String(chunk);
      const address = /listening on (ws:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
  });

/** Settled when the browser has its first page: who connects while that is being made now and then waits for it in vain. */
const firstPageOf = async (address: string) => {
  const list = `http://${new URL(address).host}/json/list`;
  for (;;) {
    const targets: { type: string }[] = JSON.parse(await (await fetch(list)).text());
    if (targets.some(({ type }) => type === 'page')) return;
    await sleep(20);
  }
};
