import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** How many requests are in flight at once. */
const CONCURRENCY = 8;

/** The part of the server's responses that this client reads. */
interface Response {
  readonly result?: { readonly data: { readonly id?: number } };
  readonly error?: {
    readonly data: { readonly refusal?: string; readonly rule?: string; readonly retryAfterMs?: number };
  };
}

/** A client without a page that sends unchecked input. Its methods return the rule that the input breaks, if the server refuses it. */
export class HostileClient {
  readonly #url: string;
  #cookie = '';

  constructor(url: string) {
    this.#url = url;
  }

  /** Joins; tries again while the room is busy. Uses the session once, so that the room keeps it. */
  async joins(nickname: string): Promise<string | undefined> {
    for (;;) {
      const response = await this.#call('join', { nickname });
      if (response.result) await this.#call('getMsgId', {});
      if (response.error?.data.refusal !== 'room-busy') return failedRule(response);
      await sleep(response.error.data.retryAfterMs);
    }
  }

  /** Sends a message. Returns its letter id, or the broken rule. */
  async says(text: string): Promise<number | string> {
    const response = await this.#call('send', { text, clientMsgId: randomUUID() });
    return response.result?.data.id ?? failedRule(response) ?? 'no response';
  }

  /** Leaves with a reason. */
  async leaves(reason: string): Promise<string | undefined> {
    return failedRule(await this.#call('leave', { reason }));
  }

  #call(procedure: string, input: unknown): Promise<Response> {
    const body = JSON.stringify(input);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      cookie: this.#cookie,
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#url}trpc/${procedure}`, { agent, method: 'POST', headers }, (response) => {
        this.#cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? this.#cookie;
        let json = '';
        response.setEncoding('utf8').on('data', (part: string) => (json += part));
        response.on('end', () => resolve(JSON.parse(json)));
      });
      sent.on('error', reject).end(body);
    });
  }
}

/** Calls `act` with each item, several at once. */
export const forEachConcurrently = async <Item>(items: readonly Item[], act: (item: Item) => Promise<void>) => {
  const remaining = items.values();
  const actOnNext = async () => {
    for (const item of remaining) await act(item);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, actOnNext));
};

const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });

const failedRule = ({ error }: Response) => error && (error.data.rule ?? error.data.refusal ?? 'an error');
