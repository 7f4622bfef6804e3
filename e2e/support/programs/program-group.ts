import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface ProgramGroupOptions {
  readonly command: string;
  /** `folder` is an empty one for the profile. */
  readonly args: (folder: string) => readonly string[];
  readonly env?: (folder: string) => Record<string, string>;
}

/** What a program failed to do on this machine. */
export class ProgramError extends Error {}

/** Guards against hanging: far more than a start takes, also on a busy machine. */
const HANG_MS = 120_000;

/**
 * A shell script that reads its standard input to the end, kills the process group $1 and deletes the folder $2. The input ends when the
 * process at its other end exits, even by SIGKILL. The script waits until the group is gone, at most 10 s: a program that still runs would
 * write into the folder, and zombies that nobody reaps are never gone.
 */
const END_GROUP = `
  while read -r _; do :; done
  rounds=0
  while [ $rounds -lt 100 ] && kill -s KILL -- "-$1"; do
    rounds=$((rounds + 1))
    sleep 0.1
  done
  rm -rf -- "$2"`;

/**
 * A program such as a browser, in a process group of its own and with a folder of its own: its helper processes and the folder end with it,
 * and all of them with this process. No handler of this process could do that after SIGKILL, so a shell outside of both process groups does
 * it (`END_GROUP`).
 */
export class ProgramGroup {
  readonly folder: string;
  readonly #program: ChildProcess;
  readonly #watcher: ChildProcess;
  readonly #ended: Promise<unknown>;
  #output = '';
  #hasExited = false;
  #isClosed = false;

  constructor({ command, args, env }: ProgramGroupOptions) {
    this.folder = mkdtempSync(path.join(tmpdir(), 'mailroom-'));
    this.#program = spawn(command, args(this.folder), {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { ...process.env, ...env?.(this.folder) },
    });
    this.#program.once('exit', () => (this.#hasExited = true));
    // After the last output.
    this.#program.once('close', () => (this.#isClosed = true));
    this.#program.once('error', ({ message }) => {
      this.#output += message;
      this.#hasExited = this.#isClosed = true;
    });
    for (const stream of [this.#program.stdout, this.#program.stderr])
      stream?.on('data', (chunk: Buffer) => (this.#output += String(chunk)));
    this.#watcher = spawn('sh', ['-c', END_GROUP, 'sh', String(this.#program.pid ?? ''), this.folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    this.#ended = once(this.#watcher, 'exit');
  }

  /** Whether it has exited, or could not be started. */
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
   * @throws {ProgramError} with the output, if the program exits first or does not start, or if that takes longer than two minutes
   */
  async matches(pattern: RegExp): Promise<RegExpExecArray> {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
    const fail = (reason: string) =>
      reject(new ProgramError(`${this.#program.spawnfile} ${reason}: ${this.#output.trim()}`));
    const look = () => {
      const match = pattern.exec(this.#output);
      if (match) resolve(match);
      else if (this.#isClosed) fail('exited');
    };
    const hanging = setTimeout(() => fail(`is not ready after ${HANG_MS / 1000} s`), HANG_MS);
    const streams = [this.#program.stdout, this.#program.stderr];
    for (const stream of streams) stream?.on('data', look);
    this.#program.on('close', look).on('error', look);
    look();
    try {
      return await promise;
    } finally {
      clearTimeout(hanging);
      for (const stream of streams) stream?.off('data', look);
      this.#program.off('close', look).off('error', look);
    }
  }

  /** Ends all processes of the group and deletes the folder. */
  async close() {
    this.#watcher.stdin?.end();
    await this.#ended;
  }
}
