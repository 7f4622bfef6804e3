import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { HonestClient } from './honest-client.ts';
import { repeatUntil, waitUntil } from '../support/wait-until.ts';
import { RawConnection } from './raw-connection.ts';
import { parseResponses } from './raw-response.ts';
import { startServerUnderAttack, type ServerUnderAttack, type Vitals } from './server-under-attack.ts';

/** Number of connections that begin a request and do not finish it. */
const HALF_OPEN = Number(process.env['HALF_OPEN'] ?? 300);
/** Number of connections that send all their requests at once. */
const PIPELINING = Number(process.env['PIPELINING'] ?? 16);
const BASELINE_MS = 1_000;

suite('the server drops slow clients, and they cost next to nothing until then', { concurrency: true }, () => {
  test(`${HALF_OPEN} connections that never finish their headers are closed within 8 s, and no honest request fails`, async (t) => {
    const server = await startServerUnderAttack(t, { SOCKETS_PER_HOST: '0' });
    const ann = await HonestClient.join(server.port, 'Ann');
    const before = await server.vitals();
    const baseline = await ann.requestUntil(sleep(BASELINE_MS));
    const attackers = new Worker(path.join(import.meta.dirname, 'half-open-connections.ts'), {
      workerData: { port: server.port, count: HALF_OPEN },
    });
    t.after(() => attackers.terminate());
    let areAllClosed = false;
    const allClosed = once(attackers, 'message').then(() => (areAllClosed = true));
    const watched = maxVitals(server, { until: () => areAllClosed });
    const underAttack = await ann.requestUntil(allClosed);
    const { sockets, rss, maxLifetimeTicks } = await watched;
    t.diagnostic(
      `p99 ${baseline.p99.toFixed(1)} ms alone, ${underAttack.p99.toFixed(1)} ms beside ${sockets} open connections, ` +
        `${baseline.count} and ${underAttack.count} requests; the longest connection lasted ${maxLifetimeTicks} ticks of 100 ms; ` +
        `${((rss - before.rss) / 1_048_576).toFixed(0)} MiB more memory`,
    );
    assert.deepEqual([baseline.failed, underAttack.failed], [0, 0]);
    // The server closes the oldest ones beyond 500.
    assert(sockets > Math.min(HALF_OPEN, 500) / 2, `at most ${sockets} connections were open at once`);
    assert(maxLifetimeTicks < 80, `${maxLifetimeTicks} ticks of 100 ms`);
    await server.assertHealthy();
  });

  test('bodies of a byte a second are cut off after 10 s, at the next check a second later', async (t) => {
    const server = await startServerUnderAttack(t);
    const attackers = Array.from({ length: 20 }, () => new RawConnection(server.port));
    for (const [index, attacker] of attackers.entries()) {
      const endpoint = ['POST /trpc/join', 'POST /csp-report', 'GET /trpc/getUsers', 'POST /'][index % 4] ?? '';
      attacker.send(
        `${endpoint} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{`,
      );
    }
    const interval = setInterval(() => attackers.forEach((attacker) => attacker.send(' ')), 1_000);
    t.after(() => clearInterval(interval));
    let areAllClosed = false;
    void Promise.all(attackers.map(({ closed }) => closed)).then(() => (areAllClosed = true));
    const { maxLifetimeTicks } = await maxVitals(server, { until: ({ sockets }) => areAllClosed && sockets === 0 });
    t.diagnostic(`the longest connection lasted ${maxLifetimeTicks} ticks of 100 ms`);
    assert(maxLifetimeTicks < 140, `${maxLifetimeTicks} ticks of 100 ms`);
    for (const { status } of attackers) assert([400, 401, 405, 408].includes(status), `status ${status}`);
    await server.assertHealthy();
  });

  test('clients that do not read their responses are dropped within 45 s', async (t) => {
    const server = await startServerUnderAttack(t, { MESSAGES_PER_WINDOW: '0', MESSAGE_LENGTH: '4000' });
    const ann = await HonestClient.join(server.port, 'Ann');
    for (let count = 0; count < 16; count++) await ann.send('x'.repeat(4_000));
    const before = await server.vitals();
    const requests = [
      `GET ${largestScript()} HTTP/1.1\r\nhost: localhost\r\n\r\n`,
      `GET /trpc/wait?input={"since":0} HTTP/1.1\r\nhost: localhost\r\n${ann.cookie}\r\n`,
    ];
    const attackers = requests.flatMap((bytes) =>
      Array.from({ length: 10 }, () => ({ bytes, connection: new RawConnection(server.port, { readsNothing: true }) })),
    );
    const stopped = new AbortController();
    t.after(() => {
      stopped.abort();
      attackers.forEach(({ connection }) => connection.destroy());
    });
    // One request after the other, until the buffers between server and client are full.
    const sending = repeatUntil(once(stopped.signal, 'abort'), 10, () => {
      for (const { bytes, connection } of attackers) connection.send(bytes);
      return Promise.resolve();
    });
    const { maxLifetimeTicks, rss } = await maxVitals(server, {
      until: ({ acceptedAttackers, attackerSockets }) => acceptedAttackers >= attackers.length && attackerSockets === 0,
    });
    stopped.abort();
    await sending;
    t.diagnostic(
      `the longest connection lasted ${maxLifetimeTicks} ticks of 100 ms; ` +
        `${((rss - before.rss) / 1_048_576).toFixed(0)} MiB more memory for ${attackers.length}`,
    );
    assert(maxLifetimeTicks < 450, `${maxLifetimeTicks} ticks of 100 ms`);
    await server.assertHealthy();
  });

  test(`${PIPELINING} connections with 20,000 requests behind a long poll cost next to nothing, and close after two responses`, async (t) => {
    const server = await startServerUnderAttack(t);
    const [ann, ben] = [await HonestClient.join(server.port, 'Ann'), await HonestClient.join(server.port, 'Ben')];
    const before = await server.vitals();
    const wait = `GET /trpc/wait?input={"since":${ann.next + 1}} HTTP/1.1\r\nhost: localhost\r\n${ann.cookie}\r\n`;
    const flood = 'GET /trpc/getUsers HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(20_000);
    const attackers = Array.from({ length: PIPELINING }, () => new RawConnection(server.port));
    t.after(() => attackers.forEach((attacker) => attacker.destroy()));
    for (const attacker of attackers) attacker.send(wait + flood);
    let areAllClosed = false;
    const allClosed = Promise.all(attackers.map(({ closed }) => closed)).then(() => (areAllClosed = true));
    const watched = maxVitals(server, { until: () => areAllClosed });
    const sending = repeatUntil(allClosed, 1_000, () => ben.send('hello'));
    const { failed, count, p99 } = await ann.requestUntil(allClosed);
    await sending;
    const { rss } = await watched;
    const growth = (rss - before.rss) / 1_048_576;
    t.diagnostic(`${growth.toFixed(0)} MiB more memory; ${count} honest requests meanwhile, p99 ${p99.toFixed(1)} ms`);
    assert.equal(failed, 0);
    assert(growth < 100, `${growth} MiB more`);
    for (const { received } of attackers) {
      const responses = parseResponses(received, { isHead: false, isClosed: true });
      assert(responses.length <= 2, `${responses.length} responses`);
    }
    await server.assertHealthy();
  });

  test('two requests that are pipelined behind a long poll are answered after it, in order', async (t) => {
    const server = await startServerUnderAttack(t, { HOLD_MS: '1000' });
    const ann = await HonestClient.join(server.port, 'Ann');
    const client = new RawConnection(server.port);
    t.after(() => client.destroy());
    client.send(
      `GET /trpc/wait?input={"since":${ann.next}} HTTP/1.1\r\nhost: localhost\r\n${ann.cookie}\r\n` +
        'GET /icon.svg HTTP/1.1\r\nhost: localhost\r\n\r\n',
    );
    const responses = () => parseResponses(client.received, { isHead: false, isClosed: false });
    await waitUntil(() => responses().length === 2);
    assert.match(responses()[0]?.body ?? '', /"type":"reconnect"/);
    assert.match(responses()[1]?.headers.get('content-type') ?? '', /^image\/svg\+xml/);
    await server.assertHealthy();
  });
});

/** The largest script of the page: 200 of them do not fit into the buffers between server and client. */
const largestScript = () => {
  const folder = path.join(import.meta.dirname, '../../apps/web/dist/page/assets');
  const size = (name: string) => statSync(path.join(folder, name)).size;
  return `/assets/${readdirSync(folder).toSorted((one, other) => size(other) - size(one))[0]}`;
};

/** Watches the server until the condition holds. Returns the largest values. */
const maxVitals = async (server: ServerUnderAttack, { until }: { until: (vitals: Vitals) => boolean }) => {
  const max = { sockets: 0, rss: 0, maxLifetimeTicks: 0 };
  await waitUntil(async () => {
    const vitals = await server.vitals();
    for (const name of ['sockets', 'rss', 'maxLifetimeTicks'] as const) max[name] = Math.max(max[name], vitals[name]);
    return until(vitals);
  });
  return max;
};
