import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { BareCaller } from './raw-connection.ts';
import { besieged } from './server-under-attack.ts';
import { complaintsAbout } from './response-checks.ts';
import { Neighbour } from './honest-client.ts';
import { comesTrue, meanwhile } from './polling.ts';
import { answersIn } from './raw-response.ts';

/** So many send 200 MB each, at the same time. */
const BIG_POSTS = Number(process.env['BIG_POSTS'] ?? 20);
const BIG = 200_000_000;
/** What may be read of a body: 64 KiB after the 16 that it may have, and a read that was under way. */
const MOST_READ = 16_384 + 65_536 + 65_536;
const MOST_GROWTH = 20 * 1_048_576;

suite('who sends too much is cut off', () => {
  test(`${BIG_POSTS} times 200 MB at once`, async (t) => {
    const house = await besieged(t);
    const post = async () => {
      const caller = new BareCaller(house.port);
      caller.says(
        `POST /trpc/send HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${BIG}\r\n\r\n`,
      );
      await caller.repeats('x'.repeat(65_536), BIG);
      await caller.closed;
      return caller.status;
    };
    for (let times = 0; times < 20; times++) await post();
    const before = await house.vitals();
    const most = { rss: before.rss, read: 0 };
    const look = async () => {
      const { rss, mostRead, sockets } = await house.vitals();
      Object.assign(most, { rss: Math.max(most.rss, rss), read: Math.max(most.read, mostRead) });
      return sockets;
    };
    const statuses = Promise.all(Array.from({ length: BIG_POSTS }, post));
    await meanwhile(statuses, 10, look);
    // Who is cut off while they speak may not hear why.
    for (const status of await statuses) assert([413, 0].includes(status), `status ${status}`);
    await comesTrue(async () => (await look()) === 0, 5_000);
    t.diagnostic(
      `${(await statuses).filter((status) => status === 413).length} were told 413; ${most.read} bytes read of one at most; ` +
        `${((most.rss - before.rss) / 1_048_576).toFixed(1)} MiB more memory`,
    );
    assert(most.read < MOST_READ, `${most.read} bytes were read`);
    assert(most.rss - before.rss < MOST_GROWTH, `${most.rss - before.rss} bytes more`);
    await house.isWell();
  });

  test('a body without end, at any door', async (t) => {
    const house = await besieged(t);
    const { cookie } = await Neighbour.comesIn(house.port, 'Ann');
    const findings: string[] = [];
    for (const [door, head] of DOORS) {
      const { sockets } = await house.vitals();
      const caller = new BareCaller(house.port);
      caller.says(
        `${head.replace('{cookie}', cookie)}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
      );
      await caller.repeats(`4000\r\n${'x'.repeat(0x4000)}\r\n`, ENDLESS);
      const isPutOut = await Promise.race([caller.closed.then(() => true), sleep(1_000, false)]);
      caller.hangsUp();
      let mostRead = 0;
      await comesTrue(async () => {
        const vitals = await house.vitals();
        mostRead = Math.max(mostRead, vitals.mostRead);
        return vitals.sockets <= sockets;
      }, 5_000);
      if (!isPutOut || mostRead > MOST_READ) findings.push(`${door}: ${mostRead} bytes were read`);
    }
    await house.isWell();
    assert.deepEqual(findings, []);
  });
});

/** What is asked, and how that begins. */
const DOORS: [door: string, head: string][] = [
  ...[
    'POST /trpc/join',
    'POST /trpc/nothing',
    'GET /trpc/getUsers',
    'PUT /trpc/send',
    'POST /csp-report',
    'PUT /csp-report',
    'GET /',
    'HEAD /',
    'GET /nothing',
    'POST /',
  ].map((door): [string, string] => [door, `${door} HTTP/1.1\r\nhost: x\r\n`]),
  ['a good question', 'GET /trpc/getUsers HTTP/1.1\r\nhost: x\r\n{cookie}'],
  ['great expectations', 'POST /trpc/join HTTP/1.1\r\nhost: x\r\nexpect: miracles\r\n'],
  ['no host', 'POST /trpc/join HTTP/1.1\r\n'],
];
/** More than any buffer between here and there holds. */
const ENDLESS = 20_000_000;

suite('a crowd is one guest too many', () => {
  test('300 waits of one session: 8 are kept, and everyone else is answered meanwhile', async (t) => {
    const house = await besieged(t);
    const [ann, ben] = [await Neighbour.comesIn(house.port, 'Ann'), await Neighbour.comesIn(house.port, 'Ben')];
    const since = ann.next + 1;
    const callers = Array.from({ length: 300 }, () => new BareCaller(house.port));
    t.after(() => callers.forEach((caller) => caller.hangsUp()));
    const ended = (type: string) => callers.filter(({ heard }) => heard.includes(`"type":"${type}"`)).length;
    for (const caller of callers) {
      caller.says(`GET /trpc/wait?input={"since":${since}} HTTP/1.1\r\nhost: x\r\n${ann.cookie}\r\n`);
    }
    const { failed, asked, p99 } = await ben.asksUntil(comesTrue(() => ended('superseded') >= 292, 10_000));
    t.diagnostic(`Ben asked ${asked} times meanwhile, p99 ${p99.toFixed(1)} ms`);
    assert.equal(failed, 0);
    await ben.says('hello');
    await comesTrue(() => ended('mail') >= 8, 10_000);
    assert.deepEqual([ended('superseded'), ended('mail')], [292, 8]);
    await house.isWell();
  });

  test('one connection more than a host may have is refused, others are not, and a place that is free is given away', async (t) => {
    const house = await besieged(t, { SOCKETS_PER_HOST: '50' });
    const call = async (from: string) => {
      const caller = new BareCaller(house.port, { from });
      t.after(() => caller.hangsUp());
      caller.says('GET /icon.svg HTTP/1.1\r\nhost: x\r\n\r\n');
      await Promise.race([caller.hears(/\r\n\r\n/), caller.closed]);
      return caller;
    };
    const crowd = await Promise.all(Array.from({ length: 50 }, () => call('127.0.0.2')));
    assert.deepEqual(new Set(crowd.map(({ status }) => status)), new Set([200]));
    const oneMore = await call('127.0.0.2');
    await Promise.race([oneMore.closed, sleep(2_000)]);
    const [refusal] = answersIn(oneMore.heard, { toHead: false, isOver: true });
    assert.deepEqual([refusal?.status, refusal?.headers.get('connection')], [503, 'close']);
    assert(refusal);
    assert.deepEqual(complaintsAbout(refusal, 'x'.repeat(60)), ['status 503']);
    assert.equal((await call('127.0.0.3')).status, 200);
    crowd[0]?.hangsUp();
    await comesTrue(async () => (await house.vitals()).sockets === 50, 5_000);
    assert.equal((await call('127.0.0.2')).status, 200);
    assert.equal((await call('127.0.0.2')).status, 503);
    await house.isWell();
  });
});
