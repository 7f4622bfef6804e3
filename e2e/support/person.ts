import { randomUUID } from 'node:crypto';
import { fixedLimits } from '@mailroom/shared';
import { expect, type Page } from '@playwright/test';
import { IDLE_MS, type TestServer } from './test-server.ts';

/** A page object: a person in one tab of a browser. Its methods act, or wait until the page shows something. */
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

  rosterItem(nickname: string) {
    return this.page.locator('#roster').getByRole('button', { name: new RegExp(`^${nickname}( |$)`) });
  }

  /** Shows the roster, which on a phone is behind a button. */
  async opensRoster() {
    const toggle = this.page.locator('.roster-toggle');
    if (await toggle.isVisible()) await toggle.click();
  }

  get typingIndicator() {
    return this.page.locator('.typing-indicator');
  }

  /** The row that contains exactly this text. */
  row(text: string) {
    return this.transcript.locator('.row').filter({ has: this.page.getByText(text, { exact: true }) });
  }

  /** Hovers over the start of a row: the action bar covers its end. */
  async hovers(text: string) {
    await this.row(text).hover({ position: { x: 24, y: 8 } });
  }

  get pendingMessages() {
    return this.transcript.locator('.message.pending .text');
  }
  /** Own messages that the page has not received back yet. */
  get unconfirmedMessages() {
    return this.transcript.locator('.message:not([id]) .text');
  }
  get messages() {
    return this.transcript.locator('.message .text');
  }

  /** Opens the page and submits the nickname. */
  async submitsNickname(url: string) {
    await this.page.goto(url);
    await this.nicknameField.fill(this.nickname);
    await this.page.getByRole('button', { name: 'Join' }).click();
  }

  /** Joins, again if necessary: on a busy machine the server may be too slow to admit new members. */
  async joins(url: string) {
    await this.submitsNickname(url);
    const refusal = this.page.getByRole('alert').filter({ hasText: 'The room is busy' });
    for (;;) {
      await expect(this.#connected.or(refusal)).toBeVisible();
      if (await this.#connected.isVisible()) return;
      await this.page.getByRole('button', { name: 'Join' }).click();
    }
  }

  async isInTheRoom() {
    await expect(this.#connected).toBeVisible();
  }

  get #connected() {
    return this.page.getByRole('status').filter({ hasText: /^Connected$/ });
  }

  /** Changes the nickname by a request of this browser. */
  async renames(nickname: string) {
    const renaming = { nickname, clientMsgId: randomUUID() };
    await this.page.request.post(new URL('trpc/rename', this.page.url()).href, { data: renaming });
  }

  /** Leaves by the menu. */
  async leaves() {
    await this.page.getByRole('button', { name: 'Room menu' }).click();
    await this.page.getByRole('button', { name: 'Leave the room' }).click();
  }

  async isInTheLobby() {
    await expect(this.nicknameField).toBeVisible();
  }

  /** Opens one more tab of the same browser; `as: 'visitor'` does not wait until it is in the room. */
  async opensTab({ as }: { as?: 'visitor' } = {}): Promise<Person> {
    const tab = new Person(this.nickname, await this.page.context().newPage());
    await tab.page.goto(this.page.url());
    if (as !== 'visitor') await tab.isInTheRoom();
    return tab;
  }

  /** Duplicates this tab as browsers do: the new one begins with a copy of its session storage. */
  async duplicatesTab(): Promise<Person> {
    const copied = await this.page.evaluate(() => Object.entries(sessionStorage));
    const duplicate = new Person(this.nickname, await this.page.context().newPage());
    await duplicate.page.addInitScript((entries) => {
      if (sessionStorage.length > 0) return;
      for (const [key, value] of entries) sessionStorage.setItem(key, value);
    }, copied);
    await duplicate.page.goto(this.page.url());
    await duplicate.isInTheRoom();
    return duplicate;
  }

  /** Opens one more window of the same browser: both stay visible. */
  async opensWindow(): Promise<Person> {
    const context = this.page.context();
    const cdp = await context.browser()?.newBrowserCDPSession();
    const opened = context.waitForEvent('page');
    await cdp?.send('Target.createTarget', { url: 'about:blank', newWindow: true });
    const window = new Person(this.nickname, await opened);
    await window.page.goto(this.page.url());
    await window.isInTheRoom();
    return window;
  }

  async closes() {
    await this.page.close();
  }

  /** Crashes this tab: its page cannot send anything more. */
  async crashes() {
    const cdp = await this.page.context().newCDPSession(this.page);
    const crashed = this.page.waitForEvent('crash');
    // A crashed page does not answer.
    cdp.send('Page.crash').catch(() => {});
    await crashed;
  }

  /** Pauses all code of this tab, as an endless loop would; the returned function resumes it. */
  async hangs(): Promise<() => Promise<unknown>> {
    const cdp = await this.page.context().newCDPSession(this.page);
    await cdp.send('Debugger.enable');
    const paused = new Promise((resolve) => cdp.once('Debugger.paused', resolve));
    await cdp.send('Debugger.pause');
    await paused;
    return () => cdp.send('Debugger.resume');
  }

  /** Freezes this tab, as browsers do with tabs that were hidden for long. Only in a real browser. */
  async freezes() {
    await this.#setLifecycleState('frozen');
  }

  async thaws() {
    await this.#setLifecycleState('active');
  }

  /** Shows this tab, or hides it as another window would: the page gets the same event. */
  async looks(where: 'here' | 'elsewhere') {
    await this.page.evaluate(
      (state) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      },
      where === 'here' ? 'visible' : 'hidden',
    );
  }

  async #setLifecycleState(state: 'frozen' | 'active') {
    const cdp = await this.page.context().newCDPSession(this.page);
    await cdp.send('Page.setWebLifecycleState', { state });
  }

  async says(...texts: string[]) {
    for (const text of texts) {
      await this.composer.fill(text);
      await this.composer.press('Enter');
    }
  }

  /** Waits until the transcript has these messages in this order, each once. */
  async reads(...texts: string[]) {
    await expect
      .poll(async () => (await this.messages.allInnerTexts()).filter((text) => texts.includes(text)))
      .toEqual(texts);
  }

  /** Waits until the transcript has these messages in this order, each once, and none of them is still pending. */
  async readsConfirmed(...texts: string[]) {
    const read = async () => {
      const found = await this.transcript.locator('.message').evaluateAll((rows) =>
        rows.map((row) => ({
          text: row.querySelector<HTMLElement>('.text')?.innerText ?? '',
          isPending: row.id === '',
        })),
      );
      return found
        .filter(({ text }) => texts.includes(text))
        .map(({ text, isPending }) => (isPending ? `${text} (pending)` : text));
    };
    await expect.poll(read, { intervals: [50, 100, 250] }).toEqual(texts);
  }

  async seesMembers(...nicknames: string[]) {
    await expect(this.roster).toHaveText(nicknames);
  }

  /** Waits until the transcript has this system message once: visible, or collapsed in a summary that is visible. */
  async seesSystemMessage(text: string) {
    const message = this.#systemMessage(text);
    const summary = this.transcript.locator('.membership', { has: message }).locator('summary');
    await expect(message).toHaveCount(1);
    await expect(message.or(summary).filter({ visible: true }).first()).toBeVisible();
  }

  /**
   * Closes the other's page and waits until the transcript reports it. Moves the server's clock on: everyone who closed a page before
   * and did not come back is reported by then too.
   */
  async seesLeaveAfterClosing(other: { nickname: string; closes: () => unknown }, server: TestServer) {
    await other.closes();
    await this.#seesWithTime(`${other.nickname} left (closed the page)`, server, CLOSING_STEP_MS);
  }

  /**
   * Moves the server's clock on until the transcript reports that a member without requests has left. `idleMs` is the idle time of the
   * server. In thirds: a page that is slow to ask again is not idle for three of them.
   */
  async seesIdleLeave(nickname: string, server: TestServer, idleMs = IDLE_MS) {
    await this.#seesWithTime(`${nickname} left (lost connection)`, server, idleMs / 3);
  }

  /** Moves the server's clock in steps until the system message appears: when a client ends, the server learns it some time later. */
  async #seesWithTime(text: string, server: TestServer, stepMs: number) {
    const message = this.#systemMessage(text);
    const countOrAdvance = async () => {
      const count = await message.count();
      if (count === 0) await server.advanceClock(stepMs);
      return count;
    };
    await expect.poll(countOrAdvance, { intervals: [500, 1_000, 2_000, 5_000] }).toBe(1);
  }

  /** The messages about joins and leaves in the transcript, in order. */
  /** Waits until the transcript has exactly these messages about joins and leaves, in this order. */
  async seesMembershipMessages(...expected: string[]) {
    const shown = this.transcript.locator('.system-message').filter({ hasText: /joined|left/ });
    const read = async () =>
      (await shown.allTextContents()).map((text) => text.replaceAll(/\s+/g, ' ').replace(/ \d\d:\d\d$/, ''));
    await expect.poll(read).toEqual(expected);
  }

  #systemMessage(text: string) {
    return this.page.locator('.system-message', { hasText: text });
  }
}

/** Half the time after which the server reports a closed page. */
const CLOSING_STEP_MS = fixedLimits.closeGraceMs / 2;

/** Waits until all have received all messages. Each author's messages are in the order of `sent`, and all transcripts are equal. */
export const expectSameTranscripts = async (people: readonly Person[], sent: readonly (readonly string[])[]) => {
  const count = sent.flat().length;
  const transcripts = await Promise.all(
    people.map(async ({ messages, unconfirmedMessages }) => {
      await expect(unconfirmedMessages).toHaveCount(0);
      await expect(messages).toHaveCount(count);
      return messages.allInnerTexts();
    }),
  );
  for (const transcript of transcripts) {
    expect(transcript).toEqual(transcripts[0]);
    for (const own of sent) expect(transcript.filter((text) => own.includes(text))).toEqual(own);
  }
};
