import { connect, type Socket } from 'node:net';
import { parseResponses, type RawResponse } from './raw-response.ts';

/** Bytes to send over a connection of their own (one character per byte), and what to wait for. */
export interface RawRequest {
  readonly port: number;
  readonly bytes: string;
  /** Local address to connect from. */
  readonly from: string;
  /** The number of complete responses to wait for. Later ones are taken, too. */
  readonly responses: number;
  /** Whether the bytes may be several requests with an incomplete last one, so that bytes sent later would belong to it. */
  readonly mayBeIncomplete?: boolean;
  /** Time in ms after which to stop waiting and to close the connection. */
  readonly giveUpAfterMs?: number;
}

export interface RawReply {
  readonly responses: readonly RawResponse[];
  readonly ending: Ending;
}

/**
 * `closed`: the server closed the connection. `in sync`: the next request over it got its own response. `out of sync`: it got another one,
 * or none. `gave up`: the responses did not arrive in time, and the server closed the connection after the client did. `stuck`: it did not.
 */
type Ending = 'closed' | 'in sync' | 'out of sync' | 'gave up' | 'stuck';

/** Guards against hanging. The lifetime of a connection is bounded by `maxLifetimeTicks` of the server's probe. */
const HANG_MS = 60_000;
const NEXT_REQUEST = 'GET /icon.svg HTTP/1.1\r\nhost: localhost\r\n\r\n';

/** Sends the bytes and waits for the responses. Then sends a harmless request over the same connection, to see that it is still in sync. */
export const sendRawRequest = async ({
  port,
  bytes,
  from,
  responses,
  mayBeIncomplete = false,
  giveUpAfterMs = HANG_MS,
}: RawRequest): Promise<RawReply> => {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from });
  socket.setNoDelay(true);
  const receiver = new Receiver(socket, bytes.startsWith('HEAD '));
  try {
    socket.write(bytes, 'latin1');
    const isAnswered = () => receiver.isClosed || (responses > 0 && receiver.responses().length >= responses);
    if (!(await receiver.waitUntil(isAnswered, giveUpAfterMs))) return await giveUp(socket, receiver);
    const received = receiver.responses();
    if (!receiver.isClosed && received.at(-1)?.headers.get('connection') === 'close') {
      await receiver.waitUntil(() => receiver.isClosed, HANG_MS);
    }
    if (receiver.isClosed) return { responses: receiver.responses(), ending: 'closed' };
    if (mayBeIncomplete) return await giveUp(socket, receiver);
    socket.write(NEXT_REQUEST);
    await receiver.waitUntil(() => receiver.isClosed || receiver.responses().length > received.length, HANG_MS);
    const all = receiver.responses();
    if (receiver.isClosed && all.length === received.length) return { responses: all, ending: 'closed' };
    const isInSync =
      all.length === received.length + 1 && all.at(-1)?.headers.get('content-type')?.startsWith('image/svg+xml');
    return { responses: all.slice(0, received.length), ending: isInSync ? 'in sync' : 'out of sync' };
  } finally {
    socket.destroy();
  }
};

const giveUp = async (socket: Socket, receiver: Receiver): Promise<RawReply> => {
  socket.end();
  const isClosed = await receiver.waitUntil(() => receiver.isClosed, HANG_MS);
  return { responses: receiver.responses(), ending: isClosed ? 'gave up' : 'stuck' };
};

/** Collects what a socket receives. */
class Receiver {
  isClosed = false;
  #received = '';
  readonly #isHead: boolean;
  readonly #socket: Socket;

  constructor(socket: Socket, isHead: boolean) {
    this.#isHead = isHead;
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => (this.#received += chunk.toString('latin1')));
    socket.on('error', () => {});
    socket.on('close', () => (this.isClosed = true));
  }

  /** The complete responses so far, without interim ones (1xx). */
  responses(): RawResponse[] {
    const responses = parseResponses(this.#received, { isHead: this.#isHead, isClosed: this.isClosed });
    return responses.filter(({ status }) => status >= 200);
  }

  /** Waits until the condition holds, at most `ms`. Returns whether it holds. */
  waitUntil(condition: () => boolean, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.#socket.off('data', check).off('close', check);
        resolve(condition());
      };
      const check = () => void (condition() && finish());
      const timer = setTimeout(finish, ms);
      this.#socket.on('data', check).on('close', check);
      check();
    });
  }
}
