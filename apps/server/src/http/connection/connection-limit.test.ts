import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { startTestServer } from '../../testing/start-test-server.ts';
import { limitConnectionsPerNetwork } from './connection-limit.ts';

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

test('at its limit, the server closes further connections at once; it admits one again after another has closed', async (t) => {
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

const socketFrom = (remoteAddress: string) => Object.assign(new EventEmitter(), { remoteAddress });

test('the networks of one IPv6 /48 together open four times as many connections as one network', () => {
  const rejected: string[] = [];
  const admit = limitConnectionsPerNetwork(2, (_socket, network) => rejected.push(network));
  const openFrom = (remoteAddress: string) => {
    const socket = socketFrom(remoteAddress);
    admit(socket);
    return socket;
  };
  const sockets = [1, 2, 3, 4].flatMap((network) => [
    openFrom(`2001:db8:1:${network}::1`),
    openFrom(`2001:db8:1:${network}::2`),
  ]);
  assert.deepEqual(rejected, []);
  openFrom('2001:db8:1:5::1');
  openFrom('2001:db8:1:1::3');
  openFrom('2001:db8:2:1::1');
  openFrom('192.0.2.1');
  assert.deepEqual(rejected, ['2001:db8:1:5::/64', '2001:db8:1:1::/64']);
  sockets[0]?.emit('close');
  openFrom('2001:db8:1:5::1');
  openFrom('2001:db8:1:5::1');
  assert.deepEqual(rejected.slice(2), ['2001:db8:1:5::/64']);
});

test('a refused connection counts neither for its network nor for the /48', () => {
  const rejected: string[] = [];
  const admit = limitConnectionsPerNetwork(1, (_socket, network) => rejected.push(network));
  for (let count = 0; count < 10; count++) {
    admit(socketFrom('2001:db8:1:1::1'));
  }
  admit(socketFrom('2001:db8:1:2::1'));
  assert.deepEqual(new Set(rejected), new Set(['2001:db8:1:1::/64']));
});
