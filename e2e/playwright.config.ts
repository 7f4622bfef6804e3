import { defineConfig } from '@playwright/test';
import { HEADLESS_SHELL } from './support/chromium.ts';

const BOTH_WIDTHS = /@both-widths/;

/**
 * In the short run, a test that is marked `AT_BOTH_WIDTHS` runs at the width of a phone, and every other test at that of a desktop. With
 * WIDTHS=all, and against a mutant, a marked test runs at both.
 */
const bothWidths = process.env['WIDTHS'] === 'all' || process.env['MUTANT'] !== undefined;

export default defineConfig({
  testDir: '.',
  testMatch: 'specs/**/*.spec.ts',
  outputDir: 'artefacts',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // One more than cores: a test that waits leaves its core to another one.
  workers: 3,
  // Timeouts only guard against hanging: no test passes or fails by the speed of the machine.
  timeout: 300_000,
  // With a mutant in the page most expectations wait in vain.
  expect: { timeout: process.env['MUTANT'] ? 5_000 : 60_000 },
  reporter: 'list',
  use: {
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    // Animations take a fifth of the CPU time of a test, and show nothing that a test looks at.
    contextOptions: { reducedMotion: 'reduce' },
    ...HEADLESS_SHELL,
  },
  projects: [
    {
      name: 'desktop',
      use: { viewport: { width: 1280, height: 800 } },
      ...(!bothWidths && { grepInvert: BOTH_WIDTHS }),
    },
    { name: 'phone', use: { viewport: { width: 390, height: 780 } }, grep: BOTH_WIDTHS },
  ],
});
