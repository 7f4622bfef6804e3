import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const PRELOAD = path.join(import.meta.dirname, 'spawned-preload.ts');
const COMPILE_CACHE = path.join(import.meta.dirname, '../../node_modules/.cache/compiled');

/** A Node program in a process of its own whose output has matched. */
export interface SpawnedProgram {
  /** The part of the output that `until` matched. */
  readonly match: RegExpExecArray;
  /** All output so far. */
  readonly output: () => string;
  /** Stops the program's monotonic clock, or moves it forward by some ms. */
  readonly setClock: (command: 'stop clock' | number) => Promise<void>;
  /** Sends the signal and waits for the exit. */
  readonly stop: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

/** Returns the lines of the server's log in its output, parsed. */
export const logLines = (output: string): Record<string, unknown>[] =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): Record<string, unknown> => JSON.parse(line));

/**
 * Starts a Node program and waits until its output matches. Reads its output to the end: a full or broken pipe would end the program.
 * Throws if it exits first. The program dies with this process.
 */
export const spawnUntil = async (
  args: readonly string[],
  { cwd, env, until }: { cwd: string; env: Record<string, string>; until: RegExp },
): Promise<SpawnedProgram> => {
  const program = spawn(process.execPath, [`--import=${pathToFileURL(PRELOAD).href}`, ...args], {
    cwd,
    // A test run starts hundreds of programs: all share what Node compiled for the first.
    // A server keeps nothing, unless the test says where.
    env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env, DATA_DIR: '', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const exited = once(program, 'exit');
  const kill = () => program.kill('SIGKILL');
  process.once('exit', kill);
  void exited.then(() => process.off('exit', kill));
  let output = '';
  const match = await Promise.race([
    new Promise<RegExpExecArray>((resolve) => {
      program.stdout?.on('data', (chunk: Buffer) => {
        output += stripVTControlCharacters(chunk.toString());
        const found = until.exec(output);
        if (found) resolve(found);
      });
    }),
    exited.then(() => null),
  ]);
  if (!match) throw new Error(`${args.join(' ')} exited before its output matched ${String(until)}`);
  return {
    match,
    output: () => output,
    setClock: async (command) => {
      const done = once(program, 'message');
      program.send(command);
      await done;
    },
    stop: async (signal) => {
      program.kill(signal);
      await exited;
    },
  };
};
