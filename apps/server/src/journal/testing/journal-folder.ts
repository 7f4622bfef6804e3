import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';

/** Creates a folder that is removed when the test ends. */
export const createFolder = (t: TestContext): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mailroom-journal-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** Returns a new folder with the files of a database as they are now: what a process leaves that dies now. */
export const copyOfFolder = (t: TestContext, folder: string): string => {
  const copy = createFolder(t);
  for (const file of ['room.db', 'room.db-wal']) {
    if (existsSync(path.join(folder, file))) copyFileSync(path.join(folder, file), path.join(copy, file));
  }
  return copy;
};
