import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fates, type Behaviour } from './network-conditions.ts';
import { Connection, type Counts } from './chaos-connection.ts';

export interface ChaosProxyOptions {
  /** The port of the server behind it, on this machine. */
  readonly to: number;
  /** Chance, from 0 up to 1; handed in so that a bad day can be had again. */
  readonly random?: () => number;
  readonly pause?: (ms: number) => Promise<void>;
}

/** A TCP proxy that does to connections what bad networks do. Well-behaved until told otherwise. */
export interface ChaosProxy {
  readonly port: number;
  readonly url: string;
  readonly counts: Readonly<Counts>;
  /** Behaves so from now on, and in no other way: to all connections, to those to come, or to those that are open now. */
  behave(behaviour: Behaviour, to?: 'everyone' | 'newcomers' | 'those here'): void;
  /** Behaves well again. */
  heal(): void;
  /** Tears down every connection that is open now. */
  reset(): void;
  /** Takes no more connections and drops all there are. */
  close(): Promise<void>;
}

/** Opens a proxy on a free port of 127.0.0.1. */
export const chaosProxy = async ({
  to,
  random = Math.random,
  pause = (ms) => sleep(ms, undefined, { ref: false }),
}: ChaosProxyOptions): Promise<ChaosProxy> => {
  const counts: Counts = { connections: 0, cuts: 0, replays: 0, bytes: { up: 0, down: 0 } };
  const open = new Set<Connection>();
  const onGone = (connection: Connection) => open.delete(connection);
  let newFate = fates({}, random);

  const server = createServer({ allowHalfOpen: true }, (client) => {
    counts.connections++;
    open.add(new Connection({ client, to, fate: newFate(), random, pause, counts, onGone }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;

  const behave: ChaosProxy['behave'] = (behaviour, who = 'everyone') => {
    const fate = fates(behaviour, random);
    if (who !== 'those here') newFate = fate;
    if (who !== 'newcomers') for (const connection of open) connection.behave(fate());
  };
  return {
    port,
    url: `http://127.0.0.1:${port}/`,
    counts,
    behave,
    heal: () => behave({}),
    reset: () => {
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
