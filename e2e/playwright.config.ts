import { defineConfig } from '@playwright/test';
import { IN_SHELL } from './support/chromium.ts';

export default defineConfig({
  testDir: '.',
  testMatch: 'specs/**/*.spec.ts',
  outputDir: 'artefacts',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 45_000,
  // With a mutant in the page most expectations wait in vain.
  expect: { timeout: process.env['MUTANT'] ? 5_000 : 10_000 },
  reporter: 'list',
  use: {
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    ...IN_SHELL,
  },
  projects: [
    { name: 'desk', use: { viewport: { width: 1280, height: 800 } } },
    { name: 'phone', use: { viewport: { width: 390, height: 780 } }, grep: /@both-widths/ },
  ],
});
