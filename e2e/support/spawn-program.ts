import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const COMPILED = path.join(import.meta.dirname, '../../node_modules/.cache/compiled');

/** A Node program in a process of its own, once it has said what it was to say. */
export interface Started {
  /** What `until` matched in what the program said. */
  readonly said: RegExpExecArray;
  /** All that the program has said until now. */
  readonly output: () => string;
  /** Asks it to end, or kills it, and waits until it has ended. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

/** Starts a program, and waits until its output matches. What it says later is read too: a full or broken pipe would end it. */
export const started = async (
  args: readonly string[],
  { cwd, env, until }: { cwd: string; env: Record<string, string>; until: RegExp },
): Promise<Started> => {
  const program = spawn(process.execPath, args, {
    cwd,
    // Hundreds are started in one run: what Node made of the sources the first time serves the others.
    env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(program, 'exit');
  let output = '';
  const said = await Promise.race([
    new Promise<RegExpExecArray>((resolve) => {
      program.stdout?.on('data', (chunk: Buffer) => {
        output += stripVTControlCharacters(chunk.toString());
        const found = until.exec(output);
        if (found) resolve(found);
      });
    }),
    exited.then(() => null),
  ]);
  if (!said) throw new Error(`${args.join(' ')} ended before it said ${String(until)}`);
  return {
    said,
    output: () => output,
    stop: async (signal = 'SIGTERM') => {
      program.kill(signal);
      await exited;
    },
  };
};
