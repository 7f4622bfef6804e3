import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { NETWORK_ADDRESS_ARGS } from './network-address.ts';

const HEADLESS_SHELL_PATH = '/usr/bin/chromium-headless-shell';

const firstExisting = (...candidates: readonly (string | undefined)[]) =>
  candidates.find((candidate) => candidate !== undefined && existsSync(candidate));

/** Returns the path of the Chromium to test with, if there is one: CHROMIUM_PATH, the system's, or the one Playwright installed. */
export const chromiumPath = (): string | undefined =>
  firstExisting(process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome', chromium.executablePath());

/** Whether the system has Chromium's headless shell. */
export const hasHeadlessShell = () => existsSync(HEADLESS_SHELL_PATH);

/**
 * Turned off: the page's Cross-Origin-Opener-Policy would make every new page start a second process, a tenth of the time of a test. Of two
 * lists Chromium takes the last, so this one repeats what Playwright turns off on Linux.
 */
const DISABLED_FEATURES = [
  'CrossOriginOpenerPolicy',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/**
 * Makes Chromium cheaper, which for tests counts more than fast: V8 compiles nothing to machine code and has no threads of its own, and no
 * process tries to use a graphics card.
 */
export const CHEAP_ARGS = ['--disable-gpu', '--js-flags=--single-threaded --no-opt --no-maglev --no-sparkplug'];

const launchOptionsFor = (executablePath: string | undefined) => ({
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
      `--disable-features=${DISABLED_FEATURES.join(',')}`,
      ...CHEAP_ARGS,
      ...NETWORK_ADDRESS_ARGS,
    ],
  },
});

/**
 * The default browser of the tests: the headless shell if the system has it, as it needs a third less CPU time. It shows no
 * notifications, installs no apps and treats every tab as visible.
 */
export const HEADLESS_SHELL = launchOptionsFor(
  firstExisting(process.env['CHROMIUM_PATH'], HEADLESS_SHELL_PATH, chromiumPath()),
);

/** For tests of features that the headless shell lacks: `test.use(FULL_BROWSER)`. */
export const FULL_BROWSER = launchOptionsFor(chromiumPath());
