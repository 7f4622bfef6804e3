import { connect, type Socket } from 'node:net';
import type { Direction, Ending, Fate } from './network-conditions.ts';
import { LastRequest } from './last-request.ts';

/** What has happened at a proxy so far. `bytes` are those that were delivered. */
export interface Counts {
  connections: number;
  cuts: number;
  replays: number;
  bytes: Record<Direction, number>;
}

export interface ConnectionOptions {
  readonly client: Socket;
  /** The server's port on this machine. */
  readonly to: number;
  readonly fate: Fate;
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly counts: Counts;
  /** Told when both sides are closed. */
  readonly onGone: (connection: Connection) => void;
}

/** One client's connection through the proxy: what comes in on one side goes out on the other, as its fate has it. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #request = new LastRequest();
  /** In each direction, when the last of what came in is out again. */
  readonly #passed: Record<Direction, Promise<unknown>> = { up: Promise.resolve(), down: Promise.resolve() };
  readonly #waiting: Record<Direction, number> = { up: 0, down: 0 };
  #server: Socket;
  #fate: Fate;
  #isOver = false;
  #isDumb = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#fate = options.fate;
    this.#listenTo(options.client, 'up');
    this.#server = this.#call();
  }

  behave(fate: Fate) {
    this.#fate = fate;
  }

  /** Ends it on both sides, with nothing more delivered on either. */
  cut(by: Ending) {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#options.counts.cuts++;
    for (const socket of [this.#options.client, this.#server]) {
      if (by === 'rst') tearDown(socket);
      // Reads on to the other's end: a socket closed on unread bytes would send RST.
      else socket.resume().end();
    }
  }

  destroy() {
    this.#isOver = true;
    this.#options.client.destroy();
    this.#server.destroy();
  }

  #call() {
    const server = connect({ host: '127.0.0.1', port: this.#options.to, allowHalfOpen: true });
    this.#listenTo(server, 'down');
    return server;
  }

  #listenTo(socket: Socket, direction: Direction) {
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.#take(direction, bytes));
    socket.on('end', () => this.#pass(direction, () => void (this.#isMute() || this.#target(direction).end())));
    socket.on('error', () => {});
    socket.on('close', (isBroken) => {
      if (isBroken && !this.#isMute()) tearDown(this.#target(direction));
      if (this.#options.client.closed && this.#server.closed) this.#options.onGone(this);
    });
  }

  #take(direction: Direction, bytes: Buffer) {
    if (this.#isMute()) return;
    if (direction === 'up') this.#request.asks(bytes);
    else if (this.#request.answers() && this.#isToBeReplayed()) return this.#replay();
    this.#send(direction, bytes);
  }

  #send(direction: Direction, bytes: Buffer) {
    const source = this.#target(direction === 'up' ? 'down' : 'up');
    this.#waiting[direction] += bytes.length;
    if (this.#waiting[direction] > MOST_WAITING) source.pause();
    this.#pass(direction, async () => {
      await this.#deliver(direction, bytes);
      this.#waiting[direction] -= bytes.length;
      if (this.#waiting[direction] <= MOST_WAITING) source.resume();
    });
  }

  /** Does `step` when it is late enough, and after all that came in before. */
  #pass(direction: Direction, step: () => unknown) {
    const { latencyMs } = this.#fate.behaviour;
    const { pause, random } = this.#options;
    const due = latencyMs && pause(latencyMs[0] + random() * (latencyMs[1] - latencyMs[0]));
    this.#passed[direction] = this.#passed[direction].then(() => due).then(step);
  }

  async #deliver(direction: Direction, bytes: Buffer) {
    const { counts, pause } = this.#options;
    for (let rest = bytes; rest.length > 0 && !this.#isMute();) {
      const { bytesPerSecond = Infinity } = this.#fate.behaviour;
      const end = this.#fate.end?.direction === direction ? this.#fate.end : undefined;
      const piece = rest.subarray(0, Math.min(end?.left ?? Infinity, Math.ceil(bytesPerSecond / PIECES_PER_SECOND)));
      rest = rest.subarray(piece.length);
      const isLast = end && (end.left -= piece.length) === 0;
      // An end that is shared is met once, by whoever comes there first.
      if (isLast) end.left = Infinity;
      counts.bytes[direction] += piece.length;
      await written(this.#target(direction), piece);
      if (isLast) this.cut(end.by);
      else if (bytesPerSecond < Infinity) await pause((1_000 * piece.length) / bytesPerSecond);
    }
  }

  #isToBeReplayed() {
    const { replay } = this.#fate.behaviour;
    if (!replay || this.#request.isReplayed) return false;
    const isEligible = replay.of === 'every request' || this.#request.count > 1;
    return isEligible && this.#options.random() < replay.chance;
  }

  #replay() {
    this.#options.counts.replays++;
    this.#server.removeAllListeners().on('error', () => {});
    this.#server.destroy();
    this.#server = this.#call();
    this.#send('up', this.#request.replay());
  }

  #target(direction: Direction) {
    return direction === 'up' ? this.#server : this.#options.client;
  }

  /** Whether nothing passes any more; asked whenever something would. */
  #isMute() {
    if (this.#fate.behaviour.blackHole) this.#isDumb = true;
    return this.#isOver || this.#isDumb;
  }
}

const MOST_WAITING = 1_048_576;
const PIECES_PER_SECOND = 50;

/** Ends a socket by RST. While its FIN is on the way Node could not, and would keep the socket for ever: then, right after. */
const tearDown = (socket: Socket) => {
  const isEnding = socket.writableEnded && !socket.writableFinished && socket.writableLength === 0;
  if (isEnding) socket.once('finish', () => socket.resetAndDestroy());
  else socket.resetAndDestroy();
};

/** Settles when the bytes have left this process, or never will. */
const written = (socket: Socket, bytes: Buffer) => new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
