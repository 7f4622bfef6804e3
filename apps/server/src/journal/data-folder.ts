import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

const KEY_BYTES = 32;

/** Creates the folder if it is missing, readable by this user only. */
export const createDataFolder = (folder: string) => {
  if (existsSync(folder)) return;
  // Node never returns when it has to create missing parents in a folder such as /proc, which accepts none.
  const recursive = !existsSync(path.dirname(folder));
  try {
    mkdirSync(folder, { recursive, mode: 0o700 });
  } catch (error) {
    // Another process was faster.
    if (!isCode(error, 'EEXIST')) throw error;
  }
};

/**
 * Returns the secret key of the data folder, 32 bytes, from its file `key`. Creates both if they are missing; only this user can read them.
 *
 * @throws {Error} with a sentence for the operator
 */
export const readDataKey = (folder: string): Buffer => {
  const file = path.join(folder, 'key');
  try {
    createDataFolder(folder);
    const text = readIfExists(file) ?? createKey(file);
    const key = Buffer.from(text, 'base64url');
    if (key.length !== KEY_BYTES) throw new DamagedKeyError(file);
    return key;
  } catch (error) {
    if (error instanceof DamagedKeyError) throw error;
    throw new Error(folderErrorMessage(error, folder), { cause: error });
  }
};

/** Returns a sentence for the operator about an error of the file system. */
export const folderErrorMessage = (error: unknown, folder: string): string => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `The disk of ${folder} is full. Free some space, or choose another DATA_DIR.`;
  if (NO_RIGHT.has(code)) {
    return `The server cannot write in ${folder}. Grant it write permission, choose another DATA_DIR, or set \`DATA_DIR=\` to store nothing.`;
  }
  return `The data in ${folder} cannot be opened: ${error instanceof Error ? error.message : String(error)}`;
};

const NO_RIGHT = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR']);

class DamagedKeyError extends Error {
  override readonly name = 'DamagedKeyError';

  constructor(file: string) {
    super(`The key in ${file} is damaged. Restore it, or delete the file: then everybody has to join again.`);
  }
}

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code;

const readIfExists = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
};

/** Creates the file atomically. If another process was faster, its key is used. */
const createKey = (file: string): string => {
  const draft = `${file}.${process.pid}`;
  try {
    writeSafely(draft, `${randomBytes(KEY_BYTES).toString('base64url')}\n`);
    linkOrRename(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8');
};

/** Writes a file that only this user can read, and waits until it is on the disk. */
const writeSafely = (file: string, text: string) => {
  const descriptor = openSync(file, 'w', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

/** Renames a file, unless there is a file with the new name. */
const linkOrRename = (from: string, to: string) => {
  try {
    linkSync(from, to);
  } catch (error) {
    // Some file systems have no links.
    if (!isCode(error, 'EEXIST')) renameSync(from, to);
  }
};
