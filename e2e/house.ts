import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** The real server, in a process of its own, with the settings that a story needs. */
export class House {
  readonly #settings: Record<string, string>;
  #process: ChildProcess | undefined;
  #port = 0;

  constructor(settings: Record<string, string>) {
    this.#settings = settings;
  }

  get url() {
    return `http://localhost:${this.#port}/`;
  }

  /** The address under which the house is found in the network, without the privileges that browsers give to localhost. */
  get networkUrl() {
    return this.#networkUrl;
  }
  #networkUrl = '';

  /** Opens the house; the second time at the address of the first. */
  async open() {
    const main = path.join(import.meta.dirname, '../apps/server/src/main.ts');
    const env = { ...process.env, ...this.#settings, PORT: `${this.#port}` };
    const server = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#process = server;
    let said = '';
    for await (const chunk of server.stdout) {
      said += String(chunk);
      if (said.endsWith('\n\n')) break;
    }
    this.#port = Number(/localhost:(\d+)/.exec(said)?.[1]);
    this.#networkUrl = /Network: +(\S+)/.exec(said)?.[1] ?? '';
  }

  /** Closes the house as a supervisor would; answers the ms it took. */
  async close(): Promise<number> {
    const server = this.#process;
    if (!server || server.exitCode !== null) return 0;
    const begun = performance.now();
    server.kill('SIGTERM');
    await once(server, 'exit');
    return performance.now() - begun;
  }
}
