import { randomUUID } from 'node:crypto';
import { meanwhile } from './polling.ts';

/** Someone in the room who means no harm, and wants to be answered whatever others do. */
export class Neighbour {
  /** The number of the first letter they have not seen. */
  readonly next: number;
  readonly #url: string;
  readonly #cookie: string;

  private constructor(url: string, cookie: string, next: number) {
    this.#url = url;
    this.#cookie = cookie;
    this.next = next;
  }

  static async comesIn(port: number, nickname: string): Promise<Neighbour> {
    const url = `http://127.0.0.1:${port}/trpc`;
    const answer = await fetch(`${url}/join`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify({ nickname }),
    });
    const { result }: { result: { data: { next: number } } } = await answer.json();
    return new Neighbour(url, answer.headers.get('set-cookie')?.split(';')[0] ?? '', result.data.next);
  }

  /** A header line by which the room knows them, for requests that they do not make in a well-behaved way. */
  get cookie() {
    return `cookie: ${this.#cookie}\r\n`;
  }

  async says(text: string) {
    const body = JSON.stringify({ text, clientMsgId: randomUUID() });
    const answer = await fetch(`${this.#url}/send`, {
      method: 'POST',
      headers: { ...JSON_TYPE, cookie: this.#cookie },
      body,
    });
    if (!answer.ok) throw new Error(`not said: ${await answer.text()}`);
    await answer.arrayBuffer();
  }

  /** Asks who is here, over and over, until that is over. */
  async asksUntil(over: Promise<unknown>): Promise<Asked> {
    const delays: number[] = [];
    let failed = 0;
    await meanwhile(over, PAUSE_MS, async () => {
      const begun = performance.now();
      try {
        const answer = await fetch(`${this.#url}/getUsers`, { headers: { cookie: this.#cookie } });
        await answer.arrayBuffer();
        if (!answer.ok) failed++;
      } catch {
        failed++;
      }
      delays.push(performance.now() - begun);
    });
    const p99 = delays.toSorted((a, b) => a - b)[Math.floor(delays.length * 0.99)] ?? 0;
    return { asked: delays.length, failed, p99 };
  }
}

/** How often somebody asked, how often they were not answered well, and within how many ms 99 of 100 were. */
export interface Asked {
  readonly asked: number;
  readonly failed: number;
  readonly p99: number;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const PAUSE_MS = 5;
