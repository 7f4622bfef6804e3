import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface ProgramGroupOptions {
  readonly command: string;
  /** `folder` is an empty one for the profile. */
  readonly args: (folder: string) => readonly string[];
  readonly env?: (folder: string) => Record<string, string>;
}

/**
 * A program such as a browser, in a process group of its own and with a folder of its own: its helper processes and the folder end with it,
 * and all of them with this process.
 */
export class ProgramGroup {
  readonly folder: string;
  readonly #program: ChildProcess;
  readonly #exited: Promise<unknown>;
  #output = '';
  #hasExited = false;

  constructor({ command, args, env }: ProgramGroupOptions) {
    this.folder = mkdtempSync(path.join(tmpdir(), 'mailroom-'));
    this.#program = spawn(command, args(this.folder), {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { ...process.env, ...env?.(this.folder) },
    });
    for (const stream of [this.#program.stdout, this.#program.stderr])
      stream?.on('data', (chunk: Buffer) => (this.#output += String(chunk)));
    this.#program.once('exit', () => (this.#hasExited = true));
    this.#exited = once(this.#program, 'exit');
    // Without this an interrupted test run would leave the program and its folder behind.
    process.once('exit', this.#end);
  }

  get hasExited() {
    return this.#hasExited;
  }

  /** Both outputs so far. */
  get output() {
    return this.#output;
  }

  /**
   * Waits until the output matches.
   *
   * @throws {Error} with the output, if the program exits first
   */
  async matches(pattern: RegExp): Promise<RegExpExecArray> {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
    const look = () => {
      const match = pattern.exec(this.#output);
      if (match) resolve(match);
    };
    const fail = () => reject(new Error(`${this.#program.spawnfile} exited: ${this.#output}`));
    const streams = [this.#program.stdout, this.#program.stderr];
    for (const stream of streams) stream?.on('data', look);
    this.#program.once('exit', fail);
    look();
    try {
      return await promise;
    } finally {
      for (const stream of streams) stream?.off('data', look);
      this.#program.off('exit', fail);
    }
  }

  async close() {
    this.#end();
    await this.#exited;
    process.off('exit', this.#end);
  }

  readonly #end = () => {
    const { pid } = this.#program;
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // The group has ended by itself.
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };
}
