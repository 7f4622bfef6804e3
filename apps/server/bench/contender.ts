import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** What a server's process used so far (CPU in µs) and holds (bytes). */
interface Usage {
  readonly cpuMicros: number;
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
}

/** A server in a process of its own. */
export interface Contender {
  readonly port: number;
  readonly usage: () => Promise<Usage>;
  /** What it holds when all that is garbage is gone. */
  readonly collected: () => Promise<Usage>;
  readonly stop: () => Promise<void>;
}

/** Without bounds on how many come from one machine and how fast they talk. */
const SETTINGS = {
  PORT: '0',
  MEMBERS: '0',
  MEMBERS_PER_HOST: '0',
  SOCKETS_PER_HOST: '0',
  MESSAGES_PER_WINDOW: '0',
  HISTORY_ON_JOIN: '0',
};

/** Starts the server in this file of apps/server. */
export const start = async (file: string, flags: readonly string[] = []): Promise<Contender> => {
  const probe = path.join(import.meta.dirname, 'probe.ts');
  const server = spawn(
    process.execPath,
    ['--expose-gc', '--import', probe, ...flags, path.join(import.meta.dirname, '..', file)],
    {
      cwd: path.join(import.meta.dirname, '../../..'),
      env: { ...process.env, ...SETTINGS, npm_lifecycle_event: undefined },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  );
  const exited = once(server, 'exit');
  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /localhost:(\d+)/.exec(said);
      if (found) resolve(Number(found[1]));
    });
    void exited.then(() => reject(new Error(`${file} ended before it listened.`)));
  });
  const ask = async (what: 'use' | 'collect'): Promise<Usage> => {
    server.send(what);
    const [usage]: Usage[] = await once(server, 'message');
    if (!usage) throw new Error(`${file} did not answer.`);
    return usage;
  };
  return {
    port,
    usage: () => ask('use'),
    collected: () => ask('collect'),
    stop: async () => {
      server.kill('SIGTERM');
      await exited;
    },
  };
};
