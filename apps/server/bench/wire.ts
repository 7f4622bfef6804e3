// What an answered poll costs on the wire, beside plain node:http, tRPC's stock adapter and Socket.IO over polling: `npm run bench`.
// Each contender is started by itself, in turn, and driven by the same load, which checks every line: lost, doubled, reordered.
import { start, type Contender } from './contender.ts';
import { Crowd, type Faults } from './load/crowd.ts';
import { plainDialect, socketIoDialect, trpcDialect, type Dialect } from './load/dialect.ts';

interface Entrant {
  readonly name: string;
  readonly file: string;
  readonly dialect: () => Dialect;
}

const plain = { name: 'node:http', file: 'bench/contenders/plain.ts', dialect: plainDialect };
const mailroom = { name: 'Mailroom', file: 'src/main.ts', dialect: trpcDialect };
const socketIo = { name: 'Socket.IO', file: 'bench/contenders/socket-io.ts', dialect: socketIoDialect };
const stock = { name: 'stock tRPC', file: 'bench/contenders/stock-trpc.ts', dialect: trpcDialect };
const ENTRANTS: readonly Entrant[] = [plain, mailroom, socketIo, stock];

/** 5,000 deliveries a second, however many clients share them. */
const DELIVERIES_PER_SECOND = 5_000;
const MEASURED_MS = Number(process.env['BENCH_MS'] ?? 4_000);
const WARM_UP_MS = 2_000;
const SIZES = (process.env['BENCH_SIZES'] ?? '100,500,2000,5000').split(',').map(Number);
const P99_MS = 500;

const noFaults: Faults = { lost: 0, doubled: 0, reordered: 0 };
const total = (all: readonly Faults[]) =>
  all.reduce(
    (sum, one) => ({
      lost: sum.lost + one.lost,
      doubled: sum.doubled + one.doubled,
      reordered: sum.reordered + one.reordered,
    }),
    noFaults,
  );

interface Steady extends Talk {
  readonly bytesPerWait: number;
  readonly faults: Faults;
}

const withCrowd = async <Result>(
  { file, dialect }: Entrant,
  clients: number,
  measure: (crowd: Crowd, server: Contender, before: number) => Promise<Result>,
): Promise<Result> => {
  const server = await start(file);
  const crowd = new Crowd(server.port, dialect());
  try {
    const before = (await server.collected()).rss;
    await crowd.comeIn(clients, server.collected);
    return await measure(crowd, server, before);
  } finally {
    crowd.close();
    await server.stop();
  }
};

/** What the server used while lines came at a steady pace. */
const talkedTo = async (crowd: Crowd, server: Contender, perSecond: number, ms: number) => {
  crowd.reset();
  const { cpuMicros } = await server.usage();
  await crowd.talk({ perSecond, ms });
  await crowd.allHeard();
  const used = (await server.usage()).cpuMicros - cpuMicros;
  const { polls, deliveries, p50, p99 } = crowd.measured();
  return { perPoll: used / polls, perDelivery: used / deliveries, p50, p99, share: used / (ms * 1_000) };
};
type Talk = Awaited<ReturnType<typeof talkedTo>>;

/** The same after a while of the same, three times: the median of each figure. */
const talkedToThrice = async (crowd: Crowd, server: Contender, perSecond: number): Promise<Talk> => {
  await talkedTo(crowd, server, perSecond, WARM_UP_MS);
  const talks: Talk[] = [];
  for (let times = 0; times < 3; times++) talks.push(await talkedTo(crowd, server, perSecond, MEASURED_MS));
  const median = (of: (talk: Talk) => number) => talks.map(of).toSorted((one, other) => one - other)[1] ?? Number.NaN;
  return {
    perPoll: median(({ perPoll }) => perPoll),
    perDelivery: median(({ perDelivery }) => perDelivery),
    p50: median(({ p50 }) => p50),
    p99: median(({ p99 }) => p99),
    share: median(({ share }) => share),
  };
};

const steady = (entrant: Entrant, clients: number): Promise<Steady> =>
  withCrowd(entrant, clients, async (crowd, server, before) => {
    const bytesPerWait = ((await server.collected()).rss - before) / clients;
    const talk = await talkedToThrice(crowd, server, DELIVERIES_PER_SECOND / clients);
    return { ...talk, bytesPerWait, faults: crowd.faults() };
  });

