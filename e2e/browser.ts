import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** The Chromium to test with: the one that CHROMIUM_PATH names, the machine's own, or the one that Playwright installed; if any. */
export const chromiumPath = (): string | undefined =>
  [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome', chromium.executablePath()].find(
    (candidate) => candidate !== undefined && existsSync(candidate),
  );
