import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** The resource usage of a server process: CPU time since its start in µs, memory in bytes. */
interface Usage {
  readonly cpuMicros: number;
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
}

/** A server in its own process. */
export interface Contender {
  readonly port: number;
  readonly usage: () => Promise<Usage>;
  /** Returns the usage after a garbage collection. */
  readonly usageAfterGc: () => Promise<Usage>;
  readonly stop: () => Promise<void>;
}

/** Lifts the limits on clients of one machine and on their message rate. */
const SETTINGS = {
  PORT: '0',
  DATA_DIR: '',
  MEMBERS: '0',
  MEMBERS_PER_HOST: '0',
  SOCKETS_PER_HOST: '0',
  JOINS_PER_HOST: '0',
  MESSAGES_PER_HOST: '0',
  READS_PER_HOST: '0',
  FAILURES_PER_HOST: '0',
  MESSAGES_PER_WINDOW: '0',
  HISTORY_ON_JOIN: '0',
};

/** Starts the server in `file`, a path in apps/server, with `settings` besides those of all contenders. Resolves when it listens. */
export const startContender = async (file: string, settings: Record<string, string> = {}): Promise<Contender> => {
  const probe = path.join(import.meta.dirname, 'probe.ts');
  const server = spawn(
    process.execPath,
    ['--expose-gc', '--import', probe, path.join(import.meta.dirname, '..', file)],
    {
      cwd: path.join(import.meta.dirname, '../../..'),
      env: { ...process.env, ...SETTINGS, ...settings, npm_lifecycle_event: undefined },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  );
  const exited = once(server, 'exit');
  const port = await new Promise<number>((resolve, reject) => {
    let output = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const match = /localhost:(\d+)/.exec(output);
      if (match) resolve(Number(match[1]));
    });
    void exited.then(() => reject(new Error(`${file} exited before it listened.`)));
  });
  const request = async (command: 'use' | 'collect'): Promise<Usage> => {
    server.send(command);
    const [usage]: Usage[] = await once(server, 'message');
    if (!usage) throw new Error(`${file} did not report its usage.`);
    return usage;
  };
  return {
    port,
    usage: () => request('use'),
    usageAfterGc: () => request('collect'),
    stop: async () => {
      server.kill('SIGTERM');
      await exited;
    },
  };
};
