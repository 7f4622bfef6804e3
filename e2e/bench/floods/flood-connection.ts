import { connect, type Socket } from 'node:net';

/** The head of a response. Empty if the connection ended first. */
type Head = string;

/**
 * A connection of an attacker, who waits for one response before the next request, and connects again when the server closes. Costs the
 * attacking program little, so that the flood is limited by the server.
 */
export class FloodConnection {
  readonly #port: number;
  readonly #from: string;
  #socket: Socket | undefined;
  #received = '';
  #resolve: ((head: Head) => void) | undefined;

  constructor(port: number, from: string) {
    this.#port = port;
    this.#from = from;
  }

  /** Sends a request. Resolves with the head of the response, after its body. */
  request(bytes: string): Promise<Head> {
    this.#received = '';
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#connected().write(bytes, 'latin1');
    });
  }

  /** Connects. Resolves when the connection is open, or refused. */
  open(): Promise<void> {
    const socket = this.#connected();
    return new Promise((resolve) => socket.once('connect', resolve).once('close', () => resolve()));
  }

  close() {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #connected(): Socket {
    if (this.#socket && !this.#socket.destroyed && this.#socket.writable) return this.#socket;
    const socket = connect({ port: this.#port, host: '127.0.0.1', localAddress: this.#from });
    this.#socket = socket;
    socket.setNoDelay();
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => this.#receive(chunk.toString('latin1')));
    socket.on('close', () => this.#socket === socket && this.#finish(''));
    socket.on('end', () => socket.destroy());
    return socket;
  }

  #receive(text: string) {
    this.#received += text;
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#received.slice(0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#received.length < end + 4 + length) return;
    if (/^connection: close/im.test(head)) this.close();
    this.#finish(head);
  }

  #finish(head: Head) {
    const resolve = this.#resolve;
    this.#resolve = undefined;
    resolve?.(head);
  }
}
