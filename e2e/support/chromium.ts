import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const firstThere = (...candidates: readonly (string | undefined)[]) =>
  candidates.find((candidate) => candidate !== undefined && existsSync(candidate));

/** The Chromium to test with: the one that CHROMIUM_PATH names, the machine's own, or the one that Playwright installed; if any. */
export const chromiumPath = (): string | undefined =>
  firstThere(process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome', chromium.executablePath());

/**
 * The same Chromium without windows, if the machine has it: it draws no toolbars that nobody sees, which is a third of all work. It can
 * neither show notices nor be installed into, and keeps every tab in sight.
 */
const shellPath = () => firstThere(process.env['CHROMIUM_PATH'], SHELL, chromiumPath());
const SHELL = '/usr/bin/chromium-headless-shell';

/** Whether there is a Chromium without windows. */
export const hasShell = () => existsSync(SHELL);

const launchedWith = (executablePath: string | undefined) => ({
  launchOptions: {
    ...(executablePath && { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--no-pings',
      '--disable-domain-reliability',
    ],
  },
});

/** What stories are told in, unless they say otherwise. */
export const IN_SHELL = launchedWith(shellPath());

/** For stories that need what only the whole browser has: `test.use(IN_WHOLE_BROWSER)`. */
export const IN_WHOLE_BROWSER = launchedWith(chromiumPath());
