import { defineConfig } from '@playwright/test';
import { HEADLESS_SHELL } from './support/chromium.ts';

const BOTH_WIDTHS = /@both-widths/;

/**
 * In the short run, a test that is marked `AT_BOTH_WIDTHS` runs at the width of a phone, every other test at that of a desktop, and one
 * that is marked `IN_LONG_RUN` not at all. With WIDTHS=all, and against a mutant, all tests run, and those marked for both widths twice.
 */
const isLongRun = process.env['WIDTHS'] === 'all' || process.env['MUTANT'] !== undefined;

export default defineConfig({
  testDir: '.',
  testMatch: 'specs/**/*.spec.ts',
  outputDir: 'artifacts',
  fullyParallel: true,
  forbidOnly: true,
  ...(!isLongRun && { grepInvert: /@long-run/ }),
  retries: 0,
  // Two browsers fill two cores. A third one makes each test need more CPU time, and the whole run more of both.
  workers: 2,
  // Timeouts only guard against hanging: no test passes or fails by the speed of the machine.
  timeout: 300_000,
  // With a mutant in the page most expectations wait in vain.
  expect: { timeout: process.env['MUTANT'] ? 5_000 : 60_000 },
  reporter: 'list',
  use: {
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    // Installing one takes a fifth of the CPU time of a test, and hides the requests of its page. Tests of what it does allow it.
    serviceWorkers: 'block',
    // Animations take a fifth of the CPU time of a test, and show nothing that a test looks at.
    contextOptions: { reducedMotion: 'reduce' },
    ...HEADLESS_SHELL,
  },
  projects: [
    {
      name: 'desktop',
      use: { viewport: { width: 1280, height: 800 } },
      ...(!isLongRun && { grepInvert: [BOTH_WIDTHS, /@long-run/] }),
    },
    { name: 'phone', use: { viewport: { width: 390, height: 780 } }, grep: BOTH_WIDTHS },
  ],
});
