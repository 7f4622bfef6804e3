// Takes docs/screenshot.png, the picture of the README: one conversation, at a desktop in light and on a phone in dark colors.
import path from 'node:path';
import { chromium, expect, type Browser, type BrowserContextOptions } from '@playwright/test';
import { HEADLESS_SHELL } from './support/chromium.ts';
import { Person } from './support/person.ts';
import { TestServer } from './support/test-server.ts';

const FILE = path.join(import.meta.dirname, '../docs/screenshot.png');
const DESKTOP = { viewport: { width: 1100, height: 720 }, colorScheme: 'light' } as const;
const PHONE = { viewport: { width: 390, height: 700 }, colorScheme: 'dark' } as const;

const openPerson = async (browser: Browser, nickname: string, { url }: TestServer, options: BrowserContextOptions) => {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  const person = new Person(nickname, await context.newPage());
  await person.joins(url);
  return person;
};

/** Shows both pictures side by side, the phone in front. */
const compose = async (browser: Browser, desktop: Buffer, phone: Buffer) => {
  const image = (bytes: Buffer) => `data:image/png;base64,${bytes.toString('base64')}`;
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.setContent(`
    <style>
      body { margin: 0; height: 100vh; background: #dfe5ec; position: relative; overflow: hidden }
      img { position: absolute; border-radius: 12px; box-shadow: 0 8px 30px rgb(0 0 0 / 25%) }
    </style>
    <img src="${image(desktop)}" style="left: 36px; top: 36px; width: 1000px">
    <img src="${image(phone)}" style="right: 36px; bottom: 36px; width: 330px; border-radius: 24px">`);
  await page
    .locator('img')
    .last()
    .evaluate((element: HTMLImageElement) => element.decode());
  await page.screenshot({ path: FILE });
};

const server = new TestServer({ MESSAGES_PER_WINDOW: '0' });
const browser = await chromium.launch(HEADLESS_SHELL.launchOptions);
try {
  await server.start();
  const ann = await openPerson(browser, 'Ann', server, DESKTOP);
  const ben = await openPerson(browser, 'Ben', server, PHONE);
  const cleo = await openPerson(browser, 'Cleo', server, DESKTOP);
  await ann.says('Morning! The room is up, you only need the link.');
  await ben.says('I am in, from my phone on the train');
  await cleo.says('Same room, other end of the building.');
  await ben.says('What happens when I go through a tunnel?');
  await ann.says(
    '> What happens when I go through a tunnel?\nNothing gets *lost*. You catch up when you are back, `exactly once` and in order.',
  );
  await cleo.says('/me tries to break it');
  await ben.says('@Ann just came out of the tunnel. All there');
  await cleo.composer.pressSequentially('OK, I give up');
  for (const { page, typingIndicator } of [ann, ben]) {
    // Nothing is hovered: the action bar would cover a message.
    await page.mouse.move(0, 0);
    await expect(page.getByText('All there')).toBeVisible();
    await expect(typingIndicator).toContainText('Cleo');
  }
  await compose(browser, await ann.page.screenshot(), await ben.page.screenshot());
} finally {
  await browser.close();
  await server.stop();
}
