import path from 'node:path';
import { NETWORK_ADDRESS } from './network-address.ts';
import type { ServerHost } from './server-host.ts';
import { spawnUntil, type SpawnedProgram } from './programs/spawn-until.ts';

const OWN_MAIN = path.join(import.meta.dirname, '../../apps/server/src/main.ts');

/**
 * How long the server holds a wait, in ms: longer than any test runs, so that no message arrives just because a page asked again.
 * The largest value that the server accepts.
 */
const HOLD_MS = 600_000;

/** After this time without a request the server removes a member, in ms. Tests reach it by `advanceClock` only. */
export const IDLE_MS = 3_600_000;

/** The real server, with the settings that a test needs, in a process of its own or in that of a host. */
export class TestServer {
  readonly #settings: Record<string, string>;
  readonly #main: string;
  readonly #host: ServerHost | undefined;
  #program: SpawnedProgram | undefined;
  #port: string;

  /** Takes settings by their names in the environment. `port` 0 stands for a free one; `main` is the path of main.ts. */
  constructor(
    settings: Record<string, string>,
    { port = '0', main = OWN_MAIN, host }: { port?: string; main?: string; host?: ServerHost } = {},
  ) {
    this.#settings = { HOLD_MS: String(HOLD_MS), IDLE_MS: String(IDLE_MS), ...settings };
    this.#port = port;
    this.#main = main;
    this.#host = host;
  }

  get port() {
    return this.#port;
  }

  get url() {
    return `http://localhost:${this.#port}/`;
  }

  /** The URL in the local network, to which browsers do not grant the privileges of localhost. Only browsers can connect to it. */
  get networkUrl() {
    return `http://${NETWORK_ADDRESS}:${this.#port}/`;
  }

  /** The link that makes somebody the owner. The server prints it at each start without an owner. */
  get ownerLink() {
    return `${this.url}#invite=${/#invite=(\S+)/.exec(this.log)?.[1] ?? ''}`;
  }

  /** The output since the last start. */
  get log() {
    return this.#program?.output() ?? '';
  }

  /** Starts the server; again on the same port if it ran before. `changes` override the settings for this run. */
  async start(changes: Record<string, string> = {}) {
    const options = {
      cwd: import.meta.dirname,
      env: { ...this.#settings, ...changes, PORT: this.#port },
      until: /localhost:(\d+)\/\n/,
    };
    // Options of Node count for a whole process.
    const host = 'NODE_OPTIONS' in options.env ? undefined : this.#host;
    this.#program = await (host?.start(this.#main, options) ?? spawnUntil([this.#main], options));
    this.#port = this.#program.match[1] ?? '';
  }

  /** Moves the server's monotonic clock forward, in ms. What is due by then happens within the second, at the next sweep. */
  async advanceClock(ms: number) {
    await this.#program?.setClock(ms);
  }

  /** Stops the server's monotonic clock: only `advanceClock` moves it. */
  async stopClock() {
    await this.#program?.setClock('stop clock');
  }

  /** Stops the server with SIGTERM, as a supervisor would. */
  async stop() {
    await this.#program?.stop('SIGTERM');
  }

  /** Kills the server, as a crash would: no page gets an answer. */
  async kill() {
    await this.#program?.stop('SIGKILL');
  }
}
