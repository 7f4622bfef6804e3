import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { createFolder } from '../../testing/create-folder.ts';

/** Why `createSmallDisk` cannot be used, or false. */
export const cannotMount = process.getuid?.() === 0 ? false : 'only root can mount a file system';

/** Creates a folder that is a disk of its own, of `size` bytes. It is removed when the test ends. */
export const createSmallDisk = (t: TestContext, size: number): string => {
  let folder = '';
  // Node runs these in the order of the calls: first unmounted, then removed.
  t.after(() => execFileSync('umount', ['--lazy', folder]));
  folder = createFolder(t);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  return folder;
};

/** Makes the disk read-only, also for root. */
export const makeReadOnly = (disk: string) => execFileSync('mount', ['-o', 'remount,ro', disk]);

/** Returns a new folder with the files of a database as they are now: what a process leaves that dies now. */
export const copyOfFolder = (t: TestContext, folder: string): string => {
  const copy = createFolder(t);
  for (const file of ['room.db', 'room.db-wal']) {
    if (existsSync(path.join(folder, file))) copyFileSync(path.join(folder, file), path.join(copy, file));
  }
  return copy;
};
