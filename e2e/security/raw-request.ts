import { connect, type Socket } from 'node:net';
import { answersIn, type Answer } from './raw-response.ts';

/** Bytes to be sent over a connection of its own (one character a byte), and how long to listen. */
export interface Utterance {
  readonly port: number;
  readonly bytes: string;
  /** Address of this machine to call from. */
  readonly from?: string | undefined;
  /** So many whole answers are enough to go on; more are taken too. */
  readonly answers: number;
  /** Whether what is said may have become several requests, the last of them no whole one: what is said next belongs to that. */
  readonly isTorn?: boolean;
  /** How long to wait for them, in ms, before saying no more. */
  readonly patienceMs?: number;
}

/** What came back. */
export interface Reply {
  readonly answers: readonly Answer[];
  readonly ending: Ending;
}

/**
 * `closed`: the server ended it. `in step`: the next request over it was answered as itself. `out of step`: it was not. `given up`: it
 * took longer than our patience, and the server let go when we did. `stuck`: it did not even then.
 */
type Ending = 'closed' | 'in step' | 'out of step' | 'given up' | 'stuck';

const FAREWELL_MS = 5_000;
const NEXT_REQUEST = 'GET /icon.svg HTTP/1.1\r\nhost: x\r\n\r\n';

/** Says the bytes and listens; then asks for something harmless over the same connection, to see that it is still in step. */
export const exchange = async ({
  port,
  bytes,
  from,
  answers,
  isTorn = false,
  patienceMs = 10_000,
}: Utterance): Promise<Reply> => {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from });
  socket.setNoDelay(true);
  const ear = new Ear(socket, bytes.startsWith('HEAD '));
  try {
    socket.write(bytes, 'latin1');
    const isAnswered = () => ear.isOver || (answers > 0 && ear.finals().length >= answers);
    if (!(await ear.hears(isAnswered, patienceMs))) return await sayNoMore(socket, ear);
    const heard = ear.finals();
    if (!ear.isOver && heard.at(-1)?.headers.get('connection') === 'close')
      await ear.hears(() => ear.isOver, FAREWELL_MS);
    if (ear.isOver) return { answers: ear.finals(), ending: 'closed' };
    if (isTorn) return await sayNoMore(socket, ear);
    socket.write(NEXT_REQUEST);
    await ear.hears(() => ear.isOver || ear.finals().length > heard.length, FAREWELL_MS);
    const all = ear.finals();
    if (ear.isOver && all.length === heard.length) return { answers: all, ending: 'closed' };
    const isInStep = all.length === heard.length + 1 && all.at(-1)?.headers.get('content-type') === 'image/svg+xml';
    return { answers: all.slice(0, heard.length), ending: isInStep ? 'in step' : 'out of step' };
  } finally {
    socket.destroy();
  }
};

const sayNoMore = async (socket: Socket, ear: Ear): Promise<Reply> => {
  socket.end();
  const isLetGo = await ear.hears(() => ear.isOver, FAREWELL_MS);
  return { answers: ear.finals(), ending: isLetGo ? 'given up' : 'stuck' };
};

/** Keeps what a socket says. */
class Ear {
  isOver = false;
  #heard = '';
  readonly #toHead: boolean;
  readonly #socket: Socket;

  constructor(socket: Socket, toHead: boolean) {
    this.#toHead = toHead;
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => (this.#heard += chunk.toString('latin1')));
    socket.on('error', () => {});
    socket.on('close', () => (this.isOver = true));
  }

  /** The whole answers so far, without interim ones (1xx). */
  finals(): Answer[] {
    return answersIn(this.#heard, { toHead: this.#toHead, isOver: this.isOver }).filter(({ status }) => status >= 200);
  }

  /** Whether it came to that in time. */
  hears(isSo: () => boolean, withinMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(late);
        this.#socket.off('data', look).off('close', look);
        resolve(isSo());
      };
      const look = () => void (isSo() && done());
      const late = setTimeout(done, withinMs);
      this.#socket.on('data', look).on('close', look);
      look();
    });
  }
}
