import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestServer } from '../support/test-server.ts';
import type { Behaviour } from './network-conditions.ts';
import { chaosProxy } from './chaos-proxy.ts';
import { Guest } from './simulated-client.ts';
import { seededRandom } from './seeded-random.ts';
import { complaints } from './check-histories.ts';

/** So many histories are played, or as many as fit into so many seconds. */
const HISTORIES = Number(process.env['WIRE_HISTORIES'] ?? Infinity);
const SECONDS = Number(process.env['WIRE_SECONDS'] ?? (HISTORIES === Infinity ? 60 : Infinity));
const SEED = Number(process.env['WIRE_SEED'] ?? Date.now() % 1_000_000);
const STEPS = 50;
const GUESTS = 5;

/** All come from one address, and leave connections behind that are kept for a while. */
const NO_BOUNDS = { HISTORY_ON_JOIN: '0', MESSAGES_PER_WINDOW: '0', MEMBERS_PER_HOST: '0', SOCKETS_PER_HOST: '0' };

const weathers: Behaviour[] = [
  {},
  { latencyMs: [0, 20] },
  { cut: { of: 'some', chance: 1, within: 300, by: 'rst' } },
  { cut: { of: 'some', chance: 0.1, within: 2_000, by: 'rst' } },
  { cut: { of: 'some', chance: 0.5, within: 1_000, by: 'fin' } },
  { cut: { of: 'some', chance: 0.5, within: 1_000, by: 'rst' }, latencyMs: [0, 5] },
  { replay: { of: 'every request', chance: 0.3 } },
  { bytesPerSecond: 50_000, replay: { of: 'requests on kept connections', chance: 0.5 } },
];

suite('five people on a bad line: nothing lost, doubled or out of order', { concurrency: true }, () => {
  for (const [what, settings] of [
    ['in a room where everything is kept', {}],
    ['in a room where little is kept', { LEDGER_LETTERS: '8' }],
  ] as const) {
    test(what, async (t) => {
      const house = new TestServer({ ...NO_BOUNDS, ...settings });
      await house.start();
      t.after(() => house.stop());
      const begun = performance.now();
      const isTimeLeft = () => performance.now() - begun < SECONDS * 1_000;
      const sum = { lines: 0, changes: 0, cuts: 0, replays: 0, missed: 0 };
      let histories = 0;
      for (; histories < HISTORIES / 2 && isTimeLeft(); histories++) {
        const played = await playHistory(t, house, SEED + histories);
        for (const name of keysOf(sum)) sum[name] += played[name];
      }
      assert(histories > 0);
      t.diagnostic(
        `${histories} histories of ${STEPS} steps, ${sum.lines} lines, ${sum.changes} edits of them, ${sum.cuts} cuts, ${sum.replays} replays, ${sum.missed} letters said ` +
          'to be missed; lost, doubled, unexpected, outdated, out of order, unexplained gaps: 0; ' +
          `${Math.round((performance.now() - begun) / 1_000)} s, first seed ${SEED}`,
      );
    });
  }
});

const playHistory = async (t: TestContext, house: TestServer, seed: number) => {
  const random = seededRandom(seed);
  const oneOf = <Thing>(things: readonly Thing[]) => things[Math.floor(random() * things.length)] as Thing;
  const proxy = await chaosProxy({ to: Number(house.port), random });
  t.after(() => proxy.close());
  const comes = (number: number, url: string) => Guest.comesIn(url, `g${number}in${seed}`);
  const observer = await comes(0, house.url);
  const guests = await Promise.all(Array.from({ length: GUESTS }, (_, index) => comes(index + 1, proxy.url)));
  const gone: Guest[] = [];
  const comingAndGoing: unknown[] = [];
  let number = GUESTS;
  let lines = 0;
  let changes = 0;

  for (let step = 0; step < STEPS; step++) {
    const dice = random();
    if (guests.length > 0 && dice < 0.5) oneOf(guests).says(`line ${++lines}`);
    else if (guests.length > 0 && dice < 0.7) oneOf(guests).changes(dice < 0.64 ? `change ${++changes}` : '');
    else if (dice < 0.82) proxy.behave(oneOf(weathers));
    else if (dice < 0.92) proxy.reset();
    else if (dice < 0.97) guests[0]?.wakes.wake();
    else {
      const [goer] = guests.splice(0, 1);
      if (goer) gone.push(goer);
      comingAndGoing.push(
        comes(++number, proxy.url).then((comer) => guests.push(comer)),
        goer?.leaves(),
      );
    }
    if (random() < 0.5) await sleep(random() * 10);
  }
  proxy.heal();
  proxy.reset();
  await Promise.all(comingAndGoing);
  await comeToRest(guests, observer);

  const histories = [
    ...guests.map((guest) => guest.history(true)),
    ...gone.map((guest) => guest.history(false)),
    observer.history(true),
  ];
  assert.deepEqual(complaints(histories), [], `seed ${seed}`);
  const { nicknames } = await observer.looksAround();
  for (const guest of guests) assert.deepEqual(guest.roster, nicknames, `roster of ${guest.nickname}, seed ${seed}`);
  await Promise.all([observer, ...guests].map((guest) => guest.leaves()));
  const rows = histories.flatMap(({ screen }) => screen.flatMap((stretch) => stretch.rows));
  const missed = rows.reduce((total, row) => total + (row.type === 'missed' ? row.count : 0), 0);
  return { lines, changes, cuts: proxy.counts.cuts, replays: proxy.counts.replays, missed };
};

/** Everyone waits until all that was written stands on every screen. */
const comeToRest = async (guests: readonly Guest[], observer: Guest) => {
  for (const guest of guests) guest.wakes.wake();
  const patience = performance.now() + 60_000;
  for (;;) {
    const isAllSent = guests.every((guest) => guest.isAtRest(0));
    const { next } = await observer.looksAround();
    if (isAllSent && [observer, ...guests].every((guest) => guest.isAtRest(next))) return;
    const restless = [observer, ...guests].filter((guest) => !guest.isAtRest(next));
    assert(performance.now() < patience, `not at rest: ${restless.map((guest) => guest.standing).join('; ')}`);
    await sleep(20);
  }
};

const keysOf = <Thing extends object>(thing: Thing) => Object.keys(thing) as (keyof Thing)[];
