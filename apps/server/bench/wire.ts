// Compares the cost of an answered poll over HTTP: Mailroom, plain node:http, tRPC's stock adapter, Socket.IO with polling (`npm run bench`).
// The contenders run one after the other under the same load, which checks that no message is lost, duplicated or reordered.
import { startContender, type Contender } from './contender.ts';
import { median } from './figures.ts';
import { Crowd, type DeliveryErrors } from './load/crowd.ts';
import { plainDialect, socketIoDialect, trpcDialect, type Dialect } from './load/dialect.ts';

interface ContenderSpec {
  readonly name: string;
  readonly file: string;
  readonly dialect: () => Dialect;
}

const plain = { name: 'node:http', file: 'bench/contenders/plain.ts', dialect: plainDialect };
const mailroom = { name: 'Mailroom', file: 'src/main.ts', dialect: trpcDialect };
const socketIo = { name: 'Socket.IO', file: 'bench/contenders/socket-io.ts', dialect: socketIoDialect };
const stock = { name: 'stock tRPC', file: 'bench/contenders/stock-trpc.ts', dialect: trpcDialect };
const CONTENDERS: readonly ContenderSpec[] = [plain, mailroom, socketIo, stock];

/** Deliveries per second to all clients together. */
const DELIVERIES_PER_SECOND = 5_000;
const MEASURED_MS = Number(process.env['BENCH_MS'] ?? 4_000);
const WARM_UP_MS = 2_000;
const SIZES = (process.env['BENCH_SIZES'] ?? '100,500,2000,5000').split(',').map(Number);
const P99_MS = 500;

const NO_ERRORS: DeliveryErrors = { lost: 0, duplicated: 0, reordered: 0 };
const sum = (all: readonly DeliveryErrors[]) =>
  all.reduce(
    (total, each) => ({
      lost: total.lost + each.lost,
      duplicated: total.duplicated + each.duplicated,
      reordered: total.reordered + each.reordered,
    }),
    NO_ERRORS,
  );

interface SteadyResult extends Measurements {
  readonly bytesPerWait: number;
  readonly errors: DeliveryErrors;
}

const withCrowd = async <Result>(
  { file, dialect }: ContenderSpec,
  clients: number,
  measure: (crowd: Crowd, server: Contender, initialRss: number) => Promise<Result>,
): Promise<Result> => {
  const server = await startContender(file);
  const crowd = new Crowd(server.port, dialect());
  try {
    const initialRss = (await server.usageAfterGc()).rss;
    await crowd.connect(clients, server.usageAfterGc);
    return await measure(crowd, server, initialRss);
  } finally {
    crowd.close();
    await server.stop();
  }
};

/** Measures CPU time (µs) and latency (ms) while messages are sent at a fixed rate for `ms`. */
const measureRate = async (crowd: Crowd, server: Contender, perSecond: number, ms: number) => {
  crowd.reset();
  const { cpuMicros } = await server.usage();
  await crowd.sendAtRate({ perSecond, ms });
  await crowd.waitForDelivery();
  const used = (await server.usage()).cpuMicros - cpuMicros;
  const { polls, deliveries, p50, p99 } = crowd.measurements();
  return { perPoll: used / polls, perDelivery: used / deliveries, p50, p99, coreShare: used / (ms * 1_000) };
};
type Measurements = Awaited<ReturnType<typeof measureRate>>;

/** Measures three times after a warm-up, and returns the median of each figure. */
const measureMedian = async (crowd: Crowd, server: Contender, perSecond: number): Promise<Measurements> => {
  await measureRate(crowd, server, perSecond, WARM_UP_MS);
  const runs: Measurements[] = [];
  for (let count = 0; count < 3; count++) runs.push(await measureRate(crowd, server, perSecond, MEASURED_MS));
  const medianOf = (figure: (run: Measurements) => number) => median(runs.map(figure));
  return {
    perPoll: medianOf(({ perPoll }) => perPoll),
    perDelivery: medianOf(({ perDelivery }) => perDelivery),
    p50: medianOf(({ p50 }) => p50),
    p99: medianOf(({ p99 }) => p99),
    coreShare: medianOf(({ coreShare }) => coreShare),
  };
};

const measureSteady = (spec: ContenderSpec, clients: number): Promise<SteadyResult> =>
  withCrowd(spec, clients, async (crowd, server, initialRss) => {
    const bytesPerWait = ((await server.usageAfterGc()).rss - initialRss) / clients;
    const figures = await measureMedian(crowd, server, DELIVERIES_PER_SECOND / clients);
    return { ...figures, bytesPerWait, errors: crowd.deliveryErrors() };
  });

