import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import test from 'node:test';
import { openMailroom } from '../rpc/testing/open-mailroom.ts';
import { apiHeaders, assetHeaders, fileHeaders, pageHeaders } from './headers.ts';

test('every answer has its headers, whatever its status', async (t) => {
  const { url } = await openMailroom(t);
  const json = { 'content-type': 'application/json' };
  const plain = { ...apiHeaders, 'content-type': 'text/plain; charset=utf-8' };
  const cases: [string, RequestInit, number, Record<string, string>][] = [
    ['/', {}, 200, pageHeaders],
    ['/index.html', {}, 200, pageHeaders],
    ['/assets/page-abc123.js', {}, 200, assetHeaders],
    ['/icon.svg', {}, 200, fileHeaders],
    ['/', { method: 'HEAD' }, 200, pageHeaders],
    ['/nothing', {}, 404, plain],
    ['/../../package.json', {}, 404, plain],
    ['/%2e%2e/%2e%2e/package.json', {}, 404, plain],
    ['/.env', {}, 404, plain],
    ['/', { method: 'POST' }, 405, plain],
    ['/trpc/join', { method: 'POST', body: '{"nickname":"Ann"}', headers: json }, 200, apiHeaders],
    ['/trpc/join', { method: 'POST', body: '{"nickname":"Ann"}', headers: json }, 409, apiHeaders],
    ['/trpc/join', { method: 'POST', body: '{', headers: json }, 400, apiHeaders],
    ['/trpc/getUsers', {}, 401, apiHeaders],
    ['/trpc/leave', { method: 'POST', headers: { origin: 'http://evil.example' } }, 403, apiHeaders],
    ['/trpc/nothing', {}, 404, apiHeaders],
    ['/trpc/join', {}, 405, apiHeaders],
    ['/trpc/join', { method: 'POST', body: ' '.repeat(20_000), headers: json }, 413, apiHeaders],
    ['/trpc/join', { method: 'POST', body: '{}' }, 415, apiHeaders],
  ];
  for (const [path, init, status, headers] of cases) {
    const response = await fetch(url + path, init);
    await response.arrayBuffer();
    const got = Object.fromEntries(Object.keys(headers).map((name) => [name, response.headers.get(name)]));
    assert.deepEqual({ status: response.status, ...got }, { status, ...headers }, `${init.method ?? 'GET'} ${path}`);
    for (const name of ['server', 'x-powered-by', 'access-control-allow-origin']) {
      assert.equal(response.headers.get(name), null, name);
    }
  }
});

test('what Node cannot even parse is answered too, with the same headers', async (t) => {
  const { port } = await openMailroom(t);
  const answerTo = async (bytes: string) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.end(bytes);
    await once(socket, 'close');
    return answer;
  };
  const cases: [string, string, number][] = [
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['two lengths', 'POST /trpc/join HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400],
    ['headers too large', `GET / HTTP/1.1\r\nhost: x\r\ncookie: ${'x'.repeat(9_000)}\r\n\r\n`, 431],
  ];
  for (const [name, bytes, status] of cases) {
    const answer = await answerTo(bytes);
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), name);
    for (const header of ['x-content-type-options: nosniff', 'connection: close', 'content-security-policy: ']) {
      assert(answer.includes(`\r\n${header}`), `${name}: ${header}`);
    }
  }
});

test('closing answers every parked wait and lets every connection go', async (t) => {
  const { browser, close, server } = await openMailroom(t);
  const [ann, ben] = [browser(), browser()];
  await ann.trpc.join.mutate({ nickname: 'Ann' });
  const { next } = await ben.trpc.join.mutate({ nickname: 'Ben' });
  const parked = [ann, ben].map((who) => who.trpc.wait.query({ since: next }));
  // The last to arrive tells that all of them did.
  await once(server, 'request').then(() => once(server, 'request'));
  const begun = performance.now();
  await close(1_500);
  const restarting = { type: 'closed', why: 'restarting', retryAfterMs: 1_000 };
  assert.deepEqual(await Promise.all(parked), [restarting, restarting]);
  assert(performance.now() - begun < 1_000, 'without waiting for the grace to end');
});
