import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Ending } from './network-conditions.ts';

/** One end of a bare TCP connection that keeps all it hears. */
export class Caller {
  heard = '';
  /** How the other side ended it. */
  readonly ended: Promise<Ending>;
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.ended = new Promise((resolve) => {
      socket.once('end', () => resolve('fin'));
      socket.once('error', () => resolve('rst'));
    });
    socket.on('data', (bytes: Buffer) => (this.heard += bytes.toString('latin1')));
  }

  says(text: string) {
    this.#socket.write(text, 'latin1');
  }

  /** Waits until so many bytes were heard. */
  async hears(length: number): Promise<string> {
    while (this.heard.length < length) await once(this.#socket, 'data');
    return this.heard;
  }

  /** Has nothing more to say, and still listens. */
  fallsSilent() {
    this.#socket.end();
  }

  hangsUp() {
    this.#socket.destroy();
  }
}

/** Calls a port of this machine. */
export const call = async (port: number): Promise<Caller> => {
  const socket = connect(port, '127.0.0.1');
  const caller = new Caller(socket);
  await once(socket, 'connect');
  return caller;
};