/** The most deliveries a second of which 99 of 100 arrive within half a second: ever more lines a second until twice they do not. */
const saturated = (entrant: Entrant, clients: number) =>
  withCrowd(entrant, clients, async (crowd, server) => {
    let best = { deliveries: 0, p50: Number.NaN, p99: Number.NaN };
    for (let perSecond = 10, failed = 0; failed < 2;) {
      const { p50, p99 } = await talkedTo(crowd, server, perSecond, 3_000);
      if (p99 <= P99_MS) {
        best = { deliveries: perSecond * clients, p50, p99 };
        perSecond *= 1.4;
        failed = 0;
      } else failed++;
    }
    return { ...best, faults: crowd.faults() };
  });

const row = (cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`);
const micros = (value: number) => value.toFixed(0);
const kilobytes = (value: number) => (value / 1_000).toFixed(0);
const ratio = (one: number | undefined, other: number | undefined) => ((one ?? 0) / (other ?? 0)).toFixed(2);

const results = new Map<string, Steady>();
const allFaults: Faults[] = [];

console.log(
  `\n${DELIVERIES_PER_SECOND} deliveries a second, measured three times for ${MEASURED_MS / 1_000} s each, the median\n`,
);
row(['clients', 'server', 'CPU µs a poll', 'µs a delivery', 'p50 ms', 'p99 ms', 'KB a parked wait']);
row(['---:', '---', '---:', '---:', '---:', '---:', '---:']);
for (const clients of SIZES) {
  for (const entrant of ENTRANTS) {
    const result = await steady(entrant, clients);
    results.set(`${entrant.name} ${clients}`, result);
    allFaults.push(result.faults);
    row([
      String(clients),
      entrant.name,
      micros(result.perPoll),
      micros(result.perDelivery),
      result.p50.toFixed(1),
      result.p99.toFixed(1),
      kilobytes(result.bytesPerWait),
    ]);
  }
}

console.log(`\nSaturation: 500 clients, the most deliveries a second with p99 of at most ${P99_MS} ms\n`);
row(['server', 'deliveries/s', 'p50 ms', 'p99 ms']);
row(['---', '---:', '---:', '---:']);
const most = new Map<string, number>();
for (const entrant of ENTRANTS) {
  const { deliveries, p50, p99, faults } = await saturated(entrant, 500);
  most.set(entrant.name, deliveries);
  allFaults.push(faults);
  row([entrant.name, deliveries.toFixed(0), p50.toFixed(0), p99.toFixed(0)]);
}

console.log('\n2,000 clients, at 1 and at 50 lines a second\n');
row(['server', 'p50 ms', 'p99 ms', 'CPU µs a delivery', 'share of a core']);
row(['---', '---:', '---:', '---:', '---:']);
for (const entrant of [plain, mailroom]) {
  for (const perSecond of [1, 50]) {
    const busy = await withCrowd(entrant, 2_000, async (crowd, server) => ({
      ...(await talkedToThrice(crowd, server, perSecond)),
      faults: crowd.faults(),
    }));
    allFaults.push(busy.faults);
    row([
      `${entrant.name}, ${perSecond}/s`,
      busy.p50.toFixed(1),
      busy.p99.toFixed(0),
      busy.perDelivery.toFixed(1),
      `${(busy.share * 100).toFixed(0)} %`,
    ]);
  }
}

console.log('\nRatios\n');
for (const clients of SIZES) {
  const of = (name: string) => results.get(`${name} ${clients}`)?.perPoll;
  console.log(
    `${clients} clients, CPU a poll: Mailroom / node:http ${ratio(of('Mailroom'), of('node:http'))}, ` +
      `Mailroom / Socket.IO ${ratio(of('Mailroom'), of('Socket.IO'))}, ` +
      `stock tRPC / Mailroom ${ratio(of('stock tRPC'), of('Mailroom'))}`,
  );
}
console.log(`saturation: Mailroom / Socket.IO ${ratio(most.get('Mailroom'), most.get('Socket.IO'))}`);
const [fewest, many] = [SIZES[0], SIZES.at(-1)].map((size) => results.get(`Mailroom ${size}`)?.perDelivery);
console.log(`CPU a delivery, ${SIZES.at(-1)} clients / ${SIZES[0]}: ${ratio(many, fewest)}`);

const { lost, doubled, reordered } = total(allFaults);
console.log(`\nlost ${lost}, doubled ${doubled}, reordered ${reordered}`);
if (lost + doubled + reordered > 0) process.exitCode = 1;
