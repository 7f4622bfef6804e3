import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { yieldToOthers } from '../../support/programs/yield-to-others.ts';
import { FloodConnection } from './flood-connection.ts';
import { FLOOD_KINDS, join, nicknameOf, type Attacker } from './flood-kinds.ts';

/** What the thread is told when it starts. */
export interface FloodOptions {
  readonly port: number;
  /** The address that the connections come from. */
  readonly from: string;
  /** The name of a `FloodKind`. */
  readonly kind: string;
  /** The number of connections, if the flood does not say. */
  readonly connections: number;
}

// A thread of its own, so that the flood does not delay the well-behaved members. Floods between the messages `start` and `stop`, and
// answers to `stop` with the number of requests that got a response meanwhile.
yieldToOthers();
const { port, from, kind, connections }: FloodOptions = workerData;
const flood = FLOOD_KINDS.find(({ name }) => name === kind);
if (!flood) throw new Error(`there is no flood “${kind}”`);

// Ten members share the connections, in several tabs each.
const attempts = Array.from({ length: 10 }, () => randomUUID());
const attackers = Array.from({ length: flood.connections ?? connections }, (_, index): Attacker => {
  const connection = new FloodConnection(port, from);
  return { connection, index, count: 0, attempt: attempts[index % 10] ?? '', cookie: '' };
});
if (flood.asMembers) for (const attacker of attackers) await join(attacker, nicknameOf(attacker));

let answered = 0;
const state = { isFlooding: false };
let runs: Promise<unknown> = Promise.resolve();

const run = async (attacker: Attacker) => {
  while (state.isFlooding) {
    await flood.act(attacker);
    attacker.count++;
    answered++;
  }
};

parentPort?.on('message', (message: 'start' | 'stop') => {
  state.isFlooding = message === 'start';
  if (flood.staysOpen && !state.isFlooding) for (const { connection } of attackers) connection.close();
  if (state.isFlooding) runs = Promise.all([runs, ...attackers.map(run)]);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  else void runs.then(() => parentPort?.postMessage(answered));
});
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
parentPort?.postMessage(answered);
