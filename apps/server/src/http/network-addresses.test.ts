import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { addressesOf } from './listen-addresses.ts';
import { openMailroom } from '../rpc/testing/start-server.ts';
import { addressBook } from './network-addresses.ts';

/** Asks for the addresses at 127.0.0.1, by whatever name and from whatever page. */
const ask = async (port: number, headers: Record<string, string>, method = 'POST') => {
  const asked = request({ host: '127.0.0.1', port, path: '/addresses', headers, method }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
};

test('a page on this machine is told where others find the room', async (t) => {
  const { port, server } = await openMailroom(t);
  const { status, body } = await ask(port, { host: `localhost:${port}`, origin: `http://localhost:${port}` });
  assert.equal(status, 200);
  assert.deepEqual(JSON.parse(body), addressesOf(server.address()).network);
  for (const host of [`127.0.0.1:${port}`, `[::1]:${port}`, 'localhost']) {
    assert.equal((await ask(port, { host, origin: `http://${host}` })).status, 200, host);
  }
});

test('nobody else is: neither by another name, nor through a proxy, nor with another method', async (t) => {
  const { port } = await openMailroom(t);
  const origin = 'http://localhost';
  const cases: [Record<string, string>, string?][] = [
    [{ origin, host: `chat.example:${port}` }],
    [{ origin, host: 'localhost.evil.example' }],
    [{ origin, host: `192.0.2.7:${port}` }],
    [{ origin, host: 'localhost', 'x-forwarded-for': '198.51.100.7' }],
    [{ origin, host: 'localhost', via: '1.1 proxy' }],
    // A proxy that says nothing of itself.
    [{ origin: 'https://chat.example', host: `127.0.0.1:${port}` }],
    [{ origin: 'https://localhost', host: 'localhost' }],
    [{ origin: 'null', host: 'localhost' }],
    [{ host: 'localhost' }],
    [{ origin, host: 'localhost' }, 'GET'],
  ];
  for (const [headers, method] of cases) {
    const { status, body } = await ask(port, headers, method);
    assert.deepEqual([status, body], [404, 'There is nothing here. The room is at /.\n'], JSON.stringify(headers));
  }
});

test('nor is who comes over the network, whatever name they use', () => {
  const answered: number[] = [];
  const answer = addressBook({ addresses: () => ['http://192.0.2.7:8000/'] });
  for (const remoteAddress of ['192.0.2.8', '::ffff:192.0.2.8', '2001:db8::1', undefined]) {
    const response = { writeHead: (status: number) => answered.push(status), end: () => {}, req: { method: 'GET' } };
    const headers = { host: 'localhost', origin: 'http://localhost' };
    answer({ method: 'POST', socket: { remoteAddress }, headers } as never, response as never);
  }
  assert.deepEqual(answered, [404, 404, 404, 404]);
});
