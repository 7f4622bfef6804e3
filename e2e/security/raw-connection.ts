import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ATTACKER_ADDRESS } from './addresses.ts';

/** One TCP connection of an attacker, who ignores the rules of HTTP. */
export class RawConnection {
  received = '';
  readonly closed: Promise<unknown>;
  readonly #socket: Socket;

  /** With `readsNothing`, the client reads no byte of a response. */
  constructor(port: number, { from = ATTACKER_ADDRESS, readsNothing = false } = {}) {
    this.#socket = connect({ port, host: '127.0.0.1', localAddress: from });
    this.closed = once(this.#socket, 'close').catch(() => {});
    this.#socket.on('error', () => {});
    if (readsNothing) this.#socket.pause();
    else this.#socket.on('data', (chunk: Buffer) => (this.received += chunk.toString('latin1')));
  }

  /** The status of the last response; 0 before the first. */
  get status() {
    return Number(/.*^HTTP\/1\.1 (\d{3}) /ms.exec(this.received)?.[1] ?? 0);
  }

  send(bytes: string) {
    this.#socket.write(bytes, 'latin1');
  }

  /** Sends the same bytes repeatedly, as fast as the server reads them, up to `maxBytes` or until the connection is closed. */
  async sendRepeatedly(bytes: string, maxBytes: number) {
    const chunk = Buffer.from(bytes, 'latin1');
    for (let sent = 0; sent < maxBytes && !this.#socket.destroyed; sent += chunk.length) {
      await new Promise<void>((resolve) => this.#socket.write(chunk, () => resolve()));
    }
  }

  /** Waits until what was received matches. */
  async receive(pattern: RegExp) {
    while (!pattern.test(this.received)) await once(this.#socket, 'data');
  }

  destroy() {
    this.#socket.destroy();
  }
}
