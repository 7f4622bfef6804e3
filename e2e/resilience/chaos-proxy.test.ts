import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import test, { type TestContext } from 'node:test';
import { behindProxy } from './listen-behind-proxy.ts';
import { call, Caller } from './raw-tcp-client.ts';
import type { ChaosProxyOptions } from './chaos-proxy.ts';
import { seededRandom } from './seeded-random.ts';

const ENDS = (['up', 'down'] as const).flatMap((direction) =>
  (['fin', 'rst'] as const).map((by) => ({ direction, by })),
);

/** A server that says back all it hears, and the callers that it met, behind a proxy. */
const echo = async (t: TestContext, options: Partial<ChaosProxyOptions> = {}) => {
  const met: Caller[] = [];
  const server = createServer((socket) => {
    met.push(new Caller(socket));
    socket.pipe(socket);
  });
  const proxy = await behindProxy(t, server, options);
  return { proxy, met, call: () => call(proxy.port) };
};

test('left alone it changes nothing, however much is said, and ends what is ended', async (t) => {
  const { proxy, met, call } = await echo(t);
  const ann = await call();
  const speech = 'all of it '.repeat(300_000);
  ann.says(speech);
  assert.equal(await ann.hears(speech.length), speech);
  assert.deepEqual(proxy.counts, {
    connections: 1,
    cuts: 0,
    replays: 0,
    bytes: { up: speech.length, down: speech.length },
  });
  ann.hangsUp();
  assert.equal(await met[0]?.ended, 'fin');
});

test('a cut delivers every byte before it and none after, whichever way it goes and however it ends', async (t) => {
  const { proxy, met, call } = await echo(t);
  for (const end of ENDS) {
    for (const after of [0, 1, 5, 9, 10]) {
      proxy.behave({ cut: { of: 'each', after, ...end } });
      const ann = await call();
      ann.says('0123456789');
      const told = `${after} ${end.direction} ${end.by}`;
      assert.equal(await ann.ended, end.by, told);
      assert.equal(await met.at(-1)?.ended, end.by, told);
      assert.equal(met.at(-1)?.heard, '0123456789'.slice(0, end.direction === 'up' ? after : 10), told);
      if (end.direction === 'down') assert.equal(ann.heard, '0123456789'.slice(0, after), told);
    }
  }
  assert.equal(proxy.counts.cuts, 20);
});

test('a cut counts from when the proxy was told, and each connection for itself', async (t) => {
  const { proxy, call } = await echo(t);
  const ann = await call();
  ann.says('before');
  await ann.hears(6);
  proxy.behave({ cut: { of: 'each', after: 3, direction: 'down', by: 'fin' } });
  const ben = await call();
  for (const each of [ann, ben]) {
    each.says('after');
    assert.equal(await each.ended, 'fin');
  }
  assert.deepEqual([ann.heard, ben.heard], ['beforeaft', 'aft']);
});

test('counted over all connections, one is cut, once: the one that carries the byte', async (t) => {
  const { proxy, call } = await echo(t);
  const [ann, ben] = [await call(), await call()];
  proxy.behave({ cut: { of: 'all', after: 7, direction: 'up', by: 'rst' } });
  ann.says('1234');
  await ann.hears(4);
  ben.says('5678');
  assert.equal(await ben.ended, 'rst');
  const cleo = await call();
  for (const each of [ann, cleo]) each.says('and on and on');
  await ann.hears(4 + 13);
  await cleo.hears(13);
  assert.equal(proxy.counts.cuts, 1);
  assert.equal(proxy.counts.bytes.up, 7 + 13 + 13);
});

test('some are cut by chance, at any byte, and the same seed has the same day again', async (t) => {
  const day = async (seed: number, chance: number) => {
    const { proxy, call } = await echo(t, { random: seededRandom(seed) });
    proxy.behave({ cut: { of: 'some', chance, within: 10, by: 'fin' } });
    const heard: number[] = [];
    for (let caller = 0; caller < 20; caller++) {
      const ann = await call();
      ann.says('0123456789');
      await Promise.race([ann.ended, ann.hears(10)]);
      heard.push(ann.heard.length);
    }
    return { heard, cuts: proxy.counts.cuts };
  };
  const one = await day(1, 0.5);
  assert.deepEqual(await day(1, 0.5), one);
  assert.notDeepEqual(await day(2, 0.5), one);
  assert.ok(one.cuts > 3 && one.cuts < 17, `${one.cuts} cuts`);
  assert.ok(new Set(one.heard).size > 3, one.heard.join(' '));
  assert.equal((await day(1, 0)).cuts, 0);
  assert.equal((await day(1, 1)).cuts, 20);
});

