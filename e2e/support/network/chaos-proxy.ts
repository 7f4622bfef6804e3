import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPlanner, type NetworkConditions } from './network-conditions.ts';
import { ProxiedConnection, type ProxyCounts } from './chaos-connection.ts';

export interface ChaosProxyOptions {
  /** Port of the server behind the proxy, on this machine. */
  readonly serverPort: number;
  /** Returns a number from 0 up to 1. A seeded one makes a run repeatable. */
  readonly random?: () => number;
  readonly pause?: (ms: number) => Promise<void>;
}

/** A TCP proxy with the faults of bad networks. Without conditions it only forwards. */
export interface ChaosProxy {
  readonly port: number;
  readonly url: string;
  readonly counts: Readonly<ProxyCounts>;
  /** Replaces the conditions of all connections, of those to come, or of those that are open now. */
  setConditions(conditions: NetworkConditions, of?: 'all' | 'new' | 'open'): void;
  /** Removes all conditions. */
  clearConditions(): void;
  /** Ends every open connection with RST. */
  resetConnections(): void;
  /** Stops listening and destroys every connection. */
  close(): Promise<void>;
}

/** Starts a proxy on a free port of 127.0.0.1. */
export const createChaosProxy = async ({
  serverPort,
  random = Math.random,
  pause = (ms) => sleep(ms, undefined, { ref: false }),
}: ChaosProxyOptions): Promise<ChaosProxy> => {
  const counts: ProxyCounts = { connections: 0, cuts: 0, replays: 0, bytes: { up: 0, down: 0 } };
  const open = new Set<ProxiedConnection>();
  const onClosed = (connection: ProxiedConnection) => open.delete(connection);
  let planNew = createPlanner({}, random);

  const server = createServer({ allowHalfOpen: true }, (client) => {
    counts.connections++;
    open.add(new ProxiedConnection({ client, serverPort, plan: planNew(), random, pause, counts, onClosed }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;

  const setConditions: ChaosProxy['setConditions'] = (conditions, of = 'all') => {
    const plan = createPlanner(conditions, random);
    if (of !== 'open') planNew = plan;
    if (of !== 'new') for (const connection of open) connection.setPlan(plan());
  };
  return {
    port,
    url: `http://127.0.0.1:${port}/`,
    counts,
    setConditions,
    clearConditions: () => setConditions({}),
    resetConnections: () => {
      for (const connection of open) connection.cut('rst');
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const connection of open) connection.destroy();
      await closed;
    },
  };
};
