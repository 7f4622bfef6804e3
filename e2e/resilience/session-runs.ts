import { refusalOf } from '@mailroom/web/sync/room-api';
import type { Letter } from '@mailroom/shared';
import type { TestServer } from '../support/test-server.ts';
import type { NetworkConditions } from '../support/network/network-conditions.ts';
import type { ProxyCounts } from '../support/network/chaos-connection.ts';
import { createChaosProxy } from '../support/network/chaos-proxy.ts';
import { checkHistories } from './check-histories.ts';
import type { History } from './history.ts';
import { ReferenceClient } from './reference-client.ts';
import { runScriptedSession, type RetryBehavior } from './scripted-client.ts';

/** Runs one session after another in a room with only a reference client. Each must be exactly: joined, sent a message, left. */
export class SessionRuns {
  /** Nicknames of clients that are still members after they left. */
  readonly ghosts: string[] = [];
  readonly #server: TestServer;
  readonly #reference: ReferenceClient;
  readonly #histories: History[] = [];
  readonly #findings: string[] = [];

  constructor(server: TestServer) {
    this.#server = server;
    this.#reference = new ReferenceClient(server.url, 'reference');
  }

  async start() {
    await this.#reference.join();
  }

  /** Runs a whole session under these conditions. Returns what happened at the proxy. */
  async run(
    nickname: string,
    conditions: NetworkConditions,
    behavior: Partial<RetryBehavior> = {},
  ): Promise<Readonly<ProxyCounts>> {
    const proxy = await createChaosProxy({ serverPort: Number(this.#server.port) });
    proxy.setConditions(conditions);
    const reference = this.#reference;
    const before = reference.letters.length;
    const text = `${nickname} was here`;
    try {
      const history = await runScriptedSession(proxy.url, { nickname, text, ...behavior });
      this.#histories.push(history);
      this.#expect(rowsOf(history).join(), text);
    } catch (error) {
      this.#findings.push(`${nickname} is refused: ${refusalOf(error)?.refusal ?? String(error)}`);
    } finally {
      await proxy.close();
    }
    if ((await reference.readAll()).includes(nickname)) this.ghosts.push(nickname);
    const events = reference.letters.slice(before).map(summarize).join(', ');
    this.#expect(events, `${nickname} joined, ${nickname} said, ${nickname} left`);
    return proxy.counts;
  }

  /** The histories of all clients so far. */
  histories(): History[] {
    return [...this.#histories, this.#reference.history];
  }

  /** Everything that differs from what was expected. */
  findings(): string[] {
    return [
      ...this.#findings,
      ...this.ghosts.map((nickname) => `${nickname} is still a member`),
      ...checkHistories(this.histories()).map(({ kind, client, details }) => `${kind} for ${client}: ${details}`),
    ];
  }

  #expect(actual: string, expected: string) {
    if (actual !== expected) this.#findings.push(`${actual}; expected: ${expected}`);
  }
}

const rowsOf = ({ screen }: History) =>
  screen.flatMap(({ rows }) => rows.map((row) => (row.type === 'message' ? row.text : row.type)));

const summarize = ({ event }: Letter) =>
  event.type === 'unknown' ? 'unknown' : `${event.member.nickname} ${event.type}`;
