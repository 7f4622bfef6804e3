import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { createFolder } from '../../testing/create-folder.ts';

/** Why `createSmallDisk` cannot be used, or false. */
export const cannotMount = process.getuid?.() === 0 ? false : 'only root can mount a file system';

/** Creates a folder and mounts a disk of `size` bytes there. Both are removed when the test ends. */
export const createSmallDisk = (t: TestContext, size: number): string => {
  let folder = '';
  // Node runs these hooks in the order of the calls: first unmount, then remove.
  t.after(() => execFileSync('umount', ['--lazy', folder]));
  folder = createFolder(t);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  return folder;
};

/** Makes the disk read-only, also for root. */
export const makeReadOnly = (disk: string) => execFileSync('mount', ['-o', 'remount,ro', disk]);

/** Returns a new folder with a copy of the database as it is now: the files that a crash would leave now. */
export const copyOfFolder = (t: TestContext, folder: string): string => {
  const copy = createFolder(t);
  for (const file of ['room.db', 'room.db-wal']) {
    if (existsSync(path.join(folder, file))) copyFileSync(path.join(folder, file), path.join(copy, file));
  }
  return copy;
};
