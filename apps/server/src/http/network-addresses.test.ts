import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { startTestServer } from '../testing/start-test-server.ts';
import { listenAddresses } from './listen-addresses.ts';
import { createNetworkAddressesHandler } from './network-addresses.ts';

/** Requests the addresses from 127.0.0.1 with any Host and Origin, which `fetch` would not send. */
const requestAddresses = async (port: number, headers: Record<string, string>, method = 'POST') => {
  const sent = request({ host: '127.0.0.1', port, path: '/addresses', headers, method }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
};

test('a page on this machine gets the network addresses', async (t) => {
  const { port, server } = await startTestServer(t);
  const { status, body } = await requestAddresses(port, {
    host: `localhost:${port}`,
    origin: `http://localhost:${port}`,
  });
  assert.equal(status, 200);
  assert.deepEqual(JSON.parse(body), listenAddresses(server.address()).network);
  for (const host of [`127.0.0.1:${port}`, `[::1]:${port}`, 'localhost']) {
    assert.equal((await requestAddresses(port, { host, origin: `http://${host}` })).status, 200, host);
  }
});

test('a request with another host or origin, through a proxy, or with another method gets 404', async (t) => {
  const { port } = await startTestServer(t, { allowedHosts: ['chat.example', 'localhost.evil.example'] });
  const origin = 'http://localhost';
  const cases: [Record<string, string>, string?][] = [
    [{ origin, host: `chat.example:${port}` }],
    [{ origin, host: 'localhost.evil.example' }],
    [{ origin, host: `192.0.2.7:${port}` }],
    [{ origin, host: 'localhost', 'x-forwarded-for': '198.51.100.7' }],
    [{ origin, host: 'localhost', via: '1.1 proxy' }],
    // A proxy that adds no header.
    [{ origin: 'https://chat.example', host: `127.0.0.1:${port}` }],
    [{ origin: 'https://localhost', host: 'localhost' }],
    [{ origin: 'null', host: 'localhost' }],
    [{ host: 'localhost' }],
    [{ origin, host: 'localhost' }, 'GET'],
  ];
  for (const [headers, method] of cases) {
    const { status, body } = await requestAddresses(port, headers, method);
    assert.deepEqual([status, body], [404, 'Not found. The chat room is at /.\n'], JSON.stringify(headers));
  }
});

test('a request from another machine gets 404, whatever host and origin it claims', () => {
  const statuses: number[] = [];
  const handle = createNetworkAddressesHandler({ addresses: () => ['http://192.0.2.7:8000/'] });
  for (const remoteAddress of ['192.0.2.8', '::ffff:192.0.2.8', '2001:db8::1', undefined]) {
    const headers = { host: 'localhost', origin: 'http://localhost' };
    // The casts pass only what the handler reads: a test cannot connect from another machine.
    handle({ method: 'POST', socket: { remoteAddress }, headers } as never, {} as never, (status) =>
      statuses.push(status),
    );
  }
  assert.deepEqual(statuses, [404, 404, 404, 404]);
});
