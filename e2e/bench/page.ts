// What the page costs in a browser, as figures: `npm run bench:page`. Nobody fails for being slow; a line lost, doubled or out of order,
// and a tool that is missing, end it with 1.
import { chromium } from '@playwright/test';
import { chromiumPath } from '../support/chromium.ts';
import { House } from '../support/server.ts';
import { table, type Figure } from './figure.ts';
import { firstLoad } from './first-load.ts';
import { lighthouseFigures } from './lighthouse.ts';
import { onAPhone } from './phone.ts';
import { sizes } from './sizes.ts';
import { stay, stayFigures } from './stay.ts';

const executablePath = chromiumPath();
if (!executablePath) throw new Error('there is no Chromium: name one with CHROMIUM_PATH');
const say = (text: string) => process.stdout.write(`${text}\n`);

/** A house in which nobody is too fast, and nothing that was said is let go. */
const withHouse = async <Result>(measure: (url: string) => Promise<Result>): Promise<Result> => {
  const house = new House({ MESSAGES_PER_WINDOW: '0', LEDGER_LETTERS: '0', LEDGER_BYTES: '0', IDLE_MS: '0' });
  await house.open();
  try {
    return await measure(house.url);
  } finally {
    await house.close();
  }
};

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
const show = (figures: Figure[]) => {
  say(`${table(figures)}\n`);
  return figures;
};
try {
  say(`Chromium ${browser.version()}, ${new Date().toISOString().slice(0, 10)}\n`);
  show(await withHouse((url) => firstLoad(browser, url)));
  show(await withHouse((url) => onAPhone(browser, url, sizes.runs)));
  const stays = [];
  while (stays.length < sizes.runs) stays.push(await withHouse((url) => stay(browser, url, sizes)));
  show(stayFigures(stays, sizes));
  if (stays.some(({ faults }) => Object.values(faults).some((count) => count > 0))) {
    say('Lines were lost, doubled or out of order.');
    process.exitCode = 1;
  }
  if (sizes.lighthouseRuns > 0) {
    show(await withHouse((url) => lighthouseFigures(url, executablePath, sizes.lighthouseRuns)));
  }
} finally {
  await browser.close();
}
