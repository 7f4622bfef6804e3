import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';

/** How long a person waits at most for what is to be there at once, in ms. */
const SOON = 2_000;

/** Someone with a browser of their own, in one tab of it. */
export class Person {
  readonly nickname: string;
  readonly page: Page;

  constructor(nickname: string, page: Page) {
    this.nickname = nickname;
    this.page = page;
  }

  get nicknameField() {
    return this.page.getByLabel('Your nickname');
  }
  get composer() {
    return this.page.getByLabel('Message to everyone');
  }
  get transcript() {
    return this.page.getByRole('log', { name: 'Conversation' });
  }
  get roster() {
    return this.page.locator('#roster li bdi');
  }

  /** The pigeonhole of somebody who is here. */
  rosterItem(nickname: string) {
    return this.page.locator('#roster').getByRole('button', { name: new RegExp(`^${nickname}( |$)`) });
  }

  /** Shows the pigeonholes, which on a phone are behind a button. */
  async opensRoster() {
    const toggle = this.page.locator('.roster-toggle');
    if (await toggle.isVisible()) await toggle.click();
  }

  get typingIndicator() {
    return this.page.locator('.typing-indicator');
  }

  /** The row in which a text stands. */
  row(text: string) {
    return this.transcript.locator('.row').filter({ has: this.page.getByText(text, { exact: true }) });
  }

  /** Rests the mouse where a row begins: over its end lies what can be done with it. */
  async hovers(text: string) {
    await this.row(text).hover({ position: { x: 24, y: 8 } });
  }

  get pendingMessages() {
    return this.transcript.locator('.message.pending .text');
  }
  /** One's own lines that do not stand in the transcript yet. */
  get unconfirmedMessages() {
    return this.transcript.locator('.message:not([id]) .text');
  }
  get messages() {
    return this.transcript.locator('.message .text');
  }

  /** Opens the page and writes the nickname, without being let in yet. */
  async submitsNickname(url: string) {
    await this.page.goto(url);
    await this.nicknameField.fill(this.nickname);
    await this.page.getByRole('button', { name: 'Join' }).click();
  }

  async joins(url: string) {
    await this.submitsNickname(url);
    await this.isInTheRoom();
  }

  async isInTheRoom() {
    await expect(this.page.getByRole('status').filter({ hasText: /^Connected$/ })).toBeVisible();
  }

  /** Calls themselves something else, by a request of their browser. */
  async renames(nickname: string) {
    const renaming = { nickname, clientMsgId: randomUUID() };
    await this.page.request.post(new URL('trpc/rename', this.page.url()).href, { data: renaming });
  }

  async isInTheLobby() {
    await expect(this.nicknameField).toBeVisible();
  }

  /** Opens one more tab of the same browser; `as: 'visitor'` leaves it before the door. */
  async opensTab({ as }: { as?: 'visitor' } = {}): Promise<Person> {
    const tab = new Person(this.nickname, await this.page.context().newPage());
    await tab.page.goto(this.page.url());
    if (as !== 'visitor') await tab.isInTheRoom();
    return tab;
  }

  /** Opens one more window of the same browser: neither hides the other. */
  async opensWindow(): Promise<Person> {
    const context = this.page.context();
    const cdp = await context.browser()?.newBrowserCDPSession();
    const opened = context.waitForEvent('page');
    await cdp?.send('Target.createTarget', { url: 'about:blank', newWindow: true });
    const there = new Person(this.nickname, await opened);
    await there.page.goto(this.page.url());
    await there.isInTheRoom();
    return there;
  }

  /** Ends this tab from one moment to the next, without a farewell. */
  async crashes() {
    const cdp = await this.page.context().newCDPSession(this.page);
    const crashed = this.page.waitForEvent('crash');
    // Nobody is left to answer.
    cdp.send('Page.crash').catch(() => {});
    await crashed;
  }

