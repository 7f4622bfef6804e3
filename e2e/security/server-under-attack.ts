import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';

/** What a server's process used so far (CPU in µs), and holds at this moment (memory in bytes, open connections). */
export interface Vitals {
  readonly cpuMicros: number;
  readonly rss: number;
  readonly sockets: number;
  /** Bytes that were read from the connection that said most, of those that were closed since this was asked last. */
  readonly mostRead: number;
}

/** The real server in a process of its own, watched from inside. Nothing that it is sent may make it complain. */
export class Besieged {
  readonly port: number;
  /** What it said that a healthy server never does, and that it ended, if it did. */
  readonly complaints: string[] = [];
  readonly #server: ChildProcess;
  readonly #exited: Promise<unknown>;

  constructor(server: ChildProcess, said: string) {
    this.#server = server;
    this.#exited = once(server, 'exit').then(() => this.complaints.push('it ended'));
    const [, port = '', begun = ''] = WELCOME.exec(said) ?? [];
    this.port = Number(port);
    this.#listen(begun);
  }

  async vitals(): Promise<Vitals> {
    return this.#ask<Vitals>('how are you?');
  }

  /** Fails unless it is alive, has nothing to complain of, and no prototype of its objects was changed. */
  async isWell() {
    assert.deepEqual(this.complaints, []);
    assert.deepEqual(await this.#ask<string[]>('what was changed?'), [], 'what all objects inherit');
    assert.deepEqual(this.complaints, []);
  }

  async stop() {
    this.#server.kill('SIGTERM');
    await this.#exited;
    assert.deepEqual(this.complaints, ['it ended']);
  }

  #ask<Answer>(question: string): Promise<Answer> {
    const server = this.#server;
    return new Promise((resolve, reject) => {
      const answered = (answer: Answer) => {
        server.off('exit', ended);
        resolve(answer);
      };
      const ended = () => {
        server.off('message', answered);
        reject(new Error(`the server ended: ${this.complaints.join('\n')}`));
      };
      server.once('message', answered).once('exit', ended);
      server.send(question);
    });
  }

  /** After the welcome every line is one JSON object of pino's, whatever was sent. */
  #listen(begun: string) {
    let line = begun;
    this.#server.stdout?.on('data', (chunk: Buffer) => {
      const lines = (line + chunk.toString()).split('\n');
      line = lines.pop() ?? '';
      this.complaints.push(...lines.filter((said) => !isHarmless(said)));
    });
    this.#server.stderr?.on('data', (chunk: Buffer) => this.complaints.push(chunk.toString()));
  }
}

/** Opens a server with these settings, until the test ends. */
export const besieged = async (t: TestContext, settings: Record<string, string> = {}): Promise<Besieged> => {
  const probe = pathToFileURL(path.join(import.meta.dirname, 'server-probe.ts')).href;
  const main = path.join(import.meta.dirname, '../../apps/server/src/main.ts');
  const server = spawn(process.execPath, ['--import', probe, main], {
    cwd: import.meta.dirname,
    env: { ...process.env, PORT: '0', npm_lifecycle_event: undefined, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const house = new Besieged(server, await welcomeOf(server));
  t.after(() => house.stop());
  return house;
};

const welcomeOf = (server: ChildProcess) =>
  new Promise<string>((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (!WELCOME.test(said)) return;
      server.stdout?.off('data', listen);
      resolve(said);
    };
    server.stdout?.on('data', listen);
    server.once('exit', () => reject(new Error('the server ended before it listened')));
  });

const WELCOME = /localhost:(\d+)\/\n(?: +Network: .*\n)*\n([^]*)$/;
const PINO_ERROR = 50;

const isHarmless = (line: string): boolean => {
  try {
    const { level }: { level: number } = JSON.parse(line);
    return level < PINO_ERROR;
  } catch {
    return false;
  }
};
