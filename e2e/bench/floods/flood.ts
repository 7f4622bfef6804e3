import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { FloodKind } from './flood-kinds.ts';
import type { FloodOptions } from './flood-worker.ts';
import { sizes } from './sizes.ts';

/** A flood of one server from one network, which can begin and end again and again. */
export interface Flood {
  /** Begins. Resolves when it has run for a round. */
  readonly begin: () => Promise<unknown>;
  /** Ends. Resolves with the number of requests that got a response so far. */
  readonly end: () => Promise<number>;
  /** Releases what it holds. */
  readonly close: () => Promise<unknown>;
}

/** Creates a flood of this kind in a thread of its own. Rejects if its members cannot join. */
export const createFlood = async (kind: FloodKind, port: number, from: string): Promise<Flood> => {
  const workerData: FloodOptions = { port, from, kind: kind.name, connections: sizes.connections };
  const worker = new Worker(path.join(import.meta.dirname, 'flood-worker.ts'), { workerData });
  await once(worker, 'message');
  return {
    begin: () => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
      worker.postMessage('start');
      return sleep(sizes.roundMs);
    },
    end: async () => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
      worker.postMessage('stop');
      const [answered]: number[] = await once(worker, 'message');
      return answered ?? 0;
    },
    close: () => worker.terminate(),
  };
};

/** Creates a flood of connections that never finish the headers of their request. A round lasts until the server has closed all of them. */
export const createHalfOpenFlood = (port: number): Flood => ({
  begin: async () => {
    const worker = new Worker(path.join(import.meta.dirname, '../../security/half-open-connections.ts'), {
      workerData: { port, count: sizes.halfOpen, isMeasured: true },
    });
    await once(worker, 'message');
    await worker.terminate();
  },
  end: () => Promise.resolve(0),
  close: () => Promise.resolve(),
});
