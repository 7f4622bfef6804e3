import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import test from 'node:test';
import { startTestServer } from '../testing/start-test-server.ts';
import { until } from '../testing/until.ts';
import { createHttpServer } from './server.ts';
import { apiHeaders, assetHeaders, fileHeaders, pageHeaders, workerHeaders } from './headers.ts';

test('the page and the manifest of the app have the name of the room', async (t) => {
  const { url } = await startTestServer(t, { name: 'Tea & <b>' });
  const page = await (await fetch(url)).text();
  assert.match(page, /<title>Tea &amp; &lt;b><\/title>/);
  assert.match(page, /<h1 translate="no">Tea &amp; &lt;b><\/h1>/);
  const manifest = await (await fetch(`${url}/manifest.webmanifest`)).json();
  assert.deepEqual(manifest, { name: 'Tea & <b>', short_name: 'Tea & <b>' });
});

test('every response has its security headers, whatever its status', async (t) => {
  const { url } = await startTestServer(t);
  const json = { 'content-type': 'application/json' };
  const report = JSON.stringify({ 'csp-report': { 'document-uri': `${url}/` } });
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
    ['/?from=a-link', {}, 200, page],
    ['/', { headers: { 'if-none-match': '*', 'if-modified-since': new Date().toUTCString() } }, 200, page],
    ['/', { headers: { range: 'bytes=10-5' } }, 200, page],
    ['/assets/page-abc123.js', { headers: { range: 'bytes=3-4' } }, 200, assetHeaders],
    ['/index', {}, 404, plain],
    ['/%69ndex.html', {}, 404, plain],
    ['/assets', {}, 404, plain],
    ['/csp-report', { method: 'POST', body: report, headers: json }, 202, plain],
    ['/csp-report', { method: 'POST', body: '{}', headers: json }, 400, plain],
    ['/csp-report', { method: 'POST', body: ' '.repeat(5_000), headers: json }, 413, plain],
    ['/csp-report', { method: 'POST', body: report }, 415, plain],
    ['/csp-report', {}, 405, plain],
    ['/page-error', { method: 'POST', body: '{}', headers: json }, 400, plain],
    ['/page-error', {}, 405, plain],
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
    assert.match(
      response.headers.get('content-security-policy') ?? '',
      /default-src 'none'.*frame-ancestors 'none'/,
      path,
    );
    assert.match(response.headers.get('content-type') ?? '', /; charset=utf-8$/, path);
  }
});

test('the policy allows the inline scripts of the page and no others', () => {
  const policy = (html: string) => pageHeaders(html)['content-security-policy'].split('; ')[1];
  assert.equal(policy('<script type="module" src="/assets/page-abc123.js"></script>'), "script-src 'self'");
  // The expected hashes are examples of the CSP specification and of MDN.
  const [alertHash, doSomethingHash] = [
    "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='",
    "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='",
  ];
  assert.equal(policy("<script>alert('Hello, world.');</script>"), `script-src 'self' ${alertHash}`);
  assert.equal(
    policy("<p><script>doSomething();</script></p>\n<script>alert('Hello, world.');</script>"),
    `script-src 'self' ${doSomethingHash} ${alertHash}`,
  );
});

test('a file is compressed only for clients that accept gzip', async (t) => {
  const { url } = await startTestServer(t);
  const script = async (encoding: string) => {
    const response = await fetch(`${url}/assets/page-abc123.js`, { headers: { 'accept-encoding': encoding } });
    return [response.headers.get('content-encoding'), response.headers.get('content-type'), await response.text()];
  };
  assert.deepEqual(await script('gzip, br'), ['gzip', 'text/javascript; charset=utf-8', 'export {};']);
  assert.deepEqual(await script('identity'), [null, 'text/javascript; charset=utf-8', 'export {};']);
});

test('an unknown address gets an HTML page in a browser and a sentence elsewhere', async (t) => {
  const { url } = await startTestServer(t);
  const bodyFor = async (accept: string) => (await fetch(`${url}/nothing`, { headers: { accept } })).text();
  assert.match(await bodyFor('text/html,application/xhtml+xml;q=0.9,*/*;q=0.8'), /<h1>Not found<\/h1>/);
  assert.equal(await bodyFor('*/*'), 'Not found. The chat room is at /.\n');
});

test('a new build of the page does not affect a running server', async (t) => {
  const { url, pageFolder } = await startTestServer(t);
  rmSync(pageFolder, { recursive: true });
  const response = await fetch(`${url}/assets/page-abc123.js`);
  assert.deepEqual([response.status, await response.text()], [200, 'export {};']);
});

