import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { HostCommand } from './host-command.ts';

const PRELOAD = path.join(import.meta.dirname, '../spawned-preload.ts');
const COMPILE_CACHE = path.join(import.meta.dirname, '../../../node_modules/.cache/compiled');

/** Guards against hanging: far more than a start takes, also on a busy machine. */
const HANG_MS = 120_000;

export interface ProgramOptions {
  readonly cwd: string;
  readonly env: Record<string, string>;
}

/** A Node program in a process of its own. Reads its output to the end: a full or broken pipe would end it. It dies with this process. */
export class Program {
  readonly exited: Promise<unknown>;
  readonly #process: ChildProcess;
  readonly #description: string;
  #output = '';
  #errors = '';
  /** Called at each output, and at the exit. */
  readonly #listeners = new Set<() => void>();
  #hasExited = false;
  #isClosed = false;

  constructor(args: readonly string[], { cwd, env }: ProgramOptions) {
    this.#description = args.join(' ');
    this.#process = spawn(process.execPath, [`--import=${pathToFileURL(PRELOAD).href}`, ...args], {
      cwd,
      // A test run starts hundreds of programs: all share what Node compiled for the first.
      // A server keeps nothing, unless the test says where.
      env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env, DATA_DIR: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.exited = once(this.#process, 'exit');
    const kill = () => this.#process.kill('SIGKILL');
    process.once('exit', kill);
    const notify = () => {
      for (const listener of this.#listeners) listener();
    };
    this.#process.once('exit', () => {
      process.off('exit', kill);
      this.#hasExited = true;
    });
    // Later than the exit: after the last output.
    this.#process.once('close', () => {
      this.#isClosed = true;
      notify();
    });
    this.#process.stderr?.on('data', (chunk: Buffer) => {
      this.#errors += chunk.toString();
      process.stderr.write(chunk);
    });
    this.#process.stdout?.on('data', (chunk: Buffer) => {
      this.#output += stripVTControlCharacters(chunk.toString());
      notify();
    });
  }

  get output() {
    return this.#output;
  }

  get hasExited() {
    return this.#hasExited;
  }

  /**
   * Waits until the output from this place on matches. Kills the program after `hangMs`.
   *
   * @throws {Error} with all that the program wrote, if it exits first or is killed, or if its output matches `unless` instead
   */
  async matches(
    until: RegExp,
    { from = 0, unless, hangMs = HANG_MS }: { from?: number; unless?: RegExp; hangMs?: number } = {},
  ): Promise<RegExpExecArray> {
    const { promise, resolve } = Promise.withResolvers<RegExpExecArray | undefined>();
    const hanging = setTimeout(() => this.#process.kill('SIGKILL'), hangMs);
    const look = () => {
      const output = this.#output.slice(from);
      const match = until.exec(output);
      if (match) resolve(match);
      else if (this.#isClosed || unless?.test(output)) resolve(undefined);
    };
    this.#listeners.add(look);
    look();
    const match = await promise;
    clearTimeout(hanging);
    this.#listeners.delete(look);
    if (match) return match;
    const output = this.#output.slice(from) + this.#errors;
    throw new Error(`${this.#description} ended before its output matched ${String(until)}:\n${output}`);
  }

  /** Sends a message to the program, which has an answer. */
  async call(command: string | number) {
    const done = once(this.#process, 'message');
    this.#process.send(command);
    await done;
  }

  send(command: HostCommand) {
    this.#process.send(command);
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL') {
    this.#process.kill(signal);
    await this.exited;
  }
}