/** Finds the highest rate of deliveries with a p99 of at most `P99_MS`: raises the rate until two runs in a row exceed it. */
const measureSaturation = (spec: ContenderSpec, clients: number) =>
  withCrowd(spec, clients, async (crowd, server) => {
    let best = { deliveries: 0, p50: Number.NaN, p99: Number.NaN };
    for (let perSecond = 10, failed = 0; failed < 2;) {
      const { p50, p99 } = await measureRate(crowd, server, perSecond, 3_000);
      if (p99 <= P99_MS) {
        best = { deliveries: perSecond * clients, p50, p99 };
        perSecond *= 1.4;
        failed = 0;
      } else failed++;
    }
    return { ...best, errors: crowd.deliveryErrors() };
  });

const row = (cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`);
const micros = (value: number) => value.toFixed(0);
const kilobytes = (value: number) => (value / 1_000).toFixed(0);
const ratio = (a: number | undefined, b: number | undefined) => ((a ?? 0) / (b ?? 0)).toFixed(2);

const results = new Map<string, SteadyResult>();
const allErrors: DeliveryErrors[] = [];

console.log(`\n${DELIVERIES_PER_SECOND} deliveries per second, median of three runs of ${MEASURED_MS / 1_000} s\n`);
row(['clients', 'server', 'CPU µs per poll', 'µs per delivery', 'p50 ms', 'p99 ms', 'KB per parked wait']);
row(['---:', '---', '---:', '---:', '---:', '---:', '---:']);
for (const clients of SIZES) {
  for (const spec of CONTENDERS) {
    const result = await measureSteady(spec, clients);
    results.set(`${spec.name} ${clients}`, result);
    allErrors.push(result.errors);
    row([
      String(clients),
      spec.name,
      micros(result.perPoll),
      micros(result.perDelivery),
      result.p50.toFixed(1),
      result.p99.toFixed(1),
      kilobytes(result.bytesPerWait),
    ]);
  }
}

console.log(`\nSaturation: 500 clients, highest rate of deliveries with a p99 of at most ${P99_MS} ms\n`);
row(['server', 'deliveries/s', 'p50 ms', 'p99 ms']);
row(['---', '---:', '---:', '---:']);
const saturation = new Map<string, number>();
for (const spec of CONTENDERS) {
  const { deliveries, p50, p99, errors } = await measureSaturation(spec, 500);
  saturation.set(spec.name, deliveries);
  allErrors.push(errors);
  row([spec.name, deliveries.toFixed(0), p50.toFixed(0), p99.toFixed(0)]);
}

console.log('\n2,000 clients, at 1 and at 50 messages per second\n');
row(['server', 'p50 ms', 'p99 ms', 'CPU µs per delivery', 'share of a core']);
row(['---', '---:', '---:', '---:', '---:']);
for (const spec of [plain, mailroom]) {
  for (const perSecond of [1, 50]) {
    const result = await withCrowd(spec, 2_000, async (crowd, server) => ({
      ...(await measureMedian(crowd, server, perSecond)),
      errors: crowd.deliveryErrors(),
    }));
    allErrors.push(result.errors);
    row([
      `${spec.name}, ${perSecond}/s`,
      result.p50.toFixed(1),
      result.p99.toFixed(0),
      result.perDelivery.toFixed(1),
      `${(result.coreShare * 100).toFixed(0)} %`,
    ]);
  }
}

console.log('\nRatios\n');
for (const clients of SIZES) {
  const perPoll = (name: string) => results.get(`${name} ${clients}`)?.perPoll;
  console.log(
    `${clients} clients, CPU per poll: Mailroom / node:http ${ratio(perPoll('Mailroom'), perPoll('node:http'))}, ` +
      `Mailroom / Socket.IO ${ratio(perPoll('Mailroom'), perPoll('Socket.IO'))}, ` +
      `stock tRPC / Mailroom ${ratio(perPoll('stock tRPC'), perPoll('Mailroom'))}`,
  );
}
console.log(`saturation: Mailroom / Socket.IO ${ratio(saturation.get('Mailroom'), saturation.get('Socket.IO'))}`);
const [smallest, largest] = [SIZES[0], SIZES.at(-1)].map((size) => results.get(`Mailroom ${size}`)?.perDelivery);
console.log(`CPU per delivery, ${SIZES.at(-1)} clients / ${SIZES[0]}: ${ratio(largest, smallest)}`);

const { lost, duplicated, reordered } = sum(allErrors);
console.log(`\nlost ${lost}, duplicated ${duplicated}, reordered ${reordered}`);
if (lost + duplicated + reordered > 0) process.exitCode = 1;
