import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { JoinResult, WaitAnswer } from '@mailroom/shared';
import { expect } from '@playwright/test';
import { createBrowserFetch } from './network/browser-fetch.ts';

/**
 * A member without a browser, for tests in which only the pages of others matter: a page needs a hundred times the CPU time. Repeats calls
 * that are too fast, or that the room is too busy for. Has no parked wait.
 */
export class HttpMember {
  readonly nickname: string;
  readonly #url: string;
  readonly #fetch = createBrowserFetch();
  readonly #texts: string[] = [];
  #cursor = { epoch: '', since: 0 };

  constructor(nickname: string, url: string) {
    this.nickname = nickname;
    this.#url = url;
  }

  async joins() {
    const joined = await this.call('join', { nickname: this.nickname, attempt: randomUUID() });
    const { epoch, next, letters } = JoinResult.parse(joined);
    this.#cursor = { epoch, since: letters[0]?.id ?? next };
    // The room removes a member who never uses the session.
    await this.call('getMsgId', {});
  }

  /** Sends these messages one after the other. */
  async says(...texts: string[]) {
    for (const text of texts) await this.call('send', { text, clientMsgId: randomUUID() });
  }

  /** Reports typing, as a page does while its user types. */
  async types() {
    await this.call('typing', {});
  }

  async stopsTyping() {
    await this.call('typing', { stopped: true });
  }

  async leaves(reason?: string) {
    await this.call('leave', { reason });
  }

  /** Reports that the page closes, as a page does when its tab is closed. */
  async closes() {
    await this.call('leave', { closing: true });
  }

  /** Waits until the room has these messages in this order, each once. */
  async reads(...texts: string[]) {
    const read = async () => {
      await this.#readAll();
      return this.#texts.filter((text) => texts.includes(text));
    };
    await expect.poll(read, { message: `${this.nickname} reads` }).toEqual(texts);
  }

  async #readAll() {
    for (;;) {
      const answer = WaitAnswer.parse(await this.call('wait', { ...this.#cursor, hold: false }));
      if (answer.type !== 'mail') return;
      this.#cursor.since = answer.next;
      for (const { event } of answer.letters) if (event.type === 'said') this.#texts.push(event.text);
    }
  }

  /** Calls a procedure. Returns its answer; rejects if it is refused for good. */
  async call(procedure: string, input: object): Promise<unknown> {
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) };
    for (;;) {
      const response = await this.#fetch(`${this.#url}trpc/${procedure}`, request);
      const { result, error }: Reply = await response.json();
      if (result) return result.data;
      if (error?.data.retryAfterMs === undefined) throw new Error(`${procedure}: ${JSON.stringify(error)}`);
      await sleep(error.data.retryAfterMs);
    }
  }
}

interface Reply {
  readonly result?: { readonly data: unknown };
  readonly error?: { readonly data: { readonly retryAfterMs?: number } };
}
