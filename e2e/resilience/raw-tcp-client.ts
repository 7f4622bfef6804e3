import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { CloseKind } from '../support/network/network-conditions.ts';

/** One end of a plain TCP connection. Keeps everything it receives. */
export class RawTcpClient {
  received = '';
  /** How the other side closed the connection. */
  readonly closed: Promise<CloseKind>;
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => {
      socket.once('end', () => resolve('fin'));
      socket.once('error', () => resolve('rst'));
    });
    socket.on('data', (bytes: Buffer) => (this.received += bytes.toString('latin1')));
  }

  send(text: string) {
    this.#socket.write(text, 'latin1');
  }

  /** Waits until `length` bytes have arrived in total. Returns all of them. */
  async receive(length: number): Promise<string> {
    while (this.received.length < length) await once(this.#socket, 'data');
    return this.received;
  }

  /** Closes the sending side. */
  end() {
    this.#socket.end();
  }

  destroy() {
    this.#socket.destroy();
  }
}

/** Connects to a port of this machine. */
export const connectRawClient = async (port: number): Promise<RawTcpClient> => {
  const socket = connect(port, '127.0.0.1');
  const client = new RawTcpClient(socket);
  await once(socket, 'connect');
  return client;
};
