import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Ends a program that hangs. Far more than any run takes, also on a busy machine. */
const HANG_MS = 300_000;
/** Node’s compiled code of unchanged files, shared by all runs. */
const COMPILE_CACHE = path.join(import.meta.dirname, '../../node_modules/.cache/compiled');

const groups = new Set<number>();
const folders = new Set<string>();

// Also after a time-out of the test runner, and after SIGINT and SIGTERM, which node:test turns into an exit.
process.once('exit', () => {
  for (const group of groups) kill(group);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Runs a Node program in a process group of its own, and returns what it printed. Kills the group as soon as `isEnough(output)`. */
export const runProgram = async (
  args: readonly string[],
  {
    cwd,
    env,
    isEnough = () => false,
  }: { cwd: string; env: Record<string, string>; isEnough?: (output: string) => boolean },
): Promise<{ output: string; exitCode: number | null }> => {
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const program = spawn(process.execPath, args, {
    cwd,
    env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...inherited, ...env },
    detached: true,
  });
  const group = program.pid ?? 0;
  groups.add(group);
  const hanging = setTimeout(() => kill(group), HANG_MS);
  let output = '';
  for (const channel of [program.stdout, program.stderr]) {
    channel.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (isEnough(output)) kill(group);
    });
  }
  await once(program, 'close');
  clearTimeout(hanging);
  // Whatever the program started and did not end.
  kill(group);
  groups.delete(group);
  return { output, exitCode: program.exitCode };
};

/** A temporary folder, until `remove()` or the end of this process. */
export const temporaryFolder = (prefix: string) => {
  const folder = mkdtempSync(path.join(tmpdir(), prefix));
  folders.add(folder);
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
    folders.delete(folder);
  };
  return { folder, remove };
};

const kill = (group: number) => {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // The group has ended.
  }
};
