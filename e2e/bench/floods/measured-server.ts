import { setTimeout as sleep } from 'node:timers/promises';
import {
  DEFAULT_BUDGETS,
  launchServerUnderAttack,
  type ServerUnderAttack,
} from '../../security/server-under-attack.ts';
import { HttpClient } from '../../security/attacks/http-client.ts';

/** Well-behaved members, each from an address of its own, and the pause between two of its reads: below the budget of one member. */
const MEMBERS = 60;
const PAUSE_MS = 250;
const LONG_MESSAGE = 'x'.repeat(4_000);

interface MeasuredServerOptions {
  /** The path of its main.ts. */
  readonly main: string;
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Messages of 4,000 characters that are in the room at the start. */
  readonly longMessages?: number | undefined;
}

/** A server with well-behaved members, who read now and then. */
export class MeasuredServer {
  readonly server: ServerUnderAttack;
  readonly #members: readonly HttpClient[];

  private constructor(server: ServerUnderAttack, members: readonly HttpClient[]) {
    this.server = server;
    this.#members = members;
  }

  static async start({ main, settings = {}, longMessages = 0 }: MeasuredServerOptions) {
    const server = await launchServerUnderAttack({ ...DEFAULT_BUDGETS, ...settings }, main);
    const members = Array.from({ length: MEMBERS }, (_, index) => new HttpClient(server, `127.30.0.${index + 1}`));
    for (const [index, member] of members.entries()) {
      const { status } = await member.join(`Member${index}`);
      if (status !== 200) throw new Error(`a member cannot join: ${status}`);
      // The room ends a session that is not used soon after its join, and another server may have its turn first.
      await member.query('getUsers');
    }
    for (let count = 0; count < longMessages; count++) await members[0]?.send(LONG_MESSAGE);
    return new MeasuredServer(server, members);
  }

  get isRunning() {
    return this.server.isRunning;
  }

  /** Lets the members read until `isOver`. Adds the response times, in ms. Returns how many reads were refused. */
  async read(delays: number[], isOver: () => boolean): Promise<number> {
    let refused = 0;
    const readAlong = async (member: HttpClient, index: number) => {
      await sleep((index / MEMBERS) * PAUSE_MS);
      while (!isOver()) {
        const startedAt = performance.now();
        const { status } = await member.query('getUsers');
        delays.push(performance.now() - startedAt);
        if (status !== 200) refused++;
        await sleep(PAUSE_MS);
      }
    };
    await Promise.all(this.#members.map(readAlong));
    return refused;
  }

  /** Stops the server. What it logged does not matter: a server that fails under an attack may log anything. */
  async stop() {
    await this.server.stop().catch(() => {});
  }
}
