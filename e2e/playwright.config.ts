import { defineConfig } from '@playwright/test';
import { HEADLESS_SHELL } from './support/chromium.ts';

export default defineConfig({
  testDir: '.',
  testMatch: 'specs/**/*.spec.ts',
  outputDir: 'artefacts',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // More than cores: most tests mostly wait.
  workers: 4,
  // Timeouts only guard against hanging: no test passes or fails by the speed of the machine.
  timeout: 300_000,
  // With a mutant in the page most expectations wait in vain.
  expect: { timeout: process.env['MUTANT'] ? 5_000 : 60_000 },
  reporter: 'list',
  use: {
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    ...HEADLESS_SHELL,
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    { name: 'phone', use: { viewport: { width: 390, height: 780 } }, grep: /@both-widths/ },
  ],
});