  /** Stops all that goes on in this tab, as an endless loop would; the returned function lets it go on. */
  async hangs(): Promise<() => Promise<unknown>> {
    const cdp = await this.page.context().newCDPSession(this.page);
    await cdp.send('Debugger.enable');
    const paused = new Promise((resolve) => cdp.once('Debugger.paused', resolve));
    await cdp.send('Debugger.pause');
    await paused;
    return () => cdp.send('Debugger.resume');
  }

  /** Stops nearly all that goes on in this tab, as browsers do with tabs that nobody looked at for long; in a lifelike browser only. */
  async freezes() {
    await this.#isInState('frozen');
  }

  /** Lets a frozen tab go on. */
  async thaws() {
    await this.#isInState('active');
  }

  /** Looks at this tab again, or at something else: the tab hears of it as it does of tabs that are covered. */
  async looks(where: 'here' | 'elsewhere') {
    await this.page.evaluate(
      (state) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      },
      where === 'here' ? 'visible' : 'hidden',
    );
  }

  async #isInState(state: 'frozen' | 'active') {
    const cdp = await this.page.context().newCDPSession(this.page);
    await cdp.send('Page.setWebLifecycleState', { state });
  }

  async says(...texts: string[]) {
    for (const text of texts) {
      await this.composer.fill(text);
      await this.composer.press('Enter');
    }
  }

  /** Finds these lines in the transcript, in this order, each once. */
  async reads(...texts: string[]) {
    await expect
      .poll(async () => (await this.messages.allInnerTexts()).filter((text) => texts.includes(text)))
      .toEqual(texts);
  }

  /** Finds these lines in the transcript at once, in this order, each once, and none of them still on its way. */
  async readsSoon(...texts: string[]) {
    const read = async () => {
      const found = await this.transcript.locator('.message').evaluateAll((rows) =>
        rows.map((row) => ({
          text: row.querySelector<HTMLElement>('.text')?.innerText ?? '',
          isOnItsWay: row.id === '',
        })),
      );
      return found
        .filter(({ text }) => texts.includes(text))
        .map(({ text, isOnItsWay }) => (isOnItsWay ? `${text} (on its way)` : text));
    };
    await expect.poll(read, { timeout: SOON, intervals: [50] }).toEqual(texts);
  }

  async seesMembers(...nicknames: string[]) {
    await expect(this.roster).toHaveText(nicknames);
  }

  /** Finds it in the transcript once, before their eyes or folded up in a sentence that is. */
  async seesSystemMessage(text: string, { timeout = 10_000 }: { timeout?: number } = {}) {
    const remark = this.page.locator('.system-message', { hasText: text });
    const sentence = this.transcript.locator('.membership', { has: remark }).locator('summary');
    await expect(remark).toHaveCount(1, { timeout });
    await expect(remark.or(sentence).filter({ visible: true }).first()).toBeVisible();
  }

  /** Sees someone out whose page closes now: whoever closed theirs before and did not come back is gone by then too. */
  async seesLeaveAfterClosing(other: Person) {
    await other.page.close();
    await this.seesSystemMessage(`${other.nickname} left (closed the page)`, { timeout: 15_000 });
  }

  /** What the transcript tells of comings and goings, in order. */
  async membershipMessages() {
    const remarks = await this.transcript
      .locator('.system-message')
      .filter({ hasText: /joined|left/ })
      .allTextContents();
    return remarks.map((remark) => remark.replaceAll(/\s+/g, ' ').replace(/ \d\d:\d\d$/, ''));
  }
}

/** Waits until all have read all these lines, each author's in the order in which they said them, and on every screen alike. */
export const expectSameTranscripts = async (people: readonly Person[], said: readonly (readonly string[])[]) => {
  const count = said.flat().length;
  const screens = await Promise.all(
    people.map(async ({ messages, unconfirmedMessages }) => {
      await expect(unconfirmedMessages).toHaveCount(0);
      await expect(messages).toHaveCount(count);
      return messages.allInnerTexts();
    }),
  );
  for (const screen of screens) {
    expect(screen).toEqual(screens[0]);
    for (const own of said) expect(screen.filter((text) => own.includes(text))).toEqual(own);
  }
};
