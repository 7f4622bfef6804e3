import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../figure.ts';
import type { Flood } from './flood.ts';
import type { MeasuredServer } from './measured-server.ts';
import { sizes } from './sizes.ts';

/** A server and the flood that it is to bear. */
export interface FloodedServer {
  readonly measured: MeasuredServer;
  readonly flood: Flood;
}

/** What a flood cost one server. */
export interface FloodFigures {
  /** Response times of well-behaved members without the flood, in ms. */
  readonly alone: number[];
  /** Their response times during the flood. */
  readonly flooded: number[];
  /** Their reads that were refused. */
  refused: number;
  /** Requests of the flood that got a response. */
  answered: number;
  /** CPU time of the server during the flood, in µs. */
  cpuMicros: number;
  /** Duration of the flood, in ms. */
  floodedMs: number;
  /** Resident memory of the server: the most during the flood, beyond that before, in bytes. */
  rssGrowth: number;
  /** Bytes in use on the heap after the flood, beyond those before. */
  heapGrowth: number;
  /** Why there is nothing more, as a sentence. Missing: the server bore the flood. */
  problem?: string;
}

const p99 = (delays: readonly number[]) => percentile(delays, 0.99);
const perSecond = (count: number, ms: number) => (count / ms) * 1_000;

/** The columns of the table. */
export const FLOOD_COLUMNS: readonly { readonly name: string; readonly format: (figures: FloodFigures) => string }[] = [
  { name: 'p99 alone, ms', format: ({ alone }) => p99(alone).toFixed(1) },
  { name: 'p99 flooded, ms', format: ({ flooded }) => p99(flooded).toFixed(1) },
  { name: 'ratio', format: ({ alone, flooded }) => (p99(flooded) / p99(alone)).toFixed(1) },
  { name: 'answers/s', format: ({ answered, floodedMs }) => perSecond(answered, floodedMs).toFixed(0) },
  { name: 'CPU, %', format: ({ cpuMicros, floodedMs }) => (perSecond(cpuMicros, floodedMs) / 1e4).toFixed(0) },
  { name: 'RSS, MB', format: ({ rssGrowth }) => (rssGrowth / 1e6).toFixed(0) },
  { name: 'heap, MB', format: ({ heapGrowth }) => (heapGrowth / 1e6).toFixed(1) },
  { name: 'refused', format: ({ refused }) => String(refused) },
];

/** Floods servers in turn, in short rounds with and without the flood. */
export const measureFlood = async (
  floodedServers: readonly FloodedServer[],
  rounds: number,
): Promise<FloodFigures[]> => {
  const runs = floodedServers.map((flooded) => ({ flooded, figures: createFigures() }));
  const measure = async ({ figures }: (typeof runs)[number], step: () => Promise<unknown>) => {
    if (figures.problem !== undefined) return;
    try {
      await step();
    } catch (error) {
      figures.problem = error instanceof Error ? error.message : String(error);
    }
  };
  const heaps = new Map<FloodedServer, number>();
  for (const run of runs) {
    await measure(run, async () => heaps.set(run.flooded, await run.flooded.measured.server.heapUsed()));
  }
  for (let round = 0; round < rounds; round++) {
    for (const run of runs) {
      if (run.figures.floodedMs < MAX_FLOODED_MS) await measure(run, () => measureRound(run.flooded, run.figures));
    }
  }
  for (const run of runs) {
    await measure(run, async () => {
      run.figures.heapGrowth = (await run.flooded.measured.server.heapUsed()) - (heaps.get(run.flooded) ?? 0);
    });
  }
  return runs.map(({ figures }) => figures);
};

/** A server that was flooded for so long has no further rounds: it stands still, as the figures show. */
const MAX_FLOODED_MS = 30_000;

const createFigures = (): FloodFigures => ({
  alone: [],
  flooded: [],
  refused: 0,
  answered: 0,
  cpuMicros: 0,
  floodedMs: 0,
  rssGrowth: 0,
  heapGrowth: 0,
});

const measureRound = async ({ measured, flood }: FloodedServer, figures: FloodFigures) => {
  const end = performance.now() + sizes.roundMs;
  figures.refused += await measured.read(figures.alone, () => performance.now() >= end);

  const before = await measured.server.vitals();
  const startedAt = performance.now();
  let isOver = false;
  const begun = flood.begin().finally(() => (isOver = true));
  const watched = watchMemory(measured, () => isOver);
  const [refused, maxRss] = await Promise.all([measured.read(figures.flooded, () => isOver), watched, begun]);
  figures.refused += refused;
  figures.rssGrowth = Math.max(figures.rssGrowth, maxRss - before.rss);
  figures.cpuMicros += (await measured.server.vitals()).cpuMicros - before.cpuMicros;
  figures.floodedMs += performance.now() - startedAt;
  figures.answered = await flood.end();
};

const WATCH_MS = 50;

/** Returns the most resident memory of a server until `isOver`, in bytes. */
const watchMemory = async ({ server }: MeasuredServer, isOver: () => boolean): Promise<number> => {
  let max = 0;
  do {
    max = Math.max(max, (await server.vitals()).rss);
    await sleep(WATCH_MS);
  } while (!isOver());
  return Math.max(max, (await server.vitals()).rss);
};
