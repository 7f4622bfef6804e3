// Measures the page in a browser: `npm run bench:page`. Slow figures are not failures. Exits with 1 if a message is lost, repeated or
// reordered, or if a tool is missing.
import { defaultRoomSettings } from '@mailroom/shared';
import { chromium } from '@playwright/test';
import { chromiumPath } from '../support/chromium.ts';
import { TestServer } from '../support/test-server.ts';
import { formatTable, type Figure } from './figure.ts';
import { measureFirstLoad } from './first-load.ts';
import { measureLighthouse } from './lighthouse.ts';
import { measurePhone } from './phone.ts';
import { sizes } from './sizes.ts';
import { measureSession, sessionFigures } from './session.ts';

const executablePath = chromiumPath();
if (!executablePath) throw new Error('no Chromium found: set its path with CHROMIUM_PATH');
const print = (text: string) => process.stdout.write(`${text}\n`);

/** Runs a server without rate limit, ledger limits and idle timeout. */
const withServer = async <Result>(measure: (url: string) => Promise<Result>): Promise<Result> => {
  const server = new TestServer({
    MESSAGES_PER_WINDOW: '0',
    LEDGER_LETTERS: '0',
    LEDGER_BYTES: '0',
    LEDGER_MEMBERSHIPS: '0',
    LEDGER_MEMBERSHIP_BYTES: '0',
    IDLE_MS: '0',
    HOLD_MS: String(defaultRoomSettings.holdMs),
  });
  await server.start();
  try {
    return await measure(server.url);
  } finally {
    await server.stop();
  }
};

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
const show = (figures: Figure[]) => {
  print(`${formatTable(figures)}\n`);
  return figures;
};
try {
  print(`Chromium ${browser.version()}, ${new Date().toISOString().slice(0, 10)}\n`);
  show(await withServer((url) => measureFirstLoad(browser, url)));
  show(await withServer((url) => measurePhone(browser, url, sizes.runs)));
  const sessions = [];
  while (sessions.length < sizes.runs) sessions.push(await withServer((url) => measureSession(browser, url, sizes)));
  show(sessionFigures(sessions, sizes));
  if (sessions.some(({ violations }) => Object.values(violations).some((count) => count > 0))) {
    print('Messages were lost, repeated or reordered.');
    process.exitCode = 1;
  }
  if (sizes.lighthouseRuns > 0) {
    show(await withServer((url) => measureLighthouse(url, executablePath, sizes.lighthouseRuns)));
  }
} finally {
  await browser.close();
}
