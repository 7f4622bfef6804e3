import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { repeatUntil } from '../support/wait-until.ts';

/** A member that follows the protocol, and that must get answers whatever attackers do. Connects from `HONEST_ADDRESS`. */
export class HonestClient {
  /** The number of the first letter that the client has not seen. */
  readonly next: number;
  readonly #url: string;
  readonly #cookie: string;

  private constructor(url: string, cookie: string, next: number) {
    this.#url = url;
    this.#cookie = cookie;
    this.next = next;
  }

  /** Joins. Tries again after the time in the refusal if the room refuses because the machine is overloaded. */
  static async join(port: number, nickname: string): Promise<HonestClient> {
    const url = `http://127.0.0.1:${port}/trpc`;
    for (;;) {
      const response = await fetch(`${url}/join`, {
        method: 'POST',
        headers: JSON_TYPE,
        body: JSON.stringify({ nickname }),
      });
      const { result, error }: JoinResponse = await response.json();
      if (result) {
        return new HonestClient(url, response.headers.get('set-cookie')?.split(';')[0] ?? '', result.data.next);
      }
      if (error?.data.retryAfterMs === undefined) throw new Error(`${nickname} is refused: ${JSON.stringify(error)}`);
      await sleep(error.data.retryAfterMs);
    }
  }

  /** A header line with the session of this client, for raw requests. */
  get cookie() {
    return `cookie: ${this.#cookie}\r\n`;
  }

  async send(text: string) {
    const body = JSON.stringify({ text, clientMsgId: randomUUID() });
    const response = await fetch(`${this.#url}/send`, {
      method: 'POST',
      headers: { ...JSON_TYPE, cookie: this.#cookie },
      body,
    });
    if (!response.ok) throw new Error(`not sent: ${await response.text()}`);
    await response.arrayBuffer();
  }

  /** Requests the members repeatedly until `done` settles. */
  async requestUntil(done: Promise<unknown>): Promise<RequestStatistics> {
    const delays: number[] = [];
    let failed = 0;
    await repeatUntil(done, PAUSE_MS, async () => {
      const startedAt = performance.now();
      try {
        const response = await fetch(`${this.#url}/getUsers`, { headers: { cookie: this.#cookie } });
        await response.arrayBuffer();
        if (!response.ok) failed++;
      } catch {
        failed++;
      }
      delays.push(performance.now() - startedAt);
    });
    const p99 = delays.toSorted((a, b) => a - b)[Math.floor(delays.length * 0.99)] ?? 0;
    return { count: delays.length, failed, p99 };
  }
}

export interface RequestStatistics {
  readonly count: number;
  /** Requests without a successful response. */
  readonly failed: number;
  /** The 99th percentile of the response times, in ms. */
  readonly p99: number;
}

interface JoinResponse {
  readonly result?: { readonly data: { readonly next: number } };
  readonly error?: { readonly data: { readonly retryAfterMs?: number } };
}

const JSON_TYPE = { 'content-type': 'application/json' };
const PAUSE_MS = 5;
