import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';

/** The file in the data folder by which `npm run owner` asks the server, running or not, for an invitation. */
const FILE = 'owner-request';

/** What the operator asks for. The token stays with the operator. */
const OwnerRequest = z.object({
  tokenDigest: z.string().check(z.regex(/^[\w-]{22}$/)),
  /** Whether all roles and invitations end first. */
  reset: z.boolean(),
});
export type OwnerRequest = z.infer<typeof OwnerRequest>;

/** Asks for an invitation, in place of an earlier request. */
export const writeOwnerRequest = (folder: string, request: OwnerRequest) => {
  const file = path.join(folder, FILE);
  writeFileSync(`${file}.new`, JSON.stringify(request), { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

/** Returns what was asked for; `invalid` if the file has anything else, `undefined` without a file. */
export const readOwnerRequest = (folder: string): OwnerRequest | 'invalid' | undefined => {
  const text = readIfExists(path.join(folder, FILE));
  if (text === undefined) return undefined;
  try {
    return OwnerRequest.parse(JSON.parse(text));
  } catch {
    return 'invalid';
  }
};

/** Removes the file, which shows that the request was fulfilled, unless there is a newer request. */
export const removeOwnerRequest = (folder: string, fulfilled: OwnerRequest | 'invalid') => {
  const current = readOwnerRequest(folder);
  if (JSON.stringify(current) === JSON.stringify(fulfilled)) rmSync(path.join(folder, FILE), { force: true });
};

/** The server may remove the file at any moment. */
const readIfExists = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};
