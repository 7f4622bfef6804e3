import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import test from 'node:test';
import { openMailroom } from '../rpc/testing/start-server.ts';

const opened = async (port: number, localAddress: string): Promise<Socket> => {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  await once(socket, 'connect');
  return socket;
};

/** What comes over a connection until it ends. */
const heard = async (socket: Socket) => {
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
};

test('one address opens so many connections and no more; who closes one may open one, and others are not concerned', async (t) => {
  const { port } = await openMailroom(t, { socketsPerHost: 2 });
  const [first, second] = [await opened(port, '127.0.0.1'), await opened(port, '127.0.0.1')];
  const refusal = await heard(await opened(port, '127.0.0.1'));
  assert.match(refusal, /^HTTP\/1\.1 503 /);
  assert.match(refusal, /x-content-type-options: nosniff/);
  const elsewhere = await opened(port, '127.0.0.2');
  elsewhere.end('GET / HTTP/1.0\r\nhost: room\r\n\r\n');
  assert.match(await heard(elsewhere), /^HTTP\/1\.1 200 /);

  second.destroy();
  await t.waitFor(async () => {
    const again = await opened(port, '127.0.0.1');
    again.end('GET / HTTP/1.0\r\nhost: room\r\n\r\n');
    assert.match(await heard(again), /^HTTP\/1\.1 200 /);
  });
  first.destroy();
});
