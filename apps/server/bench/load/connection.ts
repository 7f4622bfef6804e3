import { connect, type Socket } from 'node:net';

/** One answer, as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/**
 * One kept-alive HTTP/1.1 connection that carries one exchange at a time. By hand, because it shares the machine with the server that is
 * measured: an exchange costs a tenth of what `http.request` takes for it.
 */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer = NOTHING;
  #asked: PromiseWithResolvers<Answer> | undefined;

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (chunk) => this.#receive(chunk));
    const lose = () => this.#asked?.reject(new Error('The connection was closed.'));
    this.#socket.on('error', lose);
    this.#socket.on('close', lose);
  }

  /** Sends a whole request and brings its answer. */
  ask(request: string): Promise<Answer> {
    if (this.#socket.destroyed) return Promise.reject(new Error('The connection was closed.'));
    this.#asked = Promise.withResolvers();
    this.#socket.write(request);
    return this.#asked.promise;
  }

  close() {
    this.#asked?.promise.catch(() => {});
    this.#socket.destroy();
  }

  #receive(chunk: Buffer) {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const answer = answerIn(this.#received);
    if (!answer) return;
    this.#received = NOTHING;
    const asked = this.#asked;
    this.#asked = undefined;
    asked?.resolve(answer);
  }
}

const NOTHING = Buffer.alloc(0);

const answerIn = (bytes: Buffer): Answer | undefined => {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) return whole(bytes.subarray(end + 4), { status, head });
  const total = end + 4 + Number(length);
  return bytes.length < total ? undefined : { status, head, body: bytes.toString('utf8', end + 4, total) };
};

/** What came in chunks (RFC 9112 §7.1), once the last one is there. */
const whole = (bytes: Buffer, { status, head }: { status: number; head: string }): Answer | undefined => {
  if (!bytes.subarray(-5).equals(LAST_CHUNK)) return undefined;
  const pieces: Buffer[] = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    if (size === 0) return { status, head, body: Buffer.concat(pieces).toString() };
    pieces.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
};

const LAST_CHUNK = Buffer.from('0\r\n\r\n');
