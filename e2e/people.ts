import {
  test as base,
  expect,
  type Browser,
  type BrowserContextOptions,
  type Page,
  type Request,
} from '@playwright/test';
import { House } from './house.ts';

/** Someone with a browser of their own. */
class Person {
  readonly nickname: string;
  readonly page: Page;

  constructor(nickname: string, page: Page) {
    this.nickname = nickname;
    this.page = page;
  }

  get field() {
    return this.page.getByLabel('Your nickname');
  }
  get composer() {
    return this.page.getByLabel('Message to everyone');
  }
  get transcript() {
    return this.page.getByRole('log', { name: 'Conversation' });
  }
  get roster() {
    return this.page.locator('#roster bdi');
  }

  /** Opens the page and writes the nickname, without being let in yet. */
  async knocks(url: string) {
    await this.page.goto(url);
    await this.field.fill(this.nickname);
    await this.page.getByRole('button', { name: 'Come in' }).click();
  }

  async comesIn(url: string) {
    await this.knocks(url);
    await this.isIn();
  }

  async isIn() {
    await expect(this.page.getByRole('status').filter({ hasText: 'Connected' })).toBeVisible();
  }

  async isInTheLobby() {
    await expect(this.field).toBeVisible();
  }

  async says(...texts: string[]) {
    for (const text of texts) {
      await this.composer.fill(text);
      await this.composer.press('Enter');
    }
  }

  /** Finds these lines in the transcript, in this order, each once. */
  async reads(...texts: string[]) {
    const lines = this.transcript.locator('.line .text');
    await expect.poll(async () => (await lines.allInnerTexts()).filter((text) => texts.includes(text))).toEqual(texts);
  }

  async seesHere(...nicknames: string[]) {
    await expect(this.roster).toHaveText(nicknames);
  }

  async seesRemark(text: string) {
    await expect(this.transcript.locator('.remark').filter({ hasText: text })).toBeVisible();
  }

  /** Sees someone out whose page closes now: whoever closed theirs before and did not come back is gone by then too. */
  async outlasts(other: Person) {
    await other.page.close();
    const farewell = this.transcript.locator('.remark').filter({ hasText: `${other.nickname} left (closed the page)` });
    await expect(farewell).toBeVisible({ timeout: 15_000 });
  }

  /** What the transcript tells of comings and goings, in order. */
  async comingsAndGoings() {
    const remarks = await this.transcript
      .locator('.remark')
      .filter({ hasText: /came in|left/ })
      .allInnerTexts();
    return remarks.map((remark) => remark.replaceAll(/\s+/g, ' ').replace(/ \d\d:\d\d$/, ''));
  }
}

/** Counts the waits that a page has under way: one, at rest, however often React runs an effect. */
export const waitsUnderWay = (page: Page): (() => number) => {
  const underWay = new Set<Request>();
  const ended = (request: Request) => underWay.delete(request);
  page.on('request', (request) => request.url().includes('/trpc/wait') && underWay.add(request));
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  return () => underWay.size;
};

interface Fixtures {
  /** The server's settings, by their names in the environment. */
  settings: Record<string, string>;
  house: House;
  /** Brings someone to the house, in a browser of their own; `as: 'visitor'` leaves them before the door. */
  person: (nickname: string, options?: { as?: 'visitor'; browser?: BrowserContextOptions }) => Promise<Person>;
}

export const test = base.extend<Fixtures>({
  settings: [{}, { option: true }],
  house: async ({ settings }, use) => {
    const house = new House(settings);
    await house.open();
    await use(house);
    await house.close();
  },
  person: async ({ browser, house }, use) => {
    const complaints: string[] = [];
    await use(async (nickname, { as, browser: options = {} } = {}) => {
      const someone = new Person(nickname, await openPage(browser, options, complaints));
      if (as !== 'visitor') await someone.comesIn(house.url);
      return someone;
    });
    expect(complaints, 'pages complained').toEqual([]);
  },
});

export { expect };

/** A page in a browser profile of its own, whose every error and breach of the security policy is a complaint. */
const openPage = async (browser: Browser, options: BrowserContextOptions, complaints: string[]) => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options });
  context.on('page', (page) => {
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
    page.on('console', (message) => {
      const isComplaint = ['error', 'warning'].includes(message.type());
      if (isComplaint && /Content Security Policy|Trusted|React/i.test(message.text())) complaints.push(message.text());
    });
  });
  return context.newPage();
};
