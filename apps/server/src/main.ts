import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { addressesOf } from './http/listen-addresses.ts';
import { readConfig, type Config } from './config.ts';
import { deliveryPace } from './runtime/delivery-scheduler.ts';
import { loopLag } from './runtime/event-loop-lag.ts';
import { mailroom } from './mailroom.ts';

const SWEEP_MS = 1_000;
const DRAIN_MS = 1_500;
const ORPHAN_CHECK_MS = 250;
const ROOT = path.join(import.meta.dirname, '../../..');

const start = ({ port, listenOn, ...config }: Config) => {
  const log = pino();
  const lag = loopLag(Math.random);
  const elapsed = () => performance.now();
  const { room, server, close } = mailroom({
    ...config,
    world: {
      now: () => Date.now(),
      elapsed,
      newId: () => randomBytes(16).toString('base64url'),
      soon: deliveryPace({ elapsed, later: setTimeout }),
    },
    random: Math.random,
    busyMs: lag.busyMs,
    pageFolder: path.join(ROOT, 'apps/web/dist/page'),
    onBug: (error) => log.error({ err: error }, 'a request met a bug'),
    onReport: (report) => log.warn({ report }, 'a browser kept the page from something'),
  });

  server.once('error', (error: NodeJS.ErrnoException) => giveUp(whyNotListening(error, port)));
  server.listen(port, listenOn, () => console.log(welcome(addressesOf(server.address()))));
  const sweep = setInterval(() => {
    lag.look();
    room.sweep();
  }, SWEEP_MS);

  const stop = async () => {
    clearInterval(sweep);
    await close(DRAIN_MS);
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  if (process.env['npm_lifecycle_event'] !== undefined) onceOrphaned(() => void stop());
};

/** npm runs a script through a shell, which dies of a signal without passing it on: then nobody is left to stop us. */
const onceOrphaned = (stop: () => void) => {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, ORPHAN_CHECK_MS);
};

const welcome = ({ local, network }: ReturnType<typeof addressesOf>) =>
  ['', '  The room is open.', '', `  Local:    ${local}`, ...network.map((url) => `  Network:  ${url}`), ''].join('\n');

const whyNotListening = ({ code, message }: NodeJS.ErrnoException, port: number) => {
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another one, for example: PORT=8001 npm start`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Choose one above 1023 with PORT.`;
  return message;
};

const giveUp = (reason: string): never => {
  console.error(`Mailroom cannot start.\n${reason}`);
  process.exit(1);
};

const configOrGiveUp = () => {
  try {
    if (existsSync('.env')) process.loadEnvFile();
    return readConfig(process.env);
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : String(error));
  }
};

start(configOrGiveUp());