test('without a built page the response says how to build it', async (t) => {
  const { url } = await startTestServer(t, { pageFolder: '/nowhere' });
  const response = await fetch(url);
  assert.deepEqual(
    [response.status, await response.text()],
    [503, 'The page is not built. Build it with: npm run build\n'],
  );
});

test('a handler that fails affects only its own request', async (t) => {
  const errors: unknown[] = [];
  const { server } = createHttpServer({
    rpc: () => Promise.reject(new Error('late')),
    cspReport: () => {
      throw new Error('at once');
    },
    pageError: () => assert.fail(),
    page: (_request, response) => response.end('the page'),
    socketsPerNetwork: 0,
    sockets: 0,
    isAllowedHost: () => true,
    transportSecurity: { header: '', appliesTo: () => false },
    onRequest: () => {},
    failures: { retryAfterMs: () => 0, charge: () => {}, respondLate: (_from, respond) => respond() },
    onRejectedRequest: () => {},
    onTooManyConnections: () => {},
    onUnexpectedError: (error) => errors.push(String(error)),
  });
  server.listen(0);
  await once(server, 'listening');
  t.after(() => server.close());
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  await assert.rejects(fetch(`${url}/trpc/join`));
  await assert.rejects(fetch(`${url}/csp-report`));
  assert.equal(await (await fetch(url)).text(), 'the page');
  assert.deepEqual(errors, ['Error: late', 'Error: at once']);
});

test('every response to a call names the page version, so that an outdated page can notice', async (t) => {
  const { url } = await startTestServer(t);
  const versionIn = async (path: string) => (await fetch(`${url}${path}`)).headers.get('mailroom-page');
  assert.deepEqual(await Promise.all(['/trpc/getUsers', '/trpc/nothing', '/'].map(versionIn)), [
    '/assets/page-abc123.js',
    '/assets/page-abc123.js',
    null,
  ]);
  const { url: urlWithoutPage } = await startTestServer(t, { pageFolder: '/nowhere' });
  assert.equal((await fetch(`${urlWithoutPage}/trpc/getUsers`)).headers.get('mailroom-page'), '');
});

/** Sends bytes over a connection of their own, and returns all that the server answers. */
const responseTo = async (port: number, bytes: string) => {
  const socket = connect(port, '127.0.0.1');
  let response = '';
  socket.on('data', (chunk: Buffer) => (response += chunk.toString()));
  socket.end(Buffer.from(bytes, 'latin1'));
  await once(socket, 'close');
  return response;
};

test('a name that the server does not know gets 421 with the setting that allows it', async (t) => {
  const { port, securityEvents } = await startTestServer(t, { allowedHosts: ['chat.example'] });
  const statusLine = async (host: string, path = '/trpc/getUsers') =>
    (await responseTo(port, `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)).split('\r\n')[0];
  for (const host of ['localhost', '127.0.0.1:1', '[::1]', 'chat.example', 'CHAT.example.:443']) {
    assert.equal(await statusLine(host), 'HTTP/1.1 401 Unauthorized', host);
  }
  const hosts = ['evil.example', 'evil.example:8000', 'chat.example.evil.example'];
  for (const host of hosts) {
    for (const path of ['/', '/trpc/getUsers', '/csp-report', '/page-error', '/addresses', '/assets/page-abc123.js']) {
      assert.equal(await statusLine(host, path), 'HTTP/1.1 421 Misdirected Request', `${host} ${path}`);
    }
  }
  assert.deepEqual(
    securityEvents,
    hosts.flatMap((host) => Array.from({ length: 6 }, () => ({ event: 'refused-host', network: '127.0.0.1', host }))),
  );
  assert.match(
    await responseTo(port, 'GET / HTTP/1.1\r\nhost: Evil.example:80\r\n\r\n'),
    /start the server with ALLOWED_HOSTS=evil\.example\.\n$/,
  );
});

test('requests that a proxy may understand in another way are rejected', async (t) => {
  const { port } = await startTestServer(t);
  const json = 'content-type: application/json\r\n';
  const cases: [string, string][] = [
    ['two hosts', 'GET / HTTP/1.1\r\nhost: localhost\r\nHost: localhost\r\n\r\n'],
    ['an empty host', 'GET / HTTP/1.1\r\nhost:\r\n\r\n'],
    ['a host that is not a name', 'GET / HTTP/1.1\r\nhost: <b>\r\n\r\n'],
    ['two hosts, one foreign', 'GET / HTTP/1.1\r\nhost: localhost\r\nHOST: evil.example\r\n\r\n'],
    [
      'chunks in HTTP/1.0',
      `POST /trpc/leave HTTP/1.0\r\nhost: localhost\r\n${json}transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    ],
    [
      'a body that is not UTF-8',
      `POST /trpc/leave HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${json}content-length: 14\r\n\r\n{"reason":"\xff"}`,
    ],
    [
      'a query that is not UTF-8',
      'GET /trpc/wait?input=%7B%22since%22:0,%22epoch%22:%22%FF%22%7D HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
    ],
    [
      'a longer query that is not UTF-8',
      'GET /trpc/wait?x&input=%7B%22since%22:0,%22epoch%22:%22%C3%22%7D HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
    ],
  ];
  for (const [name, bytes] of cases) assert.match(await responseTo(port, bytes), /^HTTP\/1\.1 400 /, name);
});

