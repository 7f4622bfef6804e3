import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import test from 'node:test';
import { spawnEnvironment } from './testing/spawn-environment.ts';
import { until } from './testing/until.ts';

const MAIN = path.join(import.meta.dirname, 'main.ts');

/** Returns the argument that loads a bug before the server. A signal triggers it. */
const preloadOf = (bug: string) => `--import=data:text/javascript,process.on('SIGUSR2', () => { ${bug} })`;

for (const [name, bug] of [
  ['an exception that nothing catches', "throw new Error('planted bug')"],
  ['a rejection that nothing handles', "void Promise.reject(new Error('planted bug'))"],
] as const) {
  test(`${name} is logged, answers every wait and ends the process with code 1`, { timeout: 300_000 }, async (t) => {
    const server = spawn(process.execPath, [preloadOf(bug), MAIN], {
      env: { ...spawnEnvironment, DATA_DIR: '', PORT: '0', HOST: '127.0.0.1' },
    });
    t.after(() => server.kill('SIGKILL'));
    const exited = once(server, 'exit');
    let output = '';
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    await until(() => /Local: +(\S+)/.test(output) || server.exitCode !== null);
    const url = /Local: +(\S+)/.exec(output)?.[1];
    assert(url !== undefined, output);
    const joined = await fetch(`${url}trpc/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"nickname":"Ann"}',
    });
    const cookie = joined.headers.get('set-cookie')?.split(';')[0] ?? '';
    const answered = fetch(`${url}trpc/wait?input={"since":1}`, { headers: { cookie } });
    // The server reads the wait, which uses the connection of the join, before it accepts the one of this request.
    await fetch(`${url}trpc/getUsers`, { headers: { cookie } });
    server.kill('SIGUSR2');
    assert.partialDeepStrictEqual(await (await answered).json(), { result: { data: { why: 'restarting' } } });
    const [exitCode] = await exited;
    assert.equal(exitCode, 1);
    assert.match(output, /"level":60,.*planted bug.*unexpected error: the server is shutting down/);
  });
}
