import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One connection as an attacker makes it, who minds no manners. */
export class BareCaller {
  heard = '';
  readonly closed: Promise<unknown>;
  readonly #socket: Socket;

  /** Reads nothing at all when it is `deaf`. */
  constructor(port: number, { from, isDeaf = false }: { from?: string | undefined; isDeaf?: boolean } = {}) {
    this.#socket = connect({ port, host: '127.0.0.1', localAddress: from });
    this.closed = once(this.#socket, 'close').catch(() => {});
    this.#socket.on('error', () => {});
    if (isDeaf) this.#socket.pause();
    else this.#socket.on('data', (chunk: Buffer) => (this.heard += chunk.toString('latin1')));
  }

  /** The status of the last answer, if any was heard. */
  get status() {
    return Number(/.*^HTTP\/1\.1 (\d{3}) /ms.exec(this.heard)?.[1] ?? 0);
  }

  says(bytes: string) {
    this.#socket.write(bytes, 'latin1');
  }

  /** Says the same again and again, as fast as it is taken, until it is put out or has said so much. */
  async repeats(bytes: string, most: number) {
    const chunk = Buffer.from(bytes, 'latin1');
    for (let said = 0; said < most && !this.#socket.destroyed; said += chunk.length) {
      await new Promise<void>((resolve) => this.#socket.write(chunk, () => resolve()));
    }
  }

  /** Waits until something was heard that fits. */
  async hears(what: RegExp) {
    while (!what.test(this.heard)) await once(this.#socket, 'data');
  }

  hangsUp() {
    this.#socket.destroy();
  }
}
