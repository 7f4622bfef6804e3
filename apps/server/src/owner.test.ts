import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { writeOwnerRequest } from './owner-request.ts';
import { nativeDigest } from './runtime/native-digest.ts';
import { createFolder } from './testing/create-folder.ts';
import { spawnEnvironment } from './testing/spawn-environment.ts';
import { startMain } from './testing/start-main.ts';
import { until } from './testing/until.ts';

const OWNER = path.join(import.meta.dirname, 'owner.ts');

/** Starts the server. `token` is that of the link for the owner, if it printed one. */
const startServer = async (t: TestContext, env: Record<string, string>) => {
  const { url, output, stop } = await startMain(t, env);
  return { url, stop: () => stop('SIGKILL'), token: /#invite=(\S+)/.exec(output())?.[1] };
};

/** Runs the command of the operator and returns what it prints. */
const runOwner = async (t: TestContext, env: Record<string, string>, ...options: string[]) => {
  const run = promisify(execFile)(process.execPath, [OWNER, ...options], {
    cwd: createFolder(t),
    env: { ...spawnEnvironment, ...env },
  });
  const output: Partial<Output> = await run.catch((error: Output) => error);
  const { stdout = '', stderr = '', code = 0 } = output;
  return { code, stderr, stdout, token: /#invite=(\S+)/.exec(stdout)?.[1] };
};
interface Output {
  readonly stdout: string;
  readonly stderr: string;
  /** Missing if it is 0. */
  readonly code?: number;
}

/** A browser with its cookies. */
const createBrowser = () => {
  const cookies = new Map<string, string>();
  return {
    cookies,
    call: async (url: string, procedure: string, input?: object) => {
      const response = await fetch(`${url}trpc/${procedure}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
        },
        ...(input && { body: JSON.stringify(input) }),
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (line.includes('Max-Age=0')) cookies.delete(name);
        else cookies.set(name, value);
      }
      const { result, error } = (await response.json()) as Record<
        string,
        { data: Record<string, unknown> } | undefined
      >;
      return result?.data ?? error?.data ?? {};
    },
  };
};

const claim = (invitation = '') => ({ invitation, attempt: randomUUID() });

// At the same time, because they mostly wait for processes.
suite('the owner and the operator', { concurrency: true }, () => {
  test('the start prints an invitation until somebody is the owner, and the cookie of the claim gives the role', async (t) => {
    const DATA_DIR = path.join(createFolder(t), 'data');
    const first = await startServer(t, { DATA_DIR });
    await first.stop();
    const { url, token, stop } = await startServer(t, { DATA_DIR });
    assert.notEqual(token, first.token);
    const ann = createBrowser();
    assert.partialDeepStrictEqual(await ann.call(url, 'moderation.claim', claim(first.token)), { why: 'revoked' });
    assert.deepEqual(await ann.call(url, 'moderation.claim', claim(token)), { role: 'owner' });
    assert.partialDeepStrictEqual(await ann.call(url, 'join', { nickname: 'Ann' }), { you: { role: 'owner' } });
    const invited = await ann.call(url, 'moderation.invite', { role: 'moderator', clientMsgId: randomUUID() });
    await stop();

    const PORT = new URL(url).port;
    const again = await startServer(t, { DATA_DIR, PORT });
    assert.equal(again.token, undefined, 'there is an owner');
    assert.partialDeepStrictEqual(await ann.call(again.url, 'join', { nickname: 'Ann' }), { you: { role: 'owner' } });
    const ben = createBrowser();
    await ben.call(again.url, 'join', { nickname: 'Ben' });
    assert.deepEqual(await ben.call(again.url, 'moderation.claim', claim(String(invited['token']))), {
      role: 'moderator',
    });
    assert.deepEqual(await ben.call(again.url, 'moderation.resign'), {});
    assert.deepEqual(
      [...ben.cookies.keys()].map((name) => name.replace(/-[\da-f]{8}$/, '')),
      ['mailroom'],
    );
    await again.stop();
    const stored = readdirSync(DATA_DIR)
      .map((file) => readFileSync(path.join(DATA_DIR, file), 'latin1'))
      .join();
    const secrets = [token, invited['token'], ...[...ann.cookies.values()].map((value) => value.split('.').at(-1))];
    for (const secret of secrets) assert.equal(stored.includes(String(secret)), false, 'the data folder has no token');
  });

  test('a repeated claim sets the same cookie, and an owner keeps theirs when they claim for a moderator', async (t) => {
    const { url, token } = await startServer(t, { DATA_DIR: '' });
    const [ann, ben] = [createBrowser(), createBrowser()];
    const request = claim(token);
    await ann.call(url, 'moderation.claim', request);
    const [[, cookie] = []] = ann.cookies;
    ann.cookies.clear();
    assert.deepEqual(await ann.call(url, 'moderation.claim', request), { role: 'owner' });
    assert.deepEqual([...ann.cookies.values()], [cookie]);
    await ann.call(url, 'join', { nickname: 'Ann' });
    const invited = await ann.call(url, 'moderation.invite', { role: 'moderator', clientMsgId: randomUUID() });
    assert.deepEqual(await ann.call(url, 'moderation.claim', claim(String(invited['token']))), { role: 'owner' });
    assert([...ann.cookies.values()].includes(cookie ?? ''));
    assert.deepEqual(await ben.call(url, 'moderation.claim', claim(String(invited['token']))), { role: 'moderator' });
  });

  test('npm run owner prints an invitation of a running server, and with --reset ends all roles', async (t) => {
    const DATA_DIR = path.join(createFolder(t), 'data');
    const { url, token } = await startServer(t, { DATA_DIR });
    const { port } = new URL(url);
    const ann = createBrowser();
    await ann.call(url, 'moderation.claim', claim(token));
    await ann.call(url, 'join', { nickname: 'Ann' });
    const second = await runOwner(t, { DATA_DIR, PORT: port });
    assert.match(
      second.stdout,
      new RegExp(`^http://localhost:${port}/#invite=.*\nThe first person who accepts this link`),
    );
    const ben = createBrowser();
    await ben.call(url, 'join', { nickname: 'Ben' });
    assert.deepEqual(await ben.call(url, 'moderation.claim', claim(second.token)), { role: 'owner' });
    const third = await runOwner(t, { DATA_DIR, PORT: port }, '--reset');
    assert.partialDeepStrictEqual(
      await ben.call(url, 'moderation.invite', { role: 'owner', clientMsgId: randomUUID() }),
      {
        refusal: 'not-permitted',
      },
    );
    assert.deepEqual(await ann.call(url, 'moderation.claim', claim(third.token)), { role: 'owner' });
  });

  test('a request that was fulfilled before the process ended is not fulfilled again, and does not stay', async (t) => {
    const DATA_DIR = path.join(createFolder(t), 'data');
    const { url, token = '' } = await startServer(t, { DATA_DIR });
    await createBrowser().call(url, 'moderation.claim', claim(token));
    writeOwnerRequest(DATA_DIR, { tokenDigest: nativeDigest(token), reset: false });
    await until(() => !readdirSync(DATA_DIR).includes('owner-request'));
    const refusal = await createBrowser().call(url, 'moderation.claim', claim(token));
    assert.partialDeepStrictEqual(refusal, { refusal: 'invitation-invalid', why: 'used' });
  });

  test('npm run owner before the start, without a data folder and with a wrong option says what to do', async (t) => {
    const DATA_DIR = path.join(createFolder(t), 'data');
    const early = await runOwner(t, { DATA_DIR });
    assert.match(early.stdout, /No server has seen this request yet\./);
    const { url, token } = await startServer(t, { DATA_DIR });
    assert.equal(token, undefined, 'only the invitation that was asked for is open');
    assert.deepEqual(await createBrowser().call(url, 'moderation.claim', claim(early.token)), { role: 'owner' });
    const without = await runOwner(t, { DATA_DIR: '' });
    assert.deepEqual([without.code, without.stdout], [1, '']);
    assert.match(without.stderr, /^DATA_DIR is empty.* Restart it/);
    const wrong = await runOwner(t, { DATA_DIR }, '--force');
    assert.deepEqual([wrong.code, wrong.stderr], [1, 'Unknown option --force. The only one is --reset.\n']);
    writeFileSync(path.join(DATA_DIR, 'owner-request'), '{"tokenDigest":1}');
    await until(() => !readdirSync(DATA_DIR).includes('owner-request'));
  });

  test('a request for an owner is fulfilled although members have all invitations that they may have', async (t) => {
    const DATA_DIR = path.join(createFolder(t), 'data');
    const { url, token, stop } = await startServer(t, { DATA_DIR, READS_PER_HOST: '0' });
    const ann = createBrowser();
    await ann.call(url, 'moderation.claim', claim(token));
    await ann.call(url, 'join', { nickname: 'Ann' });
    const invite = () => ann.call(url, 'moderation.invite', { role: 'owner', clientMsgId: randomUUID() });
    for (let count = 0; count < 100; count++) await invite();
    assert.partialDeepStrictEqual(await invite(), { refusal: 'too-many-invitations' });
    await stop();
    const early = await runOwner(t, { DATA_DIR });
    const again = await startServer(t, { DATA_DIR, PORT: new URL(url).port });
    assert.deepEqual(await createBrowser().call(again.url, 'moderation.claim', claim(early.token)), { role: 'owner' });
  });
});
