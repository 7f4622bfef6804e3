import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { startTestServer } from '../testing/start-test-server.ts';

const openConnection = async (port: number, localAddress: string): Promise<Socket> => {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  await once(socket, 'connect');
  return socket;
};

const GET = 'GET / HTTP/1.0\r\nhost: localhost\r\n\r\n';

test('one network opens connections up to the limit; closing one admits another, and other networks are unaffected', async (t) => {
  const { port, server } = await startTestServer(t, { socketsPerNetwork: 2 });
  const admitted: Socket[] = [];
  server.on('connection', (socket: Socket) => admitted.push(socket));
  const [first, second] = [await openConnection(port, '127.0.0.1'), await openConnection(port, '127.0.0.1')];
  const rejection = await text(await openConnection(port, '127.0.0.1'));
  assert.match(rejection, /^HTTP\/1\.1 503 /);
  assert.match(rejection, /x-content-type-options: nosniff/);
  const elsewhere = await openConnection(port, '127.0.0.2');
  elsewhere.end(GET);
  assert.match(await text(elsewhere), /^HTTP\/1\.1 200 /);

  const serverSide = admitted.find(({ remotePort }) => remotePort === second.localPort);
  assert(serverSide);
  const closed = once(serverSide, 'close');
  second.destroy();
  await closed;
  const again = await openConnection(port, '127.0.0.1');
  again.end(GET);
  assert.match(await text(again), /^HTTP\/1\.1 200 /);
  first.destroy();
});

test('the server closes further connections at once when it has as many as it may have, and admits one again later', async (t) => {
  const { port, server, securityEvents } = await startTestServer(t, { sockets: 2 });
  const admitted: Socket[] = [];
  server.on('connection', (socket: Socket) => admitted.push(socket));
  const [first] = [await openConnection(port, '127.0.0.1'), await openConnection(port, '127.0.0.2')];
  assert.equal(await text(await openConnection(port, '127.0.0.3')), '');
  assert.deepEqual(
    securityEvents.map(({ event, network }) => [event, network]),
    [['too-many-connections', '127.0.0.3']],
  );
  const serverSide = admitted.find(({ remotePort }) => remotePort === first.localPort);
  assert(serverSide);
  const closed = once(serverSide, 'close');
  first.destroy();
  await closed;
  const again = await openConnection(port, '127.0.0.3');
  again.end(GET);
  assert.match(await text(again), /^HTTP\/1\.1 200 /);
});
