import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import test, { type TestContext } from 'node:test';
import type { ChaosProxyOptions } from '../support/network/chaos-proxy.ts';
import { listenBehindProxy } from './listen-behind-proxy.ts';
import { connectRawClient, RawTcpClient } from './raw-tcp-client.ts';
import { createSeededRandom } from '../support/network/seeded-random.ts';

const CUT_KINDS = (['up', 'down'] as const).flatMap((direction) =>
  (['fin', 'rst'] as const).map((by) => ({ direction, by })),
);
/** Guards against hanging. */
const POLL = { interval: 1, timeout: 300_000 };

/** An echo server behind a proxy, and the server's ends of its connections. */
const startEcho = async (t: TestContext, options: Omit<ChaosProxyOptions, 'serverPort'> = {}) => {
  const accepted: RawTcpClient[] = [];
  const server = createServer((socket) => {
    accepted.push(new RawTcpClient(socket));
    socket.pipe(socket);
  });
  const proxy = await listenBehindProxy(t, server, options);
  return { proxy, accepted, connect: () => connectRawClient(proxy.port) };
};

test('without conditions, the proxy forwards any amount of data unchanged, and closes with FIN', async (t) => {
  const { proxy, accepted, connect } = await startEcho(t);
  const ann = await connect();
  const long = 'all of it '.repeat(300_000);
  ann.send(long);
  assert.equal(await ann.receive(long.length), long);
  assert.deepEqual(proxy.counts, {
    connections: 1,
    cuts: 0,
    replays: 0,
    bytes: { up: long.length, down: long.length },
  });
  ann.destroy();
  assert.equal(await accepted[0]?.closed, 'fin');
});

test('a cut delivers every byte before it and none after it, in both directions, with FIN and with RST', async (t) => {
  const { proxy, accepted, connect } = await startEcho(t);
  for (const kind of CUT_KINDS) {
    for (const after of [0, 1, 5, 9, 10]) {
      proxy.setConditions({ cut: { of: 'each', after, ...kind } });
      const ann = await connect();
      ann.send('0123456789');
      const label = `${after} ${kind.direction} ${kind.by}`;
      assert.equal(await ann.closed, kind.by, label);
      assert.equal(await accepted.at(-1)?.closed, kind.by, label);
      assert.equal(accepted.at(-1)?.received, '0123456789'.slice(0, kind.direction === 'up' ? after : 10), label);
      if (kind.direction === 'down') assert.equal(ann.received, '0123456789'.slice(0, after), label);
    }
  }
  assert.equal(proxy.counts.cuts, 20);
});

test('a cut of each connection counts its bytes from the moment at which the conditions are set', async (t) => {
  const { proxy, connect } = await startEcho(t);
  const ann = await connect();
  ann.send('before');
  await ann.receive(6);
  proxy.setConditions({ cut: { of: 'each', after: 3, direction: 'down', by: 'fin' } });
  const ben = await connect();
  for (const client of [ann, ben]) {
    client.send('after');
    assert.equal(await client.closed, 'fin');
  }
  assert.deepEqual([ann.received, ben.received], ['beforeaft', 'aft']);
});

test('a cut of all connections cuts once: the connection that carries the byte', async (t) => {
  const { proxy, connect } = await startEcho(t);
  const [ann, ben] = [await connect(), await connect()];
  proxy.setConditions({ cut: { of: 'all', after: 7, direction: 'up', by: 'rst' } });
  ann.send('1234');
  await ann.receive(4);
  ben.send('5678');
  assert.equal(await ben.closed, 'rst');
  const cleo = await connect();
  for (const client of [ann, cleo]) client.send('and on and on');
  await ann.receive(4 + 13);
  await cleo.receive(13);
  assert.equal(proxy.counts.cuts, 1);
  assert.equal(proxy.counts.bytes.up, 7 + 13 + 13);
});

test('random cuts hit any byte, and repeat with the same seed', async (t) => {
  const run = async (seed: number, chance: number) => {
    const { proxy, connect } = await startEcho(t, { random: createSeededRandom(seed) });
    proxy.setConditions({ cut: { of: 'some', chance, within: 10, by: 'fin' } });
    const lengths: number[] = [];
    for (let count = 0; count < 20; count++) {
      const ann = await connect();
      ann.send('0123456789');
      await Promise.race([ann.closed, ann.receive(10)]);
      lengths.push(ann.received.length);
    }
    return { lengths, cuts: proxy.counts.cuts };
  };
  const first = await run(1, 0.5);
  assert.deepEqual(await run(1, 0.5), first);
  assert.notDeepEqual(await run(2, 0.5), first);
  assert.ok(first.cuts > 3 && first.cuts < 17, `${first.cuts} cuts`);
  assert.ok(new Set(first.lengths).size > 3, first.lengths.join(' '));
  assert.equal((await run(1, 0)).cuts, 0);
  assert.equal((await run(1, 1)).cuts, 20);
});

/** A `pause` whose calls the test resolves. */
const createManualPause = () => {
  const pauses: { ms: number; resolve: () => void }[] = [];
  const pause = (ms: number) => new Promise<void>((resolve) => pauses.push({ ms, resolve }));
  return { pauses, pause };
};

