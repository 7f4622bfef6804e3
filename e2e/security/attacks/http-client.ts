import { randomUUID } from 'node:crypto';
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** The parts of an answer that the attacks look at. */
export interface Answer {
  /** The HTTP status. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The result of the procedure, if it succeeded. */
  readonly data: AnswerData | undefined;
  /** The code of the refusal, if the room refused the call. */
  readonly refusal: string | undefined;
  /** The ms after which the room would accept the call; undefined if it said none. */
  readonly retryAfterMs: number | undefined;
}

interface AnswerData {
  readonly type?: string;
  readonly you: { readonly id: string; readonly nickname: string };
  readonly members: readonly { readonly id: string; readonly nickname: string }[];
  readonly letters: readonly {
    readonly id: number;
    readonly event: { readonly type: string; readonly text?: string };
  }[];
  readonly epoch: string;
  readonly next: number;
  readonly missed: number;
}

// One connection carries one request at a time; each address has connections of its own.
const agent = new Agent({ keepAlive: true, maxSockets: 40 });

/** A client that connects from one address. It ignores what the room asks of clients: it never pauses. */
export class HttpClient {
  readonly #port: number;
  readonly #from: string;
  #cookie = '';

  constructor({ port }: { port: number | string }, from: string) {
    this.#port = Number(port);
    this.#from = from;
  }

  /** The value of the Cookie header. Empty without a session. */
  get cookie() {
    return this.#cookie;
  }

  join(nickname: string, attempt?: string) {
    return this.call('join', { nickname, attempt });
  }

  /**
   * Joins, again while the server is too busy for new members, and uses the session, which would end otherwise. For members that a test
   * needs in the room, also on a slow machine.
   */
  async joinWhenPossible(nickname: string, attempt?: string): Promise<Answer> {
    for (;;) {
      const answer = await this.join(nickname, attempt);
      if (answer.status === 200) await this.query('getMsgId');
      if (answer.refusal !== 'room-busy') return answer;
      await sleep(answer.retryAfterMs);
    }
  }

  leave() {
    return this.call('leave', {});
  }

  send(text: string, clientMsgId: string = randomUUID()) {
    return this.call('send', { text, clientMsgId });
  }

  rename(nickname: string) {
    return this.call('rename', { nickname, clientMsgId: randomUUID() });
  }

  /** Reads from `since` on, without waiting. */
  read(since: number) {
    return this.query('wait', { since, hold: false });
  }

  /** Calls a mutation. */
  call(procedure: string, input: unknown, headers: Record<string, string> = {}) {
    return this.request('POST', `/trpc/${procedure}`, { body: JSON.stringify(input), headers });
  }

  /** Calls a query. */
  query(procedure: string, input?: unknown) {
    const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    return this.request('GET', `/trpc/${procedure}${query}`);
  }

  /**
   * Sends any request. Keeps a cookie that the answer sets. Repeats the request if a reused connection is reset; rejects if another one ends
   * first.
   */
  request(
    method: string,
    path: string,
    { body, headers = {} }: { body?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const cookie = this.#cookie === '' ? {} : { cookie: this.#cookie };
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    return new Promise((resolve, reject) => {
      const options = { agent, method, path, port: this.#port, host: '127.0.0.1', localAddress: this.#from };
      const outgoing = request({ ...options, headers: { ...type, ...cookie, ...headers } }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0, headers } = response;
          this.#keepCookie(headers['set-cookie']?.at(-1));
          resolve({ status, headers, ...parseBody(text) });
        });
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        // The server may have closed the idle connection before the request arrived.
        const mayBeUnsent = outgoing.reusedSocket && error.code === 'ECONNRESET';
        if (mayBeUnsent) resolve(this.request(method, path, { headers, ...(body !== undefined && { body }) }));
        else reject(error);
      });
      outgoing.end(body);
    });
  }

  #keepCookie(setCookie: string | undefined) {
    if (setCookie === undefined) return;
    this.#cookie = setCookie.includes('Max-Age=0') ? '' : (setCookie.split(';')[0] ?? '');
  }
}

const parseBody = (text: string): Pick<Answer, 'data' | 'refusal' | 'retryAfterMs'> => {
  if (!text.startsWith('{')) return { data: undefined, refusal: undefined, retryAfterMs: undefined };
  const { result, error }: Body = JSON.parse(text);
  return { data: result?.data, refusal: error?.data?.refusal, retryAfterMs: error?.data?.retryAfterMs };
};

interface Body {
  readonly result?: { readonly data: AnswerData };
  readonly error?: { readonly data?: { readonly refusal?: string; readonly retryAfterMs?: number } };
}
