import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { HonestClient } from './honest-client.ts';
import { repeatUntil, waitUntil } from '../support/wait-until.ts';
import { RawConnection } from './raw-connection.ts';
import { parseResponses } from './raw-response.ts';
import { checkResponse } from './response-checks.ts';
import { startServerUnderAttack } from './server-under-attack.ts';

/** Number of concurrent requests with a body of 200 MB. */
const BIG_POSTS = Number(process.env['BIG_POSTS'] ?? 20);
const BIG_BYTES = 200_000_000;
/** The bytes that may be read of a body: the 16 KiB that it may have, 64 KiB more, and a read in flight. */
const MAX_BYTES_READ = 16_384 + 65_536 + 65_536;
const MAX_MEMORY_GROWTH = 20 * 1_048_576;

suite('the server cuts off requests with too much data', () => {
  test(`${BIG_POSTS} concurrent bodies of 200 MB`, async (t) => {
    const server = await startServerUnderAttack(t);
    const post = async () => {
      const attacker = new RawConnection(server.port);
      attacker.send(
        `POST /trpc/send HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${BIG_BYTES}\r\n\r\n`,
      );
      await attacker.sendRepeatedly('x'.repeat(65_536), BIG_BYTES);
      await attacker.closed;
      return attacker.status;
    };
    // Node compiles the code, and grows its heap, during the first requests.
    for (let count = 0; count < 20; count++) await post();
    const before = await server.vitals();
    const max = { rss: before.rss, bytesRead: 0 };
    const update = async () => {
      const { rss, maxBytesRead, sockets } = await server.vitals();
      Object.assign(max, { rss: Math.max(max.rss, rss), bytesRead: Math.max(max.bytesRead, maxBytesRead) });
      return sockets;
    };
    const posts = Promise.all(Array.from({ length: BIG_POSTS }, post));
    await repeatUntil(posts, 10, update);
    const statuses = await posts;
    // A client that is cut off while it sends may not receive the response.
    for (const status of statuses) assert([413, 0].includes(status), `status ${status}`);
    await waitUntil(async () => (await update()) === 0);
    t.diagnostic(
      `${statuses.filter((status) => status === 413).length} received 413; at most ${max.bytesRead} bytes read of one; ` +
        `${((max.rss - before.rss) / 1_048_576).toFixed(1)} MiB more memory`,
    );
    assert(max.bytesRead < MAX_BYTES_READ, `${max.bytesRead} bytes were read`);
    assert(max.rss - before.rss < MAX_MEMORY_GROWTH, `${max.rss - before.rss} bytes more`);
    await server.assertHealthy();
  });

  test('an endless body, at every endpoint', async (t) => {
    const server = await startServerUnderAttack(t);
    const { cookie } = await HonestClient.join(server.port, 'Ann');
    const findings: string[] = [];
    for (const [endpoint, head] of ENDPOINTS) {
      const attacker = new RawConnection(server.port);
      t.after(() => attacker.destroy());
      attacker.send(
        `${head.replace('{cookie}', cookie)}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
      );
      await attacker.sendRepeatedly(`4000\r\n${'x'.repeat(0x4000)}\r\n`, ENDLESS);
      await attacker.closed;
      const max = { bytesRead: 0, lifetimeTicks: 0 };
      await waitUntil(async () => {
        const { attackerSockets, maxBytesRead, maxLifetimeTicks } = await server.vitals();
        max.bytesRead = Math.max(max.bytesRead, maxBytesRead);
        max.lifetimeTicks = Math.max(max.lifetimeTicks, maxLifetimeTicks);
        return attackerSockets === 0 && max.bytesRead > 0;
      });
      if (max.bytesRead > MAX_BYTES_READ) findings.push(`${endpoint}: ${max.bytesRead} bytes were read`);
      if (max.lifetimeTicks > MAX_LIFETIME_TICKS) findings.push(`${endpoint}: open for ${max.lifetimeTicks} ticks`);
    }
    await server.assertHealthy();
    assert.deepEqual(findings, []);
  });
});

/** The endpoints, and how a request to each begins. */
const ENDPOINTS: [endpoint: string, head: string][] = [
  ...[
    'POST /trpc/join',
    'POST /trpc/nothing',
    'GET /trpc/getUsers',
    'PUT /trpc/send',
    'POST /csp-report',
    'PUT /csp-report',
    'POST /page-error',
    'GET /',
    'HEAD /',
    'GET /nothing',
    'POST /',
  ].map((endpoint): [string, string] => [endpoint, `${endpoint} HTTP/1.1\r\nhost: localhost\r\n`]),
  ['a correct query', 'GET /trpc/getUsers HTTP/1.1\r\nhost: localhost\r\n{cookie}'],
  ['an unsupported Expect header', 'POST /trpc/join HTTP/1.1\r\nhost: localhost\r\nexpect: miracles\r\n'],
  ['no Host header', 'POST /trpc/join HTTP/1.1\r\n'],
];
/** More than all buffers between client and server hold. */
const ENDLESS = 20_000_000;
/** The server closes the connection because of the data: within this many ticks of 100 ms, long before any of its timeouts. */
const MAX_LIFETIME_TICKS = 20;

suite('the server limits what one client may hold', () => {
  test('of 300 waits of one session the server parks 8, and it answers everyone else meanwhile', async (t) => {
    const server = await startServerUnderAttack(t);
    const [ann, ben] = [await HonestClient.join(server.port, 'Ann'), await HonestClient.join(server.port, 'Ben')];
    const since = ann.next + 1;
    const attackers = Array.from({ length: 300 }, () => new RawConnection(server.port));
    t.after(() => attackers.forEach((attacker) => attacker.destroy()));
    const answeredWith = (type: string) =>
      attackers.filter(({ received }) => received.includes(`"type":"${type}"`)).length;
    for (const attacker of attackers) {
      attacker.send(`GET /trpc/wait?input={"since":${since}} HTTP/1.1\r\nhost: localhost\r\n${ann.cookie}\r\n`);
    }
    const { failed, count, p99 } = await ben.requestUntil(waitUntil(() => answeredWith('superseded') >= 292));
    t.diagnostic(`${count} honest requests meanwhile, p99 ${p99.toFixed(1)} ms`);
    assert.equal(failed, 0);
    await ben.send('hello');
    await waitUntil(() => answeredWith('mail') >= 8);
    assert.deepEqual([answeredWith('superseded'), answeredWith('mail')], [292, 8]);
    await server.assertHealthy();
  });

  test('a network at its connection limit gets no new connection until one closes; other networks do', async (t) => {
    const server = await startServerUnderAttack(t, { SOCKETS_PER_HOST: '50' });
    const connect = async (from: string) => {
      const connection = new RawConnection(server.port, { from });
      t.after(() => connection.destroy());
      connection.send('GET /icon.svg HTTP/1.1\r\nhost: localhost\r\n\r\n');
      await Promise.race([connection.receive(/\r\n\r\n/), connection.closed]);
      return connection;
    };
    const accepted = await Promise.all(Array.from({ length: 50 }, () => connect('127.0.0.2')));
    assert.deepEqual(new Set(accepted.map(({ status }) => status)), new Set([200]));
    const refused = await connect('127.0.0.2');
    await refused.closed;
    const [refusal] = parseResponses(refused.received, { isHead: false, isClosed: true });
    assert.deepEqual([refusal?.status, refusal?.headers.get('connection')], [503, 'close']);
    assert(refusal);
    assert.deepEqual(checkResponse(refusal, 'x'.repeat(60)), ['status 503']);
    assert.equal((await connect('127.0.0.3')).status, 200);
    accepted[0]?.destroy();
    await waitUntil(async () => (await server.vitals()).sockets === 50);
    assert.equal((await connect('127.0.0.2')).status, 200);
    assert.equal((await connect('127.0.0.2')).status, 503);
    await server.assertHealthy();
  });
});