/** Pauses that last until they are let go. */
const pausesInHand = () => {
  const pauses: { ms: number; letGo: () => void }[] = [];
  const pause = (ms: number) => new Promise<void>((letGo) => pauses.push({ ms, letGo }));
  return { pauses, pause };
};

test('what is late keeps its order, and nothing passes before its time', async (t) => {
  const { pauses, pause } = pausesInHand();
  const { proxy, met, call } = await echo(t, { pause });
  const ann = await call();
  proxy.behave({ latencyMs: [5, 20] }, 'those here');
  for (const text of ['one, ', 'two']) {
    ann.says(text);
    const before = pauses.length;
    await t.waitFor(() => assert.equal(pauses.length, before + 1), { interval: 1 });
  }
  pauses[1]?.letGo();
  const ben = await call();
  ben.says('I am not late');
  await ben.hears(13);
  assert.equal(met[0]?.heard, '');
  proxy.heal();
  pauses[0]?.letGo();
  assert.equal(await ann.hears(8), 'one, two');
  for (const { ms } of pauses) assert.ok(ms >= 5 && ms <= 20, `${ms} ms`);
});

test('a narrow line takes its time for every byte', async (t) => {
  let paused = 0;
  const { proxy, call } = await echo(t, { pause: (ms) => Promise.resolve(void (paused += ms)) });
  proxy.behave({ bytesPerSecond: 1_000 });
  const ann = await call();
  ann.says('0123456789'.repeat(250));
  await ann.hears(2_500);
  assert.ok(paused > 4_900 && paused <= 5_000, `${paused} ms for 2,500 bytes in each direction`);
});

test('in a black hole nothing arrives and nobody is told; newcomers may be spared, and who lost bytes stays lost', async (t) => {
  const { proxy, met, call } = await echo(t);
  const [ann, ben, cleo] = [await call(), await call(), await call()];
  proxy.behave({ blackHole: true }, 'those here');
  ann.says('hello?');
  ben.hangsUp();
  const dora = await call();
  dora.says('I can hear myself');
  await dora.hears(17);
  proxy.heal();
  ann.says('anyone?');
  cleo.says('I said nothing meanwhile');
  await cleo.hears(24);
  assert.deepEqual(
    met.map(({ heard }) => heard),
    ['', '', 'I said nothing meanwhile', 'I can hear myself'],
  );

  proxy.behave({ blackHole: true }, 'newcomers');
  const emil = await call();
  emil.says('hello?');
  dora.says(', still');
  await dora.hears(24);
  assert.equal(emil.heard, '');
  const nobody = Symbol('nobody');
  const over = Promise.race([ann.ended, emil.ended, met[1]?.ended, Promise.resolve(nobody)]);
  assert.equal(await over, nobody);
});

test('a reset tears down who is here, and nobody who comes later', async (t) => {
  const { proxy, met, call } = await echo(t);
  const both = [await call(), await call()];
  for (const each of both) {
    each.says('here');
    await each.hears(4);
  }
  proxy.reset();
  for (const each of [...both, ...met]) assert.equal(await each.ended, 'rst');
  const cleo = await call();
  cleo.says('later');
  await cleo.hears(5);
  assert.deepEqual([proxy.counts.connections, proxy.counts.cuts], [3, 2]);
});

for (const moment of ['when the server knows', 'while the server is being told']) {
  test(`a reset tears down who had fallen silent, too: ${moment}`, { timeout: 10_000 }, async (t) => {
    const { pauses, pause } = pausesInHand();
    const server = createServer({ allowHalfOpen: true });
    const proxy = await behindProxy(t, server, { pause });
    proxy.behave({ latencyMs: [1, 1] });
    const ann = await call(proxy.port);
    const [met] = (await once(server, 'connection')) as [Socket];
    ann.fallsSilent();
    await t.waitFor(() => assert.equal(pauses.length, 1), { interval: 1 });
    pauses[0]?.letGo();
    if (moment === 'when the server knows') await once(met.resume(), 'end');
    else await new Promise<void>((settle) => process.nextTick(settle));
    proxy.reset();
    assert.equal(await ann.ended, 'rst');
    if (!met.readableEnded) await once(met.resume(), 'end');
    await assert.rejects(once(met.end('are you still there?'), 'close'), /ECONNRESET|EPIPE/);
  });
}

test('a connection to a server that is gone is torn down, and closing the proxy ends all', async (t) => {
  const server = createServer();
  const proxy = await behindProxy(t, server);
  const ann = await call(proxy.port);
  await once(server, 'connection');
  server.close();
  const ben = await call(proxy.port);
  assert.equal(await ben.ended, 'rst');
  await proxy.close();
  assert.equal(await ann.ended, 'fin');
  await assert.rejects(call(proxy.port), { code: 'ECONNREFUSED' });
});
