import path from 'node:path';
import { started, type Started } from './spawn-program.ts';

/** The real server, in a process of its own, with the settings that a story needs. */
export class House {
  readonly #settings: Record<string, string>;
  #server: Started | undefined;
  #port = '0';
  #networkUrl = '';

  constructor(settings: Record<string, string>) {
    this.#settings = settings;
  }

  get port() {
    return this.#port;
  }

  get url() {
    return `http://localhost:${this.#port}/`;
  }

  /** The address under which the house is found in the network, without the privileges that browsers give to localhost; if it is in one. */
  get networkUrl() {
    return this.#networkUrl;
  }

  /** What the house has noted since it was opened last. */
  get log() {
    return this.#server?.output() ?? '';
  }

  /** Opens the house; the second time at the address of the first, and with what was changed since. */
  async open(changes: Record<string, string> = {}) {
    this.#server = await started([path.join(import.meta.dirname, '../../apps/server/src/main.ts')], {
      cwd: import.meta.dirname,
      env: { ...this.#settings, ...changes, PORT: this.#port },
      until: /localhost:(\d+)\/\n(?:\s+Network: +(\S+)\n)?/,
    });
    this.#port = this.#server.said[1] ?? '';
    this.#networkUrl = this.#server.said[2] ?? '';
  }

  /** Closes the house as a supervisor would; answers the ms it took. */
  async close(): Promise<number> {
    const begun = performance.now();
    await this.#server?.stop();
    return performance.now() - begun;
  }

  /** Ends the house from one moment to the next, as a crash would: nobody is told. */
  async dies() {
    await this.#server?.stop('SIGKILL');
  }
}
