// `npm run owner` prints a link that makes whoever opens it first the owner of the room. With --reset, all roles end before.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from './config.ts';
import { invitationUrl } from './http/invitation-url.ts';
import { createDataFolder, folderErrorMessage } from './journal/data-folder.ts';
import { readOwnerRequest, writeOwnerRequest } from './owner-request.ts';
import { nativeDigest } from './runtime/native-digest.ts';

/** A server that runs grants a request within a second, unless it is very busy. */
const GRANT_MS = 5_000;
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
  try {
    createDataFolder(dataFolder);
    writeOwnerRequest(dataFolder, { tokenDigest: nativeDigest(token), reset: options.includes('--reset') });
  } catch (error) {
    return fail(folderErrorMessage(error, dataFolder));
  }
  const isPending = () => readOwnerRequest(dataFolder) !== undefined;
  for (const end = Date.now() + GRANT_MS; isPending() && Date.now() < end;) await sleep(CHECK_MS);
  console.log(invitationUrl(publicUrl?.href ?? `http://localhost:${port}/`, token));
  console.log(
    isPending()
      ? 'No server uses this data folder now. From its next start on, whoever opens this link first becomes an owner.'
      : 'Whoever opens this link first becomes an owner of the room.',
  );
};

try {
  await run(process.argv.slice(2));
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
