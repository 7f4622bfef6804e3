import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Ends a program that hangs. Far more than any run takes, also on a busy machine. */
const HANG_MS = 300_000;
/** Node’s compiled code of unchanged files, shared by all runs. */
const COMPILE_CACHE = path.join(import.meta.dirname, '../../node_modules/.cache/compiled');

/** A process of a killed group may still write. */
const REMOVE = { recursive: true, force: true, maxRetries: 5 };

const groups = new Set<number>();
const folders = new Set<string>();
let isCleanupRegistered = false;

/** Kills all groups and removes all folders when this process ends, also by a signal: the test runner sends SIGTERM after a timeout. */
const registerCleanup = () => {
  if (isCleanupRegistered) return;
  isCleanupRegistered = true;
  process.once('exit', () => {
    for (const group of groups) kill(group);
    for (const folder of folders) removeFolder(folder);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
};

/**
 * Runs a Node program in a process group of its own, and returns what it printed: on both channels, and on the standard output alone. Kills
 * the group as soon as `isEnough` is true of the standard output.
 */
export const runProgram = async (
  args: readonly string[],
  {
    cwd,
    env,
    isEnough = () => false,
  }: { cwd: string; env: Record<string, string>; isEnough?: (stdout: string) => boolean },
): Promise<{ output: string; stdout: string; exitCode: number | null }> => {
  registerCleanup();
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
  let stdout = '';
  for (const channel of [program.stdout, program.stderr]) {
    channel.setEncoding('utf8').on('data', (piece: string) => {
      output += piece;
      if (channel === program.stderr) return;
      stdout += piece;
      if (isEnough(stdout)) kill(group);
    });
  }
  await once(program, 'close');
  clearTimeout(hanging);
  // Processes that the program started and did not end.
  kill(group);
  groups.delete(group);
  return { output, stdout, exitCode: program.exitCode };
};

/**
 * Calls `use` with a new temporary folder, and removes it afterwards with everything in it: also the disks that a killed program mounted
 * there.
 */
export const withTemporaryFolder = async <Result>(use: (folder: string) => Promise<Result>): Promise<Result> => {
  registerCleanup();
  const folder = mkdtempSync(path.join(tmpdir(), 'mailroom-mutant-'));
  folders.add(folder);
  try {
    return await use(folder);
  } finally {
    removeFolder(folder);
    folders.delete(folder);
  }
};

const removeFolder = (folder: string) => {
  for (const mountPoint of mountPointsIn(folder)) execFileSync('umount', ['--lazy', mountPoint]);
  rmSync(folder, REMOVE);
};

/** Returns where disks are mounted in a folder, the last one first. Knows of none on systems other than Linux. */
export const mountPointsIn = (folder: string): string[] => {
  if (!existsSync(MOUNTS)) return [];
  // In `man 5 proc_pid_mountinfo`, the fifth field of a line is the mount point, with spaces and the like as octal numbers.
  const mountPoints = readFileSync(MOUNTS, 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .map((field) => field.replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))));
  return mountPoints.filter((mountPoint) => mountPoint.startsWith(`${folder}${path.sep}`)).toReversed();
};

const MOUNTS = '/proc/self/mountinfo';

const kill = (group: number) => {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // The group has ended.
  }
};