test('a request that Node cannot parse gets an error response with the same headers', async (t) => {
  const { port } = await startTestServer(t);
  const cases: [string, string, number][] = [
    ['not HTTP', 'hello\r\n\r\n', 400],
    [
      'two lengths',
      'POST /trpc/join HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
      400,
    ],
    ['no host', 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n', 400],
    [
      'unsupported expectation',
      'GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nexpect: miracles\r\n\r\n',
      417,
    ],
    ['headers too large', `GET / HTTP/1.1\r\nhost: localhost\r\ncookie: ${'x'.repeat(9_000)}\r\n\r\n`, 431],
  ];
  for (const [name, bytes, status] of cases) {
    const response = await responseTo(port, bytes);
    assert.match(response, new RegExp(`^HTTP/1\\.1 ${status} `), name);
    for (const header of ['x-content-type-options: nosniff', 'connection: close', 'content-security-policy: ']) {
      assert(response.toLowerCase().includes(`\r\n${header}`), `${name}: ${header}`);
    }
  }
});

test('a request that is never completed gets 408 and loses its connection, even if the client keeps its half open', async (t) => {
  const { port, server } = await startTestServer(t);
  server.headersTimeout = 50;
  server.requestTimeout = 100;
  const incompleteRequests: [string, string] = [
    'GET / HTTP/1.1\r\nhost: localhost\r\n',
    'POST /trpc/join HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
  ];
  const sendIncomplete = async (bytes: string) => {
    const connected = once(server, 'connection') as Promise<[Socket]>;
    const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    t.after(() => client.destroy());
    let response = '';
    client.on('data', (chunk: Buffer) => (response += chunk.toString()));
    client.write(bytes);
    const [peer] = await connected;
    return { closed: Promise.all([once(peer, 'close'), once(client, 'end')]), response: () => response };
  };
  const clients = [await sendIncomplete(incompleteRequests[0]), await sendIncomplete(incompleteRequests[1])];
  for (const { closed, response } of clients) {
    await closed;
    assert.match(response(), /^HTTP\/1\.1 408 /);
  }
});

test('a connection without a request is closed without a response, which its client would take for that to its next request', async (t) => {
  const { port, server } = await startTestServer(t);
  server.headersTimeout = 50;
  const silent = connect(port, '127.0.0.1');
  t.after(() => silent.destroy());
  let response = '';
  silent.on('data', (chunk: Buffer) => (response += chunk.toString()));
  await once(silent, 'close');
  assert.equal(response, '');
});

test('closing answers every parked wait and does not wait for the grace period', { timeout: 300_000 }, async (t) => {
  const { openBrowser, close, room } = await startTestServer(t);
  const [ann, ben] = [openBrowser(), openBrowser()];
  await ann.trpc.join.mutate({ nickname: 'Ann' });
  const { next } = await ben.trpc.join.mutate({ nickname: 'Ben' });
  const { mock: parked } = t.mock.method(room, 'wait');
  const waits = [ann, ben].map(({ trpc }) => trpc.wait.query({ since: next }));
  await until(() => parked.callCount() === waits.length);
  await close(600_000);
  const restarting = { type: 'closed', why: 'restarting', retryAfterMs: 1_000 };
  assert.deepEqual(await Promise.all(waits), [restarting, restarting]);
});

test('closing destroys the connections that are left after the grace period', { timeout: 300_000 }, async (t) => {
  const { port, server, close } = await startTestServer(t);
  const unfinished = connect(port, '127.0.0.1').on('error', () => {});
  const headers = ['host: localhost', 'content-type: application/json', 'content-length: 9'];
  unfinished.write(`POST /trpc/send HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
  await once(server, 'request');
  const ended = once(unfinished, 'close');
  await close(1);
  await ended;
});
