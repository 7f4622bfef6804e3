import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { HonestClient } from './honest-client.ts';
import { waitUntil } from './wait-until.ts';
import { RawConnection } from './raw-connection.ts';
import { parseResponses } from './raw-response.ts';
import { startServerUnderAttack, type ServerUnderAttack, type Vitals } from './server-under-attack.ts';

/** Number of connections that begin a request and do not finish it. */
const HALF_OPEN = Number(process.env['HALF_OPEN'] ?? 300);
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
    assert(sockets > HALF_OPEN / 2, `at most ${sockets} connections were open at once`);
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

  test('clients that do not read their responses are dropped within 25 s', async (t) => {
    const server = await startServerUnderAttack(t, { MESSAGES_PER_WINDOW: '0', MESSAGE_LENGTH: '4000' });
    const ann = await HonestClient.join(server.port, 'Ann');
    for (let count = 0; count < 16; count++) await ann.send('x'.repeat(4_000));
    const before = await server.vitals();
    const requests = [
      `GET ${largestScript()} HTTP/1.1\r\nhost: localhost\r\n\r\n`,
      `GET /trpc/wait?input={"since":0} HTTP/1.1\r\nhost: localhost\r\n${ann.cookie}\r\n`,
    ];
    const attackers = requests.flatMap((bytes) =>
      Array.from({ length: 10 }, () => {
        const attacker = new RawConnection(server.port, { readsNothing: true });
        attacker.send(bytes.repeat(200));
        t.after(() => attacker.destroy());
        return attacker;
      }),
    );
    const { maxLifetimeTicks, rss } = await maxVitals(server, {
      until: ({ acceptedAttackers, attackerSockets }) => acceptedAttackers >= attackers.length && attackerSockets === 0,
    });
    t.diagnostic(
      `the longest connection lasted ${maxLifetimeTicks} ticks of 100 ms; ` +
        `${((rss - before.rss) / 1_048_576).toFixed(0)} MiB more memory for ${attackers.length}`,
    );
    assert(maxLifetimeTicks > 10, 'the server gives them time');
    assert(maxLifetimeTicks < 270, `${maxLifetimeTicks} ticks of 100 ms`);
    await server.assertHealthy();
  });

  test('requests that are pipelined after a long poll are answered after it, in order', async (t) => {
    const server = await startServerUnderAttack(t, { HOLD_MS: '1000' });
    const ann = await HonestClient.join(server.port, 'Ann');
    const attacker = new RawConnection(server.port);
    t.after(() => attacker.destroy());
    const wait = `GET /trpc/wait?input={"since":${ann.next}} HTTP/1.1\r\nhost: localhost\r\n${ann.cookie}\r\n`;
    attacker.send(wait + 'GET /icon.svg HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(1_000) + wait);
    const responses = () => parseResponses(attacker.received, { isHead: false, isClosed: false });
    await waitUntil(() => responses().length === 1_002);
    const waits = responses().flatMap(({ body }, index) => (body.includes('"type":"reconnect"') ? [index] : []));
    assert.deepEqual(waits, [0, 1_001]);
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