test('latency keeps the order of chunks, and delays each of them', async (t) => {
  const { pauses, pause } = createManualPause();
  const { proxy, accepted, connect } = await startEcho(t, { pause });
  const ann = await connect();
  proxy.setConditions({ latencyMs: [5, 20] }, 'open');
  for (const text of ['one, ', 'two']) {
    ann.send(text);
    const before = pauses.length;
    await t.waitFor(() => assert.equal(pauses.length, before + 1), POLL);
  }
  pauses[1]?.resolve();
  const ben = await connect();
  ben.send('I am not late');
  await ben.receive(13);
  assert.equal(accepted[0]?.received, '');
  proxy.clearConditions();
  pauses[0]?.resolve();
  assert.equal(await ann.receive(8), 'one, two');
  for (const { ms } of pauses) assert.ok(ms >= 5 && ms <= 20, `${ms} ms`);
});

test('a bandwidth limit pauses in proportion to the bytes', async (t) => {
  let paused = 0;
  const { proxy, connect } = await startEcho(t, { pause: (ms) => Promise.resolve(void (paused += ms)) });
  proxy.setConditions({ bytesPerSecond: 1_000 });
  const ann = await connect();
  ann.send('0123456789'.repeat(250));
  await ann.receive(2_500);
  assert.ok(paused > 4_900 && paused <= 5_000, `${paused} ms for 2,500 bytes in each direction`);
});

test('a limit of silence cuts a connection that carried nothing for that long, and no other', async (t) => {
  const { pauses, pause } = createManualPause();
  const { proxy, accepted, connect } = await startEcho(t, { pause });
  proxy.setConditions({ silenceLimit: { ms: 3_000, by: 'fin' } });
  const [silent, talking] = [await connect(), await connect()];
  talking.send('hello');
  await talking.receive(5);
  assert.deepEqual(
    pauses.map(({ ms }) => ms),
    [3_000, 3_000, 3_000, 3_000],
    'one at the start of each connection, one for each direction',
  );
  for (const { resolve } of pauses.slice(0, 3)) resolve();
  assert.equal(await silent.closed, 'fin');
  talking.send(', still here');
  await talking.receive(17);
  pauses.at(-1)?.resolve();
  assert.equal(await talking.closed, 'fin');
  assert.deepEqual([proxy.counts.cuts, accepted.length], [2, 2]);
});

test('a black hole drops bytes silently, of open or of new connections, and a connection that lost bytes stays silent', async (t) => {
  const { proxy, accepted, connect } = await startEcho(t);
  const [ann, ben, cleo] = [await connect(), await connect(), await connect()];
  proxy.setConditions({ blackHole: true }, 'open');
  ann.send('hello?');
  ben.destroy();
  const dora = await connect();
  dora.send('I can hear myself');
  await dora.receive(17);
  proxy.clearConditions();
  ann.send('anyone?');
  cleo.send('I sent nothing meanwhile');
  await cleo.receive(24);
  assert.deepEqual(
    accepted.map(({ received }) => received),
    ['', '', 'I sent nothing meanwhile', 'I can hear myself'],
  );

  proxy.setConditions({ blackHole: true }, 'new');
  const emil = await connect();
  emil.send('hello?');
  dora.send(', still');
  await dora.receive(24);
  assert.equal(emil.received, '');
  const none = Symbol('none');
  const firstClosed = Promise.race([ann.closed, emil.closed, accepted[1]?.closed, Promise.resolve(none)]);
  assert.equal(await firstClosed, none);
});

test('a reset ends the open connections with RST, and no later one', async (t) => {
  const { proxy, accepted, connect } = await startEcho(t);
  const clients = [await connect(), await connect()];
  for (const client of clients) {
    client.send('here');
    await client.receive(4);
  }
  proxy.resetConnections();
  for (const client of [...clients, ...accepted]) assert.equal(await client.closed, 'rst');
  const cleo = await connect();
  cleo.send('later');
  await cleo.receive(5);
  assert.deepEqual([proxy.counts.connections, proxy.counts.cuts], [3, 2]);
});

for (const moment of ['after the server received the FIN', 'while the FIN is on its way']) {
  test(`a reset ends a half-closed connection, too: ${moment}`, { timeout: 300_000 }, async (t) => {
    const { pauses, pause } = createManualPause();
    const server = createServer({ allowHalfOpen: true });
    const proxy = await listenBehindProxy(t, server, { pause });
    proxy.setConditions({ latencyMs: [1, 1] });
    const ann = await connectRawClient(proxy.port);
    const [accepted] = (await once(server, 'connection')) as [Socket];
    ann.end();
    await t.waitFor(() => assert.equal(pauses.length, 1), POLL);
    pauses[0]?.resolve();
    if (moment === 'while the FIN is on its way') await new Promise<void>((settle) => process.nextTick(settle));
    else await once(accepted.resume(), 'end');
    proxy.resetConnections();
    assert.equal(await ann.closed, 'rst');
    if (!accepted.readableEnded) await once(accepted.resume(), 'end');
    await assert.rejects(once(accepted.end('are you still there?'), 'close'), /ECONNRESET|EPIPE/);
  });
}

test('a connection to a stopped server ends with RST, and closing the proxy closes every connection', async (t) => {
  const server = createServer();
  const proxy = await listenBehindProxy(t, server);
  const ann = await connectRawClient(proxy.port);
  await once(server, 'connection');
  server.close();
  const ben = await connectRawClient(proxy.port);
  assert.equal(await ben.closed, 'rst');
  await proxy.close();
  assert.equal(await ann.closed, 'fin');
  await assert.rejects(connectRawClient(proxy.port), { code: 'ECONNREFUSED' });
});
