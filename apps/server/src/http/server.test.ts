import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import test from 'node:test';
import { startTestServer } from '../testing/start-test-server.ts';
import { createHttpServer } from './server.ts';
import { apiHeaders, assetHeaders, fileHeaders, pageHeaders, workerHeaders } from './headers.ts';

test('every answer has its headers, whatever its status', async (t) => {
  const { url } = await startTestServer(t);
  const json = { 'content-type': 'application/json' };
  const page = pageHeaders('');
  const plain = { ...apiHeaders, 'content-type': 'text/plain; charset=utf-8' };
  const cases: [string, RequestInit, number, Record<string, string>][] = [
    ['/', {}, 200, page],
    ['/index.html', {}, 200, page],
    ['/assets/page-abc123.js', {}, 200, assetHeaders],
    ['/icon.svg', {}, 200, fileHeaders],
    ['/manifest.webmanifest', {}, 200, { ...fileHeaders, 'content-type': 'application/manifest+json; charset=utf-8' }],
    ['/service-worker.js', {}, 200, workerHeaders],
    ['/', { method: 'HEAD' }, 200, page],
    ['/?from=a-friend', {}, 200, page],
    ['/', { headers: { 'if-none-match': '*', 'if-modified-since': new Date().toUTCString() } }, 200, page],
    ['/', { headers: { range: 'bytes=10-5' } }, 200, page],
    ['/assets/page-abc123.js', { headers: { range: 'bytes=3-4' } }, 200, assetHeaders],
    ['/index', {}, 404, plain],
    ['/%69ndex.html', {}, 404, plain],
    ['/assets', {}, 404, plain],
    ['/csp-report', { method: 'POST', body: '{"csp-report":{}}' }, 202, plain],
    ['/csp-report', { method: 'POST', body: ' '.repeat(5_000) }, 413, plain],
    ['/csp-report', {}, 405, plain],
    ['/nothing', {}, 404, plain],
    ['/nothing', { headers: { accept: 'text/html,*/*' } }, 404, page],
    ['/', { headers: { accept: 'text/html,*/*' } }, 200, page],
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

test('of the scripts in the page itself those may run that came with it, and no other', () => {
  const policy = (html: string) => pageHeaders(html)['content-security-policy'].split('; ')[1];
  assert.equal(policy('<script type="module" src="/assets/page-abc123.js"></script>'), "script-src 'self'");
  // Known from the examples of the policy's specification and of MDN.
  const [alert, something] = [
    "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='",
    "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='",
  ];
  assert.equal(policy("<script>alert('Hello, world.');</script>"), `script-src 'self' ${alert}`);
  assert.equal(
    policy("<p><script>doSomething();</script></p>\n<script>alert('Hello, world.');</script>"),
    `script-src 'self' ${something} ${alert}`,
  );
});

test('the page comes compressed to who takes it so, and the same to who does not', async (t) => {
  const { url } = await startTestServer(t);
  const page = async (encoding: string) => {
    const response = await fetch(`${url}/assets/page-abc123.js`, { headers: { 'accept-encoding': encoding } });
    return [response.headers.get('content-encoding'), response.headers.get('content-type'), await response.text()];
  };
  assert.deepEqual(await page('gzip, br'), ['gzip', 'text/javascript; charset=utf-8', 'export {};']);
  assert.deepEqual(await page('identity'), [null, 'text/javascript; charset=utf-8', 'export {};']);
});

test('who lost their way is told by a page, and whoever reads it bare by a sentence', async (t) => {
  const { url } = await startTestServer(t);
  const answer = async (accept: string) => (await fetch(`${url}/nothing`, { headers: { accept } })).text();
  assert.match(await answer('text/html,application/xhtml+xml;q=0.9,*/*;q=0.8'), /<h1>Not found<\/h1>/);
  assert.equal(await answer('*/*'), 'There is nothing here. The room is at /.\n');
});

test('a page built anew under a running room changes nothing for those who have the old one', async (t) => {
  const { url, pageFolder } = await startTestServer(t);
  rmSync(pageFolder, { recursive: true });
  const response = await fetch(`${url}/assets/page-abc123.js`);
  assert.deepEqual([response.status, await response.text()], [200, 'export {};']);
});

test('without a built page the room says how to build it', async (t) => {
  const { url } = await startTestServer(t, { pageFolder: '/nowhere' });
  const response = await fetch(url);
  assert.deepEqual(
    [response.status, await response.text()],
    [503, 'The page is not built yet. Build it with: npm run build\n'],
  );
});

test('what browsers report is noted, 10 a minute from one host', async (t) => {
  const { url, reports } = await startTestServer(t);
  const report = (number: number) => fetch(`${url}/csp-report`, { method: 'POST', body: `report ${number}` });
  const statuses: number[] = [];
  for (let number = 0; number < 12; number++) statuses.push((await report(number)).status);
  assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 202), 429, 429]);
  assert.equal(reports.length, 10);
});

