import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { readConfig, type Config } from './config.ts';
import { machineNames } from './http/host-check.ts';
import { listenAddresses } from './http/listen-addresses.ts';
import { createMailroom } from './mailroom.ts';
import { createDeliveryScheduler } from './runtime/delivery-scheduler.ts';
import { createOverloadMonitor } from './runtime/overload-monitor.ts';
import { createSecurityLog } from './runtime/security-log.ts';
import { serializeError } from './runtime/serialize-error.ts';

const SWEEP_MS = 1_000;
const DRAIN_MS = 1_500;
const ORPHAN_CHECK_MS = 250;
const ROOT = path.join(import.meta.dirname, '../../..');

const start = ({ port, listenOn, logLevel, ...config }: Config) => {
  const log = pino({ level: logLevel, serializers: { err: (error: unknown) => serializeError(error) } });
  const overload = createOverloadMonitor(Math.random);
  const monotonicNow = () => performance.now();
  const securityLog = createSecurityLog({
    monotonicNow,
    write: (fields, sentence) => log.warn(fields, sentence),
  });
  const { room, server, close } = createMailroom({
    ...config,
    allowedHosts: [...config.allowedHosts, ...machineNames(hostname())],
    environment: {
      now: () => Date.now(),
      monotonicNow,
      newId: () => randomBytes(16).toString('base64url'),
      scheduleDelivery: createDeliveryScheduler({ monotonicNow, setTimer: setTimeout }),
    },
    random: Math.random,
    joinRetryAfterMs: overload.retryAfterMs,
    pageFolder: path.join(ROOT, 'apps/web/dist/page'),
    onUnexpectedError: (error) => log.error({ err: error }, 'unexpected error in a request'),
    onSecurityEvent: securityLog.record,
    onCspReport: (report) => log.warn({ report }, 'a browser reported a violation of the Content Security Policy'),
  });

  server.once('error', (error: NodeJS.ErrnoException) => exitWithError(listenErrorMessage(error, port)));
  server.listen(port, listenOn, () => {
    const publicUrl = config.publicUrl?.href;
    console.log(startMessage({ ...listenAddresses(server.address()), publicUrl }));
  });
  const sweep = setInterval(() => {
    overload.sample();
    room.sweep();
    securityLog.flush();
  }, SWEEP_MS);

  const stop = async (exitCode = 0) => {
    clearInterval(sweep);
    await close(DRAIN_MS);
    process.exit(exitCode);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  // After a bug the state is unknown: a supervisor starts the server anew, and the pages join again. A second bug ends it at once.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.once(event, (error: unknown) => {
      log.fatal({ err: error }, 'a bug ends the server');
      void stop(1);
    });
  }
  if (process.env['npm_lifecycle_event'] !== undefined) stopWhenOrphaned(() => void stop());
};

/** Calls `stop` when the parent process ends. npm runs a script in a shell, which dies of a signal without passing it on. */
const stopWhenOrphaned = (stop: () => void) => {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, ORPHAN_CHECK_MS);
};

const startMessage = ({
  local,
  network,
  publicUrl,
}: ReturnType<typeof listenAddresses> & { publicUrl: string | undefined }) =>
  [
    '',
    '  Mailroom is running.',
    '',
    `  Local:    ${local}`,
    ...network.map((url) => `  Network:  ${url}`),
    ...(publicUrl ? [`  Public:   ${publicUrl}`] : []),
    '',
  ].join('\n');

const listenErrorMessage = ({ code, message }: NodeJS.ErrnoException, port: number) => {
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another one, for example: PORT=8001 npm start`;
  if (code === 'EACCES') return `This user may not use port ${port}. Set PORT to a number above 1023.`;
  return message;
};

const exitWithError = (reason: string): never => {
  console.error(`Mailroom cannot start.\n${reason}`);
  process.exit(1);
};

const readConfigOrExit = () => {
  try {
    if (existsSync('.env')) process.loadEnvFile();
    return readConfig(process.env);
  } catch (error) {
    return exitWithError(error instanceof Error ? error.message : String(error));
  }
};

start(readConfigOrExit());
