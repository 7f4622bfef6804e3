import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/** Returns what was asked for, if anything. */
export const readOwnerRequest = (folder: string): OwnerRequest | undefined => {
  const file = path.join(folder, FILE);
  if (!existsSync(file)) return undefined;
  const { data } = OwnerRequest.safeParse(parseJson(readFileSync(file, 'utf8')));
  // Nobody can have written another one but by mistake.
  if (!data) rmSync(file, { force: true });
  return data;
};

/** Shows that the request was granted. */
export const removeOwnerRequest = (folder: string) => rmSync(path.join(folder, FILE), { force: true });

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
