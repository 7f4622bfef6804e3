import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** How many requests are under way at once. */
const AT_ONCE = 8;

/** What the room answers, as far as strangers care. */
interface Answer {
  readonly result?: { readonly data: { readonly id?: number } };
  readonly error?: {
    readonly data: { readonly refusal?: string; readonly rule?: string; readonly retryAfterMs?: number };
  };
}

/** Someone without a page, who sends the room whatever they like, at the least expense. What it refuses is told by the rule that was broken. */
export class Stranger {
  readonly #url: string;
  #cookie = '';

  constructor(url: string) {
    this.#url = url;
  }

  /** Comes in, as soon as the room has time for newcomers. */
  async joins(nickname: string): Promise<string | undefined> {
    for (;;) {
      const answer = await this.#ask('join', { nickname });
      if (answer.error?.data.refusal !== 'room-busy') return brokenIn(answer);
      await sleep(answer.error.data.retryAfterMs);
    }
  }

  /** Says a line; answers its number, or the broken rule. */
  async says(text: string): Promise<number | string> {
    const answer = await this.#ask('send', { text, clientMsgId: randomUUID() });
    return answer.result?.data.id ?? brokenIn(answer) ?? 'no answer';
  }

  /** Leaves, and says why. */
  async leaves(reason: string): Promise<string | undefined> {
    return brokenIn(await this.#ask('leave', { reason }));
  }

  #ask(procedure: string, input: unknown): Promise<Answer> {
    const body = JSON.stringify(input);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      cookie: this.#cookie,
    };
    return new Promise((resolve, reject) => {
      const asked = request(`${this.#url}trpc/${procedure}`, { agent, method: 'POST', headers }, (response) => {
        this.#cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? this.#cookie;
        let answer = '';
        response.setEncoding('utf8').on('data', (part: string) => (answer += part));
        response.on('end', () => resolve(JSON.parse(answer)));
      });
      asked.on('error', reject).end(body);
    });
  }
}

/** Does it for each, several at once. */
export const forEachOf = async <Item>(items: readonly Item[], act: (item: Item) => Promise<void>) => {
  const left = items.values();
  const actOnNext = async () => {
    for (const item of left) await act(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, actOnNext));
};

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

const brokenIn = ({ error }: Answer) => error && (error.data.rule ?? error.data.refusal ?? 'an error');
