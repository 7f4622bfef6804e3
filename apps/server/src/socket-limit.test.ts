import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import test, { type TestContext } from 'node:test';
import { maxOpenFiles, socketLimit } from './socket-limit.ts';
import { spawnEnvironment } from './testing/spawn-environment.ts';
import { until } from './testing/until.ts';

test('as many connections as the limit of open files allows, besides 32 files, are accepted', () => {
  const byDefault = { sockets: 25_000, hasDefaultSockets: true };
  assert.deepEqual(socketLimit(byDefault, undefined), { sockets: 25_000 });
  assert.deepEqual(socketLimit(byDefault, 25_032), { sockets: 25_000 });
  assert.deepEqual(socketLimit(byDefault, 20_000), { sockets: 19_968 });
  const { warning, ...lowered } = { warning: '', ...socketLimit(byDefault, 1_024) };
  assert.deepEqual(lowered, { sockets: 992 });
  assert.match(
    warning,
    /^SOCKETS is 25000 by default, .* 1024 files.* 992 connections\. .*25032.*, or set SOCKETS to 992/,
  );
});

test('a SOCKETS that was set and cannot be met is an error that names it', () => {
  const set = { sockets: 1_000, hasDefaultSockets: false };
  assert.deepEqual(socketLimit(set, 1_032), { sockets: 1_000 });
  assert.match(
    JSON.stringify(socketLimit(set, 1_031)),
    /^\{"error":"SOCKETS is 1000, .* 1031 files\. Raise .*1032.*, or set SOCKETS to 999 or less\."\}$/,
  );
});

test('SOCKETS=0 accepts what the limit of open files allows, and a limit without room for a connection is an error', () => {
  const unlimited = { sockets: 0, hasDefaultSockets: false };
  assert.deepEqual(socketLimit(unlimited, undefined), { sockets: 0 });
  assert.partialDeepStrictEqual(socketLimit(unlimited, 64), { sockets: 32 });
  assert.match(
    JSON.stringify(socketLimit(unlimited, 32)),
    /"error":"The process may open only 32 files\. Raise .* 33 /,
  );
});

test('the limit of open files is that of the process', { skip: process.platform === 'win32' }, async () => {
  const module = path.join(import.meta.dirname, 'socket-limit.ts');
  const script = `import(${JSON.stringify(module)}).then(({ maxOpenFiles }) => console.log(maxOpenFiles()))`;
  const limited = spawn('sh', ['-c', 'ulimit -n 64; exec "$0" -e "$1"', process.execPath, script]);
  assert.equal(await text(limited.stdout), '64\n');
  assert(maxOpenFiles() !== 0);
});

/** Starts the server with a limit of 64 open files. */
const startLimitedServer = (t: TestContext, environment: Record<string, string>) => {
  const main = path.join(import.meta.dirname, 'main.ts');
  const server = spawn('sh', ['-c', 'ulimit -n 64; exec "$0" "$1"', process.execPath, main], {
    env: { ...spawnEnvironment, DATA_DIR: '', PORT: '0', HOST: '127.0.0.1', SOCKETS: '', ...environment },
  });
  t.after(() => server.kill('SIGKILL'));
  const state = { output: '' };
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (chunk: Buffer) => (state.output += chunk.toString()));
  }
  return { server, state };
};

const LIMIT = { timeout: 300_000, skip: process.platform === 'win32' };

test(
  'with few files, the server refuses connections beyond them, serves the others, and accepts again later',
  LIMIT,
  async (t) => {
    const { server, state } = startLimitedServer(t, {});
    await until(() => /Local: .*:\d+/.test(state.output) || server.exitCode !== null);
    assert.match(state.output, /^SOCKETS is 25000 by default, .* accepts 32 connections\./m);
    const port = Number(/Local: .*:(\d+)/.exec(state.output)?.[1]);
    const open = () => {
      const socket: Socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      t.after(() => socket.destroy());
      return socket;
    };
    const flood = Array.from({ length: 100 }, open);
    const first = flood[0] ?? open();
    await until(() => flood.filter(({ closed }) => closed).length === 68);
    const served = flood.filter(({ closed }) => !closed);
    assert.equal(served.length, 32);
    assert(served.includes(first));
    const respond = async (socket: Socket) => {
      socket.write('GET /icon.svg HTTP/1.1\r\nhost: localhost\r\n\r\n');
      const [chunk]: Buffer[] = await once(socket, 'data');
      return /^HTTP\/1\.1 \d+/.exec(String(chunk))?.[0];
    };
    assert.match((await respond(first)) ?? '', /^HTTP/);
    // One line for the whole flood.
    await until(() => state.output.includes('too-many-connections'));
    assert.equal(state.output.match(/too-many-connections/g)?.length, 1);
    served.slice(1).forEach((socket) => socket.destroy());
    // Until the server notices that the others are closed, it refuses this one as well.
    let response = '';
    while (response === '') {
      const again = open();
      again.write('GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
      response = await text(again).catch(() => '');
    }
    assert.match(response, /^HTTP\/1\.1 \d+/);
    assert.equal(server.exitCode, null);
  },
);

test('a SOCKETS above the limit of open files stops the start', LIMIT, async (t) => {
  const { server, state } = startLimitedServer(t, { SOCKETS: '33' });
  const [exitCode] = await once(server, 'exit');
  assert.equal(exitCode, 1);
  assert.match(state.output, /^Mailroom cannot start\.\nSOCKETS is 33, but the process may open only 64 files\./);
});
