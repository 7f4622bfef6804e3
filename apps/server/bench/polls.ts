// Compares what an answered poll over HTTP costs with and without a file for the journal (`npm run bench`). Both servers run at the same time
// and are driven in turn in short rounds, so that both see the same machine.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startContender, type Contender } from './contender.ts';
import { quantile } from './figures.ts';
import { Crowd } from './load/crowd.ts';
import { trpcDialect } from './load/dialect.ts';

const CLIENTS = Number(process.env['BENCH_CLIENTS'] ?? 500);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 30);
const ROUND_MS = 1_500;
/** The same load as in bench/wire.ts: deliveries per second to all clients together. */
const DELIVERIES_PER_SECOND = 5_000;
/** Rounds that warm both servers up. */
const WARM_UP = 4;

interface Driven {
  readonly server: Contender;
  readonly crowd: Crowd;
}

const drive = async (settings: Record<string, string>): Promise<Driven> => {
  const server = await startContender('src/main.ts', settings);
  const crowd = new Crowd(server.port, trpcDialect());
  await crowd.connect(CLIENTS, server.usage);
  return { server, crowd };
};

/** CPU time of the server for an answered poll, in µs. */
const measureRound = async ({ server, crowd }: Driven): Promise<number> => {
  crowd.reset();
  const { cpuMicros } = await server.usage();
  await crowd.sendAtRate({ perSecond: DELIVERIES_PER_SECOND / CLIENTS, ms: ROUND_MS });
  await crowd.waitForDelivery();
  return ((await server.usage()).cpuMicros - cpuMicros) / crowd.measurements().polls;
};

const folder = mkdtempSync(path.join(tmpdir(), 'mailroom-bench-'));
const without = await drive({ DATA_DIR: '' });
const withFile = await drive({ DATA_DIR: path.join(folder, 'data') });
try {
  const ratios: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    // Each is first in every second round.
    const [first, second] = round % 2 === 0 ? [withFile, without] : [without, withFile];
    const [firstMicros, secondMicros] = [await measureRound(first), await measureRound(second)];
    const ratio = first === withFile ? firstMicros / secondMicros : secondMicros / firstMicros;
    if (round >= WARM_UP) ratios.push(ratio);
  }
  const [middle, low, high] = [0.5, 0.25, 0.75].map((share) => quantile(ratios, share).toFixed(3));
  console.log(
    `\nCPU of an answered poll with the journal in a file / in memory, ${CLIENTS} clients, ${ROUNDS} pairs of rounds: ${middle} (quartiles ${low} to ${high})`,
  );
  for (const { crowd } of [without, withFile]) {
    const { lost, duplicated, reordered } = crowd.deliveryErrors();
    console.log(`lost ${lost}, duplicated ${duplicated}, reordered ${reordered}`);
    if (lost + duplicated + reordered > 0) process.exitCode = 1;
  }
} finally {
  for (const { crowd, server } of [without, withFile]) {
    crowd.close();
    await server.stop();
  }
  rmSync(folder, { recursive: true });
}
