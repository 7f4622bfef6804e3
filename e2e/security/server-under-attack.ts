import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { untilOutput, type MatchedOutput } from '../support/programs/until-output.ts';

/** What a server process used so far, and holds at this moment. */
export interface Vitals {
  /** CPU time used so far, in µs. */
  readonly cpuMicros: number;
  /** Resident memory, in bytes. */
  readonly rss: number;
  /** Open connections. */
  readonly sockets: number;
  /** Open connections of attackers. */
  readonly attackerSockets: number;
  /** Connections of attackers so far, open or closed. */
  readonly acceptedAttackers: number;
  /** The most bytes read from one of the attackers' connections that were closed since the last report. */
  readonly maxBytesRead: number;
  /** The longest lifetime of one of these connections, in ticks of a timer of 100 ms in the server. */
  readonly maxLifetimeTicks: number;
}

/** The real server in a process of its own, observed from inside. Nothing that it receives may make it fail or log an error. */
export class ServerUnderAttack {
  readonly port: number;
  /** Output that a healthy server never writes, and its exit. */
  readonly problems: string[] = [];
  /** The lines of the log so far. */
  readonly logLines: string[] = [];
  readonly #process: ChildProcess;
  readonly #exited: Promise<unknown>;

  constructor(server: ChildProcess, { match, errors }: MatchedOutput) {
    this.#process = server;
    this.#exited = once(server, 'exit').then(() => this.problems.push('it exited'));
    const [, port = '', rest = ''] = match;
    this.port = Number(port);
    if (errors !== '') this.problems.push(errors);
    this.#watchOutput(rest);
  }

  get isRunning() {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  async vitals(): Promise<Vitals> {
    return this.#ask<Vitals>('vitals');
  }

  /** The bytes on the heap that are still in use. */
  async heapUsed(): Promise<number> {
    return this.#ask<number>('heap');
  }

  /** Fails unless the server runs, logged no error, and has unchanged built-in prototypes. */
  async assertHealthy() {
    assert.deepEqual(this.problems, []);
    assert.deepEqual(await this.#ask<string[]>('changed properties'), [], 'built-in prototypes are unchanged');
    assert.deepEqual(this.problems, []);
  }

  async stop() {
    this.#process.kill('SIGTERM');
    await this.#exited;
    assert.deepEqual(this.problems, ['it exited']);
  }

  #ask<Answer>(question: string): Promise<Answer> {
    const server = this.#process;
    return new Promise((resolve, reject) => {
      const onMessage = (answer: Answer) => {
        server.off('exit', onExit);
        resolve(answer);
      };
      const onExit = () => {
        server.off('message', onMessage);
        reject(new Error(`the server exited: ${this.problems.join('\n')}`));
      };
      server.once('message', onMessage).once('exit', onExit);
      server.send(question);
    });
  }

  /** After the start message, every line must be one JSON object of pino, whatever was received. */
  #watchOutput(rest: string) {
    let line = rest;
    this.#process.stdout?.on('data', (chunk: Buffer) => {
      const lines = (line + chunk.toString()).split('\n');
      line = lines.pop() ?? '';
      this.logLines.push(...lines);
      this.problems.push(...lines.filter((each) => !isHarmless(each)));
    });
    this.#process.stderr?.on('data', (chunk: Buffer) => this.problems.push(chunk.toString()));
  }
}

/** Settings of a server whose budgets are the default ones. */
export const DEFAULT_BUDGETS = { READS_PER_HOST: '', JOINS_PER_HOST: '' };

/** Starts a server with these settings, as `launchServerUnderAttack` does. Stops it after the test. */
export const startServerUnderAttack = async (
  t: TestContext,
  settings: Record<string, string> = {},
): Promise<ServerUnderAttack> => {
  const server = await launchServerUnderAttack(settings);
  t.after(() => server.stop());
  return server;
};

const OWN_MAIN = path.join(import.meta.dirname, '../../apps/server/src/main.ts');

/**
 * Starts a server with these settings. `main` is its main.ts.
 *
 * @throws {Error} with all that the server wrote, if it does not listen
 */
export const launchServerUnderAttack = async (
  settings: Record<string, string>,
  main: string = OWN_MAIN,
): Promise<ServerUnderAttack> => {
  const probe = pathToFileURL(path.join(import.meta.dirname, 'server-probe.ts')).href;
  const child = spawn(process.execPath, ['--import', probe, main], {
    cwd: import.meta.dirname,
    // An honest client asks as often as it can, to notice delays.
    env: { ...process.env, DATA_DIR: '', PORT: '0', READS_PER_HOST: '0', JOINS_PER_HOST: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  return new ServerUnderAttack(child, await untilOutput(child, WELCOME));
};

const WELCOME = /localhost:(\d+)\/\n(?: +(?:Network|Public|Owner|Data): .*\n)*\n([^]*)$/;
const PINO_ERROR = 50;

/** Control characters that a terminal interprets. */
const CONTROLS = /[\p{Cc}\u2028-\u202E]/u;

const isHarmless = (line: string): boolean => {
  try {
    const { level }: { level: number } = JSON.parse(line);
    return level < PINO_ERROR && !CONTROLS.test(line);
  } catch {
    return false;
  }
};
