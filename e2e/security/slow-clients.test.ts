import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { answersIn } from './raw-response.ts';
import { BareCaller } from './raw-connection.ts';
import { besieged, type Besieged } from './server-under-attack.ts';
import { Neighbour } from './honest-client.ts';
import { comesTrue, meanwhile } from './polling.ts';

/** So many begin a request at once and do not end it. */
const HALF_OPEN = Number(process.env['HALF_OPEN'] ?? 1_000);
const CALM_MS = 2_000;
const EVERYONE = { SOCKETS_PER_HOST: '0' };

test(`${HALF_OPEN} who never finish their headers are out within 8 s, and nobody else fails`, async (t) => {
  const house = await besieged(t, EVERYONE);
  const ann = await Neighbour.comesIn(house.port, 'Ann');
  await ann.asksUntil(sleep(CALM_MS / 2));
  const before = await house.vitals();
  const calm = await ann.asksUntil(sleep(CALM_MS));
  const crowd = new Worker(path.join(import.meta.dirname, 'half-open-connections.ts'), {
    workerData: { port: house.port, count: HALF_OPEN },
  });
  const gone = once(crowd, 'message') as Promise<[number]>;
  const most = mostOf(house, gone);
  const crowded = await ann.asksUntil(gone);
  const [lasted] = await gone;
  const { sockets, rss } = await most;
  t.diagnostic(
    `p99 ${calm.p99.toFixed(1)} ms alone, ${crowded.p99.toFixed(1)} ms beside ${sockets} open connections ` +
      `(${(crowded.p99 / calm.p99).toFixed(1)} times), ${calm.asked} and ${crowded.asked} requests; ` +
      `the last was out after ${(lasted / 1_000).toFixed(1)} s; ${((rss - before.rss) / 1_048_576).toFixed(0)} MiB more memory`,
  );
  assert.deepEqual([calm.failed, crowded.failed], [0, 0]);
  assert(sockets > HALF_OPEN / 2, `at most ${sockets} were there at once`);
  assert(lasted < 8_000, `${lasted} ms`);
  await house.isWell();
});

suite('who is slow is put out, and costs next to nothing until then', { concurrency: true }, () => {
  test('bodies that come a byte a second: within 10 s and the second in which it is looked at', async (t) => {
    const house = await besieged(t);
    const begun = performance.now();
    const callers = Array.from({ length: 20 }, () => new BareCaller(house.port));
    for (const [index, caller] of callers.entries()) {
      const door = ['POST /trpc/join', 'POST /csp-report', 'GET /trpc/getUsers', 'POST /'][index % 4] ?? '';
      caller.says(`${door} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{`);
    }
    const drip = setInterval(() => callers.forEach((caller) => caller.says(' ')), 1_000);
    t.after(() => clearInterval(drip));
    await Promise.race([Promise.all(callers.map(({ closed }) => closed)), sleep(15_000, undefined, { ref: false })]);
    const lasted = performance.now() - begun;
    t.diagnostic(`the last was out after ${(lasted / 1_000).toFixed(1)} s`);
    // The server hears of the last closing a little after the caller.
    await comesTrue(async () => (await house.vitals()).sockets === 0, 5_000);
    assert(lasted < 14_000, `${lasted} ms`);
    for (const { status } of callers) assert([400, 401, 405, 408].includes(status), `status ${status}`);
    await house.isWell();
  });

  test('who does not take what they asked for: within 20 s', async (t) => {
    const house = await besieged(t, { MESSAGES_PER_WINDOW: '0', MESSAGE_LENGTH: '4000' });
    const ann = await Neighbour.comesIn(house.port, 'Ann');
    for (let times = 0; times < 16; times++) await ann.says('x'.repeat(4_000));
    const before = await house.vitals();
    const asked = [
      `GET ${script()} HTTP/1.1\r\nhost: x\r\n\r\n`,
      `GET /trpc/wait?input={"since":0} HTTP/1.1\r\nhost: x\r\n${ann.cookie}\r\n`,
    ];
    const begun = performance.now();
    const callers = asked.flatMap((bytes) =>
      Array.from({ length: 10 }, () => {
        const caller = new BareCaller(house.port, { isDeaf: true });
        caller.says(bytes.repeat(200));
        t.after(() => caller.hangsUp());
        return caller;
      }),
    );
    await ann.asksUntil(sleep(2_000));
    const during = await house.vitals();
    assert(during.sockets >= callers.length, `${during.sockets} are there after 2 s`);
    await comesTrue(async () => (await house.vitals()).sockets <= during.sockets - callers.length, 30_000);
    const lasted = performance.now() - begun;
    t.diagnostic(
      `the last was out after ${(lasted / 1_000).toFixed(1)} s; ${((during.rss - before.rss) / 1_048_576).toFixed(0)} MiB more memory for ${callers.length}`,
    );
    assert(lasted < 27_000, `${lasted} ms`);
    await house.isWell();
  });

  test('what is asked behind a wait is answered behind it, in order', async (t) => {
    const house = await besieged(t, { HOLD_MS: '1000' });
    const ann = await Neighbour.comesIn(house.port, 'Ann');
    const caller = new BareCaller(house.port);
    t.after(() => caller.hangsUp());
    const wait = `GET /trpc/wait?input={"since":${ann.next}} HTTP/1.1\r\nhost: x\r\n${ann.cookie}\r\n`;
    caller.says(wait + 'GET /icon.svg HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(1_000) + wait);
    const answers = () => answersIn(caller.heard, { toHead: false, isOver: false });
    await comesTrue(() => answers().length === 1_002, 10_000);
    const waits = answers().flatMap(({ body }, index) => (body.includes('"type":"reconnect"') ? [index] : []));
    assert.deepEqual(waits, [0, 1_001]);
    await house.isWell();
  });
});

/** The page's script: the largest of its files, of which 200 do not fit into what lies between a server and its caller. */
const script = () => {
  const folder = path.join(import.meta.dirname, '../../apps/web/dist/page/assets');
  const size = (name: string) => statSync(path.join(folder, name)).size;
  return `/assets/${readdirSync(folder).toSorted((one, other) => size(other) - size(one))[0]}`;
};

/** The most that is in use at once until that is over. */
const mostOf = async (house: Besieged, over: Promise<unknown>) => {
  const most = { sockets: 0, rss: 0 };
  await meanwhile(over, 100, async () => {
    const { sockets, rss } = await house.vitals();
    most.sockets = Math.max(most.sockets, sockets);
    most.rss = Math.max(most.rss, rss);
  });
  return most;
};
