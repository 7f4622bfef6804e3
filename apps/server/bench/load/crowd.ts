import { Connection } from './connection.ts';
import type { Caller, Dialect } from './dialect.ts';

/** What went wrong on the way to the clients; all 0, or the figures mean nothing. */
export interface Faults {
  lost: number;
  doubled: number;
  reordered: number;
}

/** Clients of one server who wait for lines, each over a connection of its own, and check every line they get. */
export class Crowd {
  readonly #port: number;
  readonly #dialect: Dialect;
  readonly #clients: Client[] = [];
  /** When each line was sent, by its number. */
  readonly #sentAt: number[] = [];
  #mouth: Connection | undefined;
  #saying: Promise<unknown> = Promise.resolve();
  #latencies: number[] = [];
  #polls = 0;

  constructor(port: number, dialect: Dialect) {
    this.#port = port;
    this.#dialect = dialect;
  }

  /** Lets this many come in, and then all wait: a newcomer is no news to those who are not waiting yet. */
  async comeIn(count: number, pause: () => Promise<unknown>) {
    for (let number = 0; number < count; number++) {
      const connection = new Connection(this.#port);
      const caller = await this.#dialect.comeIn(connection, number);
      this.#clients.push(new Client(connection, caller, (line) => this.#heard(line)));
      if (number % 500 === 499) await pause();
    }
    for (const client of this.#clients) void client.follow(() => this.#polls++);
    // A line to everyone brings all to the same place.
    await this.say();
    await this.allHeard();
    this.reset();
  }

  /** Says lines at this many a second for this many ms. */
  async talk({ perSecond, ms }: { perSecond: number; ms: number }) {
    const begun = performance.now();
    const underWay: Promise<unknown>[] = [];
    for (let said = 0; said < (perSecond * ms) / 1_000; said++) {
      const due = begun + (said * 1_000) / perSecond;
      while (performance.now() < due) await sleep(Math.max(0, due - performance.now()));
      underWay.push(this.say());
    }
    await Promise.all(underWay);
  }

  /** One line of the first client, numbered; over a connection of its own, after those said before. */
  say(): Promise<unknown> {
    const number = this.#sentAt.push(performance.now()) - 1;
    const request = this.#clients[0]?.caller.say(String(number)) ?? '';
    this.#saying = this.#saying.then(() => (this.#mouth ??= new Connection(this.#port)).ask(request));
    return this.#saying;
  }

  /** Settles when every client heard every line, or after `ms`. */
  async allHeard(ms = 15_000) {
    const until = performance.now() + ms;
    while (performance.now() < until && this.#clients.some(({ next }) => next < this.#sentAt.length)) await sleep(5);
  }

  /** Forgets what was measured so far. */
  reset() {
    this.#latencies = [];
    this.#polls = 0;
  }

  /** Since the last reset: answered polls, delivered lines, and ms from saying to hearing. */
  measured() {
    const sorted = Float64Array.from(this.#latencies).toSorted();
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
    return { polls: this.#polls, deliveries: sorted.length, p50: at(0.5), p99: at(0.99) };
  }

  faults(): Faults {
    const faults = { lost: 0, doubled: 0, reordered: 0 };
    for (const client of this.#clients) {
      faults.lost += this.#sentAt.length - client.next + client.skipped;
      faults.doubled += client.doubled;
      faults.reordered += client.reordered;
    }
    return faults;
  }

  close() {
    for (const client of this.#clients) client.close();
    this.#mouth?.close();
  }

  #heard(number: number) {
    this.#latencies.push(performance.now() - (this.#sentAt[number] ?? Number.NaN));
  }
}

/** One client: waits, checks, waits again. */
class Client {
  /** The number of the line it expects. */
  next = 0;
  skipped = 0;
  doubled = 0;
  reordered = 0;
  readonly caller: Caller;
  readonly #connection: Connection;
  readonly #onLine: (number: number) => void;
  readonly #late = new Set<number>();

  constructor(connection: Connection, caller: Caller, onLine: (number: number) => void) {
    this.#connection = connection;
    this.caller = caller;
    this.#onLine = onLine;
  }

  async follow(onAnswer: () => void) {
    try {
      for (;;) {
        const { body } = await this.#connection.ask(this.caller.wait());
        onAnswer();
        for (const line of this.caller.hear(body)) this.#check(Number(line));
        const duty = this.caller.obey?.(body);
        if (duty !== undefined) await this.#connection.ask(duty);
      }
    } catch {
      // Closed: what it did not hear is counted as lost.
    }
  }

  close() {
    this.#connection.close();
  }

  #check(number: number) {
    this.#onLine(number);
    if (number === this.next) this.next++;
    else if (number > this.next) {
      for (; this.next < number; this.next++) this.#late.add(this.next);
      this.skipped = this.#late.size;
      this.next++;
    } else if (this.#late.delete(number)) {
      this.skipped = this.#late.size;
      this.reordered++;
    } else this.doubled++;
  }
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
