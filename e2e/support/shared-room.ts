import { TestServer } from './test-server.ts';

/**
 * A room that the tests of a worker use one after the other: a server that runs already needs no CPU time for its start. Newcomers get no
 * history, so that no test sees what another one did. For tests that do not control the server.
 */
export class SharedRoom {
  readonly #server = new TestServer({
    HISTORY_ON_JOIN: '0',
    JOINS_PER_HOST: '0',
    READS_PER_HOST: '0',
    FAILURES_PER_HOST: '0',
  });
  #started: Promise<void> | undefined;

  /** Starts the server for the first test that needs it. */
  async start(): Promise<TestServer> {
    this.#started ??= this.#server.start();
    await this.#started;
    return this.#server;
  }

  async close() {
    await this.#server.stop();
  }
}
