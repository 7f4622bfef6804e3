// `npm run owner` prints a link. The first person who accepts it becomes an owner of the room. With --reset, all roles end before.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { invitationLink } from '@mailroom/shared';
import { readConfig } from './config.ts';
import { createDataFolder, folderErrorMessage } from './journal/data-folder.ts';
import { readOwnerRequest, writeOwnerRequest } from './owner-request.ts';
import { nativeDigest } from './runtime/native-digest.ts';

/** A server that runs fulfills a request within a second, unless it is very busy. */
const FULFILL_MS = 5_000;
const CHECK_MS = 50;

const fail = (reason: string) => {
  console.error(reason);
  process.exitCode = 1;
};

const run = async (options: readonly string[]) => {
  const unknown = options.find((option) => option !== '--reset');
  if (unknown !== undefined) return fail(`Unknown option ${unknown}. The only one is --reset.`);
  if (existsSync('.env')) process.loadEnvFile();
  const { dataFolder, publicUrl, port } = readConfig(process.env);
  if (dataFolder === undefined) {
    return fail(
      'DATA_DIR is empty, so the server stores nothing. Restart it: it prints a link for the owner at each start.',
    );
  }
  const token = randomBytes(16).toString('base64url');
  const request = { tokenDigest: nativeDigest(token), reset: options.includes('--reset') };
  try {
    createDataFolder(dataFolder);
    writeOwnerRequest(dataFolder, request);
  } catch (error) {
    return fail(folderErrorMessage(error, dataFolder));
  }
  const current = () => readOwnerRequest(dataFolder);
  for (const end = Date.now() + FULFILL_MS; current() !== undefined && Date.now() < end;) await sleep(CHECK_MS);
  const left = current();
  if (left !== undefined && !isDeepStrictEqual(left, request)) {
    return fail('Another request has taken the place of this one. Use the link of the latest one, or try again.');
  }
  console.log(invitationLink(publicUrl?.href ?? `http://localhost:${port}/`, token));
  console.log(
    'The first person who accepts this link becomes an owner of the room. Earlier links of yours no longer work.',
  );
  if (left)
    console.log('No server has seen this request yet. The link works as soon as a server uses the data folder.');
};

try {
  await run(process.argv.slice(2));
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
