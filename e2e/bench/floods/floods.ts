// Measures what a flood from one network costs everyone else: `npm run bench:floods`. With COMPARE_MAIN, the path of the main.ts of another
// checkout, both servers take turns. Slow figures are no failure. Exits with 1 if a well-behaved member is refused.
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import {
  launchServerUnderAttack,
  DEFAULT_BUDGETS,
  type ServerUnderAttack,
} from '../../security/server-under-attack.ts';
import { Visitor } from '../../security/attacks/visitor.ts';
import { percentile } from '../figure.ts';
import { FLOOD_KINDS } from './flood-kinds.ts';
import type { FloodOptions } from './flood-worker.ts';

const ROUNDS = Number(process.env['FLOOD_ROUNDS'] ?? 10);
const ROUND_MS = Number(process.env['FLOOD_ROUND_MS'] ?? 1_000);
const CONNECTIONS = Number(process.env['FLOOD_CONNECTIONS'] ?? 40);
/** Only the floods whose name contains this text. */
const ONLY = process.env['FLOODS'] ?? '';
const OWN_MAIN = path.join(import.meta.dirname, '../../../apps/server/src/main.ts');
const COMPARED_MAIN = process.env['COMPARE_MAIN'];
/** Well-behaved members, each from an address of its own, and the pause between two of its reads: below the budget of one member. */
const MEMBERS = 30;
const PAUSE_MS = 250;

/** A server with well-behaved members, who read now and then. */
class MeasuredServer {
  readonly name: string;
  readonly server: ServerUnderAttack;
  readonly #members: readonly Visitor[];

  private constructor(name: string, server: ServerUnderAttack, members: readonly Visitor[]) {
    this.name = name;
    this.server = server;
    this.#members = members;
  }

  static async start(name: string, main: string) {
    const server = await launchServerUnderAttack(DEFAULT_BUDGETS, main);
    const members = Array.from({ length: MEMBERS }, (_, index) => new Visitor(server, `127.30.0.${index + 1}`));
    for (const [index, member] of members.entries()) await member.join(`Member${index}`);
    return new MeasuredServer(name, server, members);
  }

  /** Lets the members read for a round. Adds the response times, in ms. Returns how many reads were refused. */
  async read(delays: number[]): Promise<number> {
    let refused = 0;
    const end = performance.now() + ROUND_MS;
    const readAlong = async (member: Visitor, index: number) => {
      await sleep((index / MEMBERS) * PAUSE_MS);
      while (performance.now() < end) {
        const startedAt = performance.now();
        const { status } = await member.query('getUsers');
        delays.push(performance.now() - startedAt);
        if (status !== 200) refused++;
        await sleep(PAUSE_MS);
      }
    };
    await Promise.all(this.#members.map(readAlong));
    return refused;
  }
}

interface Figures {
  /** The name of the server. */
  readonly name: string;
  readonly alone: number[];
  readonly flooded: number[];
  refused: number;
  cpuMicros: number;
  answered: number;
  bytesMore: number;
}

/** Floods both servers in turn, in short rounds with and without the flood. */
const measure = async (kind: string, from: string, servers: readonly MeasuredServer[]) => {
  const runs = await Promise.all(
    servers.map(async (each) => {
      const { name } = each;
      const figures: Figures = { name, alone: [], flooded: [], refused: 0, cpuMicros: 0, answered: 0, bytesMore: 0 };
      const options: FloodOptions = { port: each.server.port, from, kind, connections: CONNECTIONS };
      const worker = new Worker(path.join(import.meta.dirname, 'flood-worker.ts'), { workerData: options });
      await once(worker, 'message');
      return { each, worker, figures, heap: await each.server.heapUsed() };
    }),
  );
  for (let round = 0; round < ROUNDS; round++) {
    for (const { each, worker, figures } of runs) {
      figures.refused += await each.read(figures.alone);
      const { cpuMicros } = await each.server.vitals();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
      worker.postMessage('start');
      figures.refused += await each.read(figures.flooded);
      figures.cpuMicros += (await each.server.vitals()).cpuMicros - cpuMicros;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
      worker.postMessage('stop');
      const [answered]: number[] = await once(worker, 'message');
      figures.answered = answered ?? 0;
    }
  }
  for (const { each, worker, figures, heap } of runs) {
    figures.bytesMore = (await each.server.heapUsed()) - heap;
    await worker.terminate();
  }
  return runs.map(({ figures }) => figures);
};

const print = (cells: readonly string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);

const servers = [await MeasuredServer.start('this', OWN_MAIN)];
if (COMPARED_MAIN !== undefined) servers.push(await MeasuredServer.start('compared', COMPARED_MAIN));
print(['flood', 'server', 'p99 alone', 'p99 flooded', 'ratio', 'answers/s', 'CPU share', 'heap MB', 'refused members']);
print(['---', '---', '---:', '---:', '---:', '---:', '---:', '---:', '---:']);
try {
  for (const [index, { name: kind }] of FLOOD_KINDS.entries()) {
    if (!kind.includes(ONLY)) continue;
    for (const figures of await measure(kind, `127.20.${index}.1`, servers)) {
      const { name, refused, answered, cpuMicros, bytesMore } = figures;
      const [alone, flooded] = [percentile(figures.alone, 0.99), percentile(figures.flooded, 0.99)];
      const seconds = (ROUNDS * ROUND_MS) / 1_000;
      const share = `${((cpuMicros / seconds / 1e6) * 100).toFixed(0)} %`;
      print([
        kind,
        name,
        alone.toFixed(1),
        flooded.toFixed(1),
        (flooded / alone).toFixed(1),
        (answered / seconds).toFixed(0),
        share,
        (bytesMore / 1e6).toFixed(1),
        String(refused),
      ]);
      if (refused > 0) process.exitCode = 1;
    }
  }
} finally {
  for (const { server } of servers) await server.stop();
}
