import { Connection } from './connection.ts';
import type { Dialect, DialectClient } from './dialect.ts';

/** Counts of wrong deliveries. The measurements are valid only if all are 0. */
export interface DeliveryErrors {
  lost: number;
  duplicated: number;
  reordered: number;
}

/** Clients of one server. Each waits for messages on its own connection and checks every message. */
export class Crowd {
  readonly #port: number;
  readonly #dialect: Dialect;
  readonly #clients: Client[] = [];
  /** The time at which each message was sent, by its number. */
  readonly #sentAt: number[] = [];
  #sendConnection: Connection | undefined;
  #lastSend: Promise<unknown> = Promise.resolve();
  #latencies: number[] = [];
  #polls = 0;

  constructor(port: number, dialect: Dialect) {
    this.#port = port;
    this.#dialect = dialect;
  }

  /** Connects `count` clients, pausing after every 500, and starts polling when all have joined, so that joins wake no wait. */
  async connect(count: number, pause: () => Promise<unknown>) {
    for (let number = 0; number < count; number++) {
      const connection = new Connection(this.#port);
      const dialectClient = await this.#dialect.join(connection, number);
      this.#clients.push(new Client(connection, dialectClient, (message) => this.#recordLatency(message)));
      if (number % 500 === 499) await pause();
    }
    for (const client of this.#clients) void client.poll(() => this.#polls++);
    // The first message brings all clients to the same cursor.
    await this.send();
    await this.waitForDelivery();
    this.reset();
  }

  /** Sends messages at a fixed rate for `ms`. */
  async sendAtRate({ perSecond, ms }: { perSecond: number; ms: number }) {
    const startedAt = performance.now();
    const sends: Promise<unknown>[] = [];
    for (let count = 0; count < (perSecond * ms) / 1_000; count++) {
      const dueAt = startedAt + (count * 1_000) / perSecond;
      while (performance.now() < dueAt) await sleep(Math.max(0, dueAt - performance.now()));
      sends.push(this.send());
    }
    await Promise.all(sends);
  }

  /** Sends the next numbered message as the first client, after the previous one, on a separate connection. */
  send(): Promise<unknown> {
    const number = this.#sentAt.push(performance.now()) - 1;
    const request = this.#clients[0]?.dialectClient.sendRequest(String(number)) ?? '';
    this.#lastSend = this.#lastSend.then(() => (this.#sendConnection ??= new Connection(this.#port)).request(request));
    return this.#lastSend;
  }

  /** Resolves when every client has every message, or after `ms`. */
  async waitForDelivery(ms = 15_000) {
    const until = performance.now() + ms;
    while (performance.now() < until && this.#clients.some(({ next }) => next < this.#sentAt.length)) await sleep(5);
  }

  /** Discards the measurements so far. */
  reset() {
    this.#latencies = [];
    this.#polls = 0;
  }

  /** Returns, since the last reset, the answered polls, the delivered messages and percentiles of the latency in ms. */
  measurements() {
    const sorted = Float64Array.from(this.#latencies).toSorted();
    const percentile = (share: number) =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
    return { polls: this.#polls, deliveries: sorted.length, p50: percentile(0.5), p99: percentile(0.99) };
  }

  deliveryErrors(): DeliveryErrors {
    const errors = { lost: 0, duplicated: 0, reordered: 0 };
    for (const client of this.#clients) {
      errors.lost += this.#sentAt.length - client.next + client.skipped;
      errors.duplicated += client.duplicated;
      errors.reordered += client.reordered;
    }
    return errors;
  }

  close() {
    for (const client of this.#clients) client.close();
    this.#sendConnection?.close();
  }

  #recordLatency(message: number) {
    this.#latencies.push(performance.now() - (this.#sentAt[message] ?? Number.NaN));
  }
}

/** A client that polls and checks the numbers of the messages. */
class Client {
  /** The number of the next message it expects. */
  next = 0;
  skipped = 0;
  duplicated = 0;
  reordered = 0;
  readonly dialectClient: DialectClient;
  readonly #connection: Connection;
  readonly #onMessage: (number: number) => void;
  readonly #missing = new Set<number>();

  constructor(connection: Connection, dialectClient: DialectClient, onMessage: (number: number) => void) {
    this.#connection = connection;
    this.dialectClient = dialectClient;
    this.#onMessage = onMessage;
  }

  async poll(onAnswer: () => void) {
    try {
      for (;;) {
        const { body } = await this.#connection.request(this.dialectClient.waitRequest());
        onAnswer();
        for (const text of this.dialectClient.parseTexts(body)) this.#check(Number(text));
        const reply = this.dialectClient.replyRequest?.(body);
        if (reply !== undefined) await this.#connection.request(reply);
      }
    } catch {
      // The connection was closed. Messages that did not arrive count as lost.
    }
  }

  close() {
    this.#connection.close();
  }

  #check(number: number) {
    this.#onMessage(number);
    if (number === this.next) this.next++;
    else if (number > this.next) {
      for (; this.next < number; this.next++) this.#missing.add(this.next);
      this.skipped = this.#missing.size;
      this.next++;
    } else if (this.#missing.delete(number)) {
      this.skipped = this.#missing.size;
      this.reordered++;
    } else this.duplicated++;
  }
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