test('an answerer that fails costs its own request and no other', async (t) => {
  const bugs: unknown[] = [];
  const { server } = createHttpServer({
    rpc: () => Promise.reject(new Error('late')),
    report: () => {
      throw new Error('at once');
    },
    page: (_request, response) => response.end('the page'),
    socketsPerNetwork: 0,
    onBug: (error) => bugs.push(String(error)),
  });
  server.listen(0);
  await once(server, 'listening');
  t.after(() => server.close());
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  await assert.rejects(fetch(`${url}/trpc/join`));
  await assert.rejects(fetch(`${url}/csp-report`));
  assert.equal(await (await fetch(url)).text(), 'the page');
  assert.deepEqual(bugs, ['Error: late', 'Error: at once']);
});

test('every answer to a call names the page that belongs to it, so that an older one can say so', async (t) => {
  const { url } = await startTestServer(t);
  const named = async (path: string) => (await fetch(`${url}${path}`)).headers.get('mailroom-page');
  assert.deepEqual(await Promise.all(['/trpc/getUsers', '/trpc/nothing', '/'].map(named)), [
    '/assets/page-abc123.js',
    '/assets/page-abc123.js',
    null,
  ]);
  const { url: pageless } = await startTestServer(t, { pageFolder: '/nowhere' });
  assert.equal((await fetch(`${pageless}/trpc/getUsers`)).headers.get('mailroom-page'), '');
});

test('what Node cannot even parse is answered too, with the same headers', async (t) => {
  const { port } = await startTestServer(t);
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
    ['no host', 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n', 400],
    ['great expectations', 'GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: miracles\r\n\r\n', 417],
    ['headers too large', `GET / HTTP/1.1\r\nhost: x\r\ncookie: ${'x'.repeat(9_000)}\r\n\r\n`, 431],
  ];
  for (const [name, bytes, status] of cases) {
    const answer = await answerTo(bytes);
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), name);
    for (const header of ['x-content-type-options: nosniff', 'connection: close', 'content-security-policy: ']) {
      assert(answer.toLowerCase().includes(`\r\n${header}`), `${name}: ${header}`);
    }
  }
});

test('who never finishes their headers or body is answered, and put out, even if they keep their own end open', async (t) => {
  const { port, server } = await startTestServer(t);
  server.headersTimeout = 50;
  server.requestTimeout = 100;
  const beginnings = [
    'GET / HTTP/1.1\r\nhost: x\r\n',
    'POST /trpc/join HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
  ];
  for (const beginning of beginnings) {
    const connected = once(server, 'connection') as Promise<[Socket]>;
    const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    client.write(beginning);
    const [peer] = await connected;
    const answered = once(client, 'data') as Promise<[Buffer]>;
    await once(peer, 'close');
    assert.match(String((await answered)[0]), /^HTTP\/1\.1 408 /);
    client.destroy();
  }
});

test('closing answers every parked wait and lets every connection go', async (t) => {
  const { browser, close, server } = await startTestServer(t);
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
