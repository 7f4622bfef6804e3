import type { BrowserPage } from '../page/browser-page.ts';
import type { Query } from '../page/find-parts.ts';

const NICKNAME_FIELD: Query = { role: 'textbox', name: 'Your nickname' };
const TRANSCRIPT: Query = { role: 'log', name: 'Conversation' };
const CONNECTED: Query = { css: '.connection.live' };

/** The field in which messages are written. */
export const COMPOSER: Query = { role: 'textbox', name: 'Message to everyone' };
/** The texts of the messages. */
export const MESSAGES: Query = { css: '.message .text', within: TRANSCRIPT };
/** The messages that the page has not received back from the room. */
const UNCONFIRMED: Query = { css: '.message:not([id]) .text', within: TRANSCRIPT };

export const button = (name: string, within?: Query): Query => ({ role: 'button', name, ...(within && { within }) });
export const dialog = (name: string): Query => ({ role: 'dialog', name });
/** The row of the transcript with this text. */
export const row = (text: string): Query => ({ css: '.row', text, within: TRANSCRIPT });
/** A person in the roster. */
export const rosterItem = (nickname: string): Query => ({ css: '#roster li button', text: nickname });

/** A member in a window of the browser. The methods act, or wait until the page shows something. */
export class BrowserMember {
  readonly nickname: string;
  readonly page: BrowserPage;

  constructor(nickname: string, page: BrowserPage) {
    this.nickname = nickname;
    this.page = page;
  }

  /** Opens the lobby at this address. */
  async visits(url: string) {
    await this.page.window.open(url);
    await this.page.seesFocus(NICKNAME_FIELD);
  }

  /** Opens the lobby at this address and joins. */
  async joins(url: string) {
    await this.visits(url);
    await this.joinsAs(this.nickname);
  }

  /** Joins from the lobby. */
  async joinsAs(nickname: string) {
    await this.submitsNickname(nickname);
    await this.isInTheRoom();
  }

  /** Replaces the nickname in the lobby and presses the button. */
  async submitsNickname(nickname: string) {
    await this.page.fills(NICKNAME_FIELD, nickname);
    await this.page.click(button('Join'));
  }

  async isInTheRoom() {
    await this.page.sees(CONNECTED);
  }

  async isInTheLobby() {
    await this.page.sees(NICKNAME_FIELD);
  }

  async reloads() {
    await this.page.window.reload();
    await this.isInTheRoom();
  }

  /** Sends these messages one after the other, by keyboard. */
  async says(...texts: string[]) {
    for (const text of texts) {
      await this.page.fills(COMPOSER, text);
      await this.page.presses('Enter');
    }
  }

  /** Waits until the transcript has exactly these messages in this order, and the room has confirmed them. */
  async reads(...texts: string[]) {
    await this.page.seesTexts(MESSAGES, ...texts);
    await this.page.seesNo(UNCONFIRMED);
  }

  /** Waits until the transcript has this message about the room: visible, or in a summary that is visible. */
  async seesSystemMessage(text: string) {
    await this.page.waitsUntil((text) => {
      const isVisible = (element: Element | null | undefined) => (element?.getClientRects().length ?? 0) > 0;
      return [...document.querySelectorAll('.system-message')].some(
        (element) =>
          element.textContent.replaceAll(/\s+/g, ' ').includes(text) &&
          (isVisible(element) || isVisible(element.closest('.membership')?.querySelector('summary'))),
      );
    }, text);
  }

  /** Moves the focus from the message field back to the transcript, past what can take the focus in it. */
  async goesToTranscript() {
    await this.page.seesFocus(COMPOSER);
    for (let [transcript] = await this.page.parts(TRANSCRIPT); !transcript?.isFocused;) {
      await this.page.presses('Shift+Tab');
      [transcript] = await this.page.parts(TRANSCRIPT);
    }
  }

  /** Chooses from the menu of the room. */
  async chooses(entry: string) {
    await this.page.click(button('Room menu'));
    await this.page.click(button(entry, { css: '#room-menu' }));
  }

  /** Shows the roster, which in a narrow window is behind a button. */
  async opensRoster() {
    const [toggle] = await this.page.parts({ css: '.roster-toggle' });
    if (toggle) await this.page.click({ css: '.roster-toggle' });
    await this.page.sees(rosterItem(this.nickname));
  }

  /** Hovers over the start of the row with this text. */
  async hovers(text: string) {
    await this.page.hover(row(text), { x: 24, y: 8 });
  }

  /** From now on, and until the page is loaded again, nothing that this page sends to this procedure arrives. */
  async cannotCall(procedure: string) {
    await this.page.evaluate((path) => {
      const { fetch } = globalThis;
      const isCut = (input: RequestInfo | URL) => String(input instanceof Request ? input.url : input).includes(path);
      globalThis.fetch = (input, init) => (isCut(input) ? Promise.reject(new TypeError('cut')) : fetch(input, init));
    }, `/trpc/${procedure}`);
  }
}
