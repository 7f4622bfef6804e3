import { connect, type Socket } from 'node:net';

/** A response; both parts are empty if the connection ended first. */
interface Response {
  readonly head: string;
  readonly body: string;
}

const NO_RESPONSE: Response = { head: '', body: '' };

/**
 * A connection of an attacker, who connects again when the server closes. Costs the attacking program little, so that the flood is limited by
 * the server.
 */
export class FloodConnection {
  readonly #port: number;
  readonly #from: string;
  #socket: Socket | undefined;
  #received = '';
  #resolve: ((response: Response) => void) | undefined;

  constructor(port: number, from: string) {
    this.#port = port;
    this.#from = from;
  }

  /** Whether there is a connection that neither side has closed. */
  get isOpen() {
    return this.#socket !== undefined && !this.#socket.destroyed && this.#socket.writable;
  }

  /** The bytes that the server has not taken yet. */
  get queuedBytes() {
    return this.#socket?.writableLength ?? 0;
  }

  /** Sends a request. Resolves with the response after its last byte. */
  request(bytes: string): Promise<Response> {
    this.#received = '';
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.send(bytes);
    });
  }

  /** Sends bytes and does not wait for a response. */
  send(bytes: string) {
    this.#connected().write(bytes, 'latin1');
  }

  /** Reads no byte of this connection from now on. Connects if there is none. */
  stopReading() {
    this.#connected().pause();
  }

  /** Connects. Resolves when the connection is open, or refused. */
  open(): Promise<void> {
    const socket = this.#connected();
    return new Promise((resolve) => socket.once('connect', resolve).once('close', () => resolve()));
  }

  /** Resolves when there is no connection any more. */
  async closed(): Promise<void> {
    const socket = this.#socket;
    if (!socket || socket.destroyed) return;
    await new Promise((resolve) => socket.once('close', resolve));
  }

  close() {
    this.#socket?.destroy();
  }

  #connected(): Socket {
    if (this.#socket && this.isOpen) return this.#socket;
    const socket = connect({ port: this.#port, host: '127.0.0.1', localAddress: this.#from });
    this.#socket = socket;
    socket.setNoDelay();
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => this.#receive(chunk.toString('latin1')));
    socket.on('close', () => this.#socket === socket && this.#finish(NO_RESPONSE));
    socket.on('end', () => socket.destroy());
    return socket;
  }

  #receive(text: string) {
    if (!this.#resolve) return;
    this.#received += text;
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#received.slice(0, end);
    const body = this.#received.slice(end + 4);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const isWhole = /^transfer-encoding: chunked/im.test(head) ? body.endsWith('0\r\n\r\n') : body.length >= length;
    if (!isWhole) return;
    if (/^connection: close/im.test(head)) this.close();
    this.#finish({ head, body });
  }

  #finish(response: Response) {
    const resolve = this.#resolve;
    this.#resolve = undefined;
    resolve?.(response);
  }
}
