import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import http from 'node:http';
import { constants } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { logLines, spawnUntil } from '../support/programs/spawn-until.ts';
import { waitUntil } from '../support/wait-until.ts';

const MAIN = path.join(import.meta.dirname, '../../apps/server/src/main.ts');
/** Less than a minute, in which the log has one line about the same reason. */
const WITHIN_A_MINUTE_MS = 59_000;

/** Loaded before the server. */
const PRINT_PID = 'console.log(`pid ${process.pid}`);';
/** A signal has the effect of a connection that the system does not accept, as Node reports it on systems where it does. */
const REPORT_ACCEPT_ERROR = `
  import { subscribe } from 'node:diagnostics_channel';
  subscribe('tracing:net.server.listen:asyncEnd', ({ server }) => {
    process.on('SIGUSR2', () => {
      server._handle.onconnection(-${constants.errno.EMFILE});
      console.log('reported');
    });
  });`;

/** Starts a server. `request` asks it for a file, over a connection of its own or one that is kept, and resolves with the status. */
const startServer = async (t: TestContext, preload: string) => {
  const args = [`--import=data:text/javascript,${encodeURIComponent(preload)}`, MAIN];
  const env = { PORT: '0', HOST: '127.0.0.1' };
  const until = /^pid (\d+)$[^]*127\.0\.0\.1:(\d+)\//m;
  const server = await spawnUntil(args, { cwd: import.meta.dirname, env, until });
  t.after(() => server.stop('SIGTERM'));
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  const request = async (connection: 'new' | 'kept') => {
    const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
    const options = connection === 'kept' ? { agent } : {};
    http.get(`http://127.0.0.1:${server.match[2]}/icon.svg`, options, resolve).on('error', reject);
    const response = await promise;
    await text(response);
    return response.statusCode;
  };
  assert.equal(await request('kept'), 200);
  return { server, pid: Number(server.match[1]), request };
};

test('a connection that is not accepted ends nothing, and the log has a line a minute about it', async (t) => {
  const { server, pid, request } = await startServer(t, REPORT_ACCEPT_ERROR + PRINT_PID);
  await server.setClock('stop clock');
  const errors = () => logLines(server.output()).filter(({ msg }) => msg === 'a connection was not accepted');
  let reported = 0;
  const reportAcceptError = async () => {
    process.kill(pid, 'SIGUSR2');
    reported++;
    const isReported = () => server.output().split('\nreported').length - 1 === reported;
    // Rejects if the server has exited.
    await waitUntil(async () => (await request('kept')) === 200 && isReported());
  };
  await reportAcceptError();
  await waitUntil(() => errors().length === 1);
  await server.setClock(WITHIN_A_MINUTE_MS);
  await reportAcceptError();
  await reportAcceptError();
  // Beyond the minute: the sum of two fractions of a millisecond may be a little less.
  await server.setClock(1_001);
  await reportAcceptError();
  await waitUntil(() => errors().length > 1);
  const [{ level, code } = {}, { omitted } = {}, ...more] = errors();
  assert.deepEqual([level, code, omitted, more], [50, 'EMFILE', 2, []]);
  assert.equal(await request('new'), 200);
});

/** Standard input, output and error: so it cannot accept a connection, not even by closing a file that is held in reserve. */
const TOO_FEW_FILES = 3;
const MANY_FILES = 1_024;
const skip = spawnSync('prlimit', ['--version']).error !== undefined && 'needs prlimit, as Linux has it';

test(
  'a server that can open no more files serves its connections, and new ones as soon as it can',
  { skip },
  async (t) => {
    const { pid, request } = await startServer(t, PRINT_PID);
    const limitFiles = (files: number) => execFileSync('prlimit', [`--pid=${pid}`, `--nofile=${files}:`]);
    limitFiles(TOO_FEW_FILES);
    let isAnswered = false;
    const waiting = request('new').finally(() => (isAnswered = true));
    for (let count = 0; count < 20; count++) assert.equal(await request('kept'), 200);
    assert.equal(isAnswered, false);
    limitFiles(MANY_FILES);
    assert.equal(await waiting, 200);
    assert.equal(await request('new'), 200);
  },
);
