import { connect, type Socket } from 'node:net';
import type { CloseKind, ConnectionPlan, Direction } from './network-conditions.ts';
import { LastRequest } from './last-request.ts';

/** What happened at a proxy so far. `bytes` counts delivered bytes. */
export interface ProxyCounts {
  connections: number;
  cuts: number;
  replays: number;
  bytes: Record<Direction, number>;
}

export interface ConnectionOptions {
  readonly client: Socket;
  /** Port of the server on this machine. */
  readonly serverPort: number;
  readonly plan: ConnectionPlan;
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly counts: ProxyCounts;
  /** Called when both sides are closed. */
  readonly onClosed: (connection: ProxiedConnection) => void;
}

/** One connection through the proxy: forwards the bytes of each side to the other as its plan says. */
export class ProxiedConnection {
  readonly #options: ConnectionOptions;
  readonly #request = new LastRequest();
  /** For each direction, settles when everything received so far is delivered. */
  readonly #delivered: Record<Direction, Promise<unknown>> = { up: Promise.resolve(), down: Promise.resolve() };
  /** For each direction, the number of bytes that are not delivered yet. */
  readonly #buffered: Record<Direction, number> = { up: 0, down: 0 };
  #server: Socket;
  #plan: ConnectionPlan;
  /** Rises with each chunk received and each new plan. */
  #activity = 0;
  #isCut = false;
  #isBlackHole = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#plan = options.plan;
    this.#forward(options.client, 'up');
    this.#server = this.#connect();
    this.#watchSilence();
  }

  setPlan(plan: ConnectionPlan) {
    this.#plan = plan;
    this.#watchSilence();
  }

  /** Ends both sides. Delivers nothing more. */
  cut(by: CloseKind) {
    if (this.#isCut) return;
    this.#isCut = true;
    this.#options.counts.cuts++;
    for (const socket of [this.#options.client, this.#server]) {
      if (by === 'rst') resetSocket(socket);
      // Reads to the end of the other side: a socket that is closed with unread bytes sends RST.
      else socket.resume().end();
    }
  }

  destroy() {
    this.#isCut = true;
    this.#options.client.destroy();
    this.#server.destroy();
  }

  #connect() {
    const server = connect({ host: '127.0.0.1', port: this.#options.serverPort, allowHalfOpen: true });
    this.#forward(server, 'down');
    return server;
  }

  #forward(socket: Socket, direction: Direction) {
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.#receive(direction, bytes));
    socket.on('end', () => this.#enqueue(direction, () => void (this.#isSilent() || this.#target(direction).end())));
    socket.on('error', () => {});
    socket.on('close', (hadError) => {
      if (hadError && !this.#isSilent()) resetSocket(this.#target(direction));
      if (this.#options.client.closed && this.#server.closed) this.#options.onClosed(this);
    });
  }

  #receive(direction: Direction, bytes: Buffer) {
    this.#watchSilence();
    if (this.#isSilent()) return;
    if (direction === 'up') this.#request.recordRequestBytes(bytes);
    else if (this.#request.recordResponseBytes() && this.#shouldReplay()) return this.#replay();
    this.#send(direction, bytes);
  }

  /** Cuts the connection if it receives nothing for the time that the conditions allow. */
  #watchSilence() {
    const activity = ++this.#activity;
    const { silenceLimit } = this.#plan.conditions;
    if (!silenceLimit) return;
    const cutIfSilent = () => activity === this.#activity && !this.#options.client.closed && this.cut(silenceLimit.by);
    void this.#options.pause(silenceLimit.ms).then(cutIfSilent);
  }

  #send(direction: Direction, bytes: Buffer) {
    const source = this.#target(direction === 'up' ? 'down' : 'up');
    this.#buffered[direction] += bytes.length;
    if (this.#buffered[direction] > MAX_BUFFERED) source.pause();
    this.#enqueue(direction, async () => {
      await this.#deliver(direction, bytes);
      this.#buffered[direction] -= bytes.length;
      if (this.#buffered[direction] <= MAX_BUFFERED) source.resume();
    });
  }

  /** Runs `step` after the latency, and after all earlier steps of this direction. */
  #enqueue(direction: Direction, step: () => unknown) {
    const { latencyMs } = this.#plan.conditions;
    const { pause, random } = this.#options;
    const delay = latencyMs && pause(latencyMs[0] + random() * (latencyMs[1] - latencyMs[0]));
    this.#delivered[direction] = this.#delivered[direction].then(() => delay).then(step);
  }

  async #deliver(direction: Direction, bytes: Buffer) {
    const { counts, pause } = this.#options;
    for (let rest = bytes; rest.length > 0 && !this.#isSilent();) {
      const { bytesPerSecond = Infinity } = this.#plan.conditions;
      const cutPoint = this.#plan.cutPoint?.direction === direction ? this.#plan.cutPoint : undefined;
      const maxLength = Math.min(cutPoint?.bytesLeft ?? Infinity, Math.ceil(bytesPerSecond / CHUNKS_PER_SECOND));
      const chunk = rest.subarray(0, maxLength);
      rest = rest.subarray(chunk.length);
      const isLast = cutPoint && (cutPoint.bytesLeft -= chunk.length) === 0;
      // A shared cut point cuts only the connection that reaches it first.
      if (isLast) cutPoint.bytesLeft = Infinity;
      counts.bytes[direction] += chunk.length;
      await write(this.#target(direction), chunk);
      if (isLast) this.cut(cutPoint.by);
      else if (bytesPerSecond < Infinity) await pause((1_000 * chunk.length) / bytesPerSecond);
    }
  }

  #shouldReplay() {
    const { replay } = this.#plan.conditions;
    if (!replay || this.#request.isReplayed) return false;
    const isEligible = replay.of === 'every request' || this.#request.count > 1;
    return isEligible && this.#options.random() < replay.chance;
  }

  #replay() {
    this.#options.counts.replays++;
    this.#server.removeAllListeners().on('error', () => {});
    this.#server.destroy();
    this.#server = this.#connect();
    this.#send('up', this.#request.replay());
  }

  #target(direction: Direction) {
    return direction === 'up' ? this.#server : this.#options.client;
  }

  /** Whether nothing is forwarded any more. Asked before anything is forwarded: a black hole that drops once stays one. */
  #isSilent() {
    if (this.#plan.conditions.blackHole) this.#isBlackHole = true;
    return this.#isCut || this.#isBlackHole;
  }
}

const MAX_BUFFERED = 1_048_576;
const CHUNKS_PER_SECOND = 50;

/** Ends a socket with RST. While its FIN is being sent, Node would keep the socket forever: then, right after the FIN. */
const resetSocket = (socket: Socket) => {
  const isEnding = socket.writableEnded && !socket.writableFinished && socket.writableLength === 0;
  if (isEnding) socket.once('finish', () => socket.resetAndDestroy());
  else socket.resetAndDestroy();
};

/** Settles when the bytes have left this process, or when the socket fails. */
const write = (socket: Socket, bytes: Buffer) => new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
