import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { fixedLimits, invitationLink } from '@mailroom/shared';
import { pino } from 'pino';
import { networkPrefix } from './chat/limits/network-prefix.ts';
import { readConfig, SETTING_VARIABLES, type Config } from './config.ts';
import { machineNames } from './http/host-check.ts';
import { listenAddresses } from './http/listen-addresses.ts';
import { PROXY_PROBLEMS, type ProxyProblem } from './http/proxy-check.ts';
import { readDataKey } from './journal/data-folder.ts';
import type { SettingChange } from './journal/journaled-room.ts';
import { machineBoot } from './journal/machine-boot.ts';
import { MemoryJournal } from './journal/memory-journal.ts';
import { SqliteJournal } from './journal/sqlite-journal.ts';
import { createMailroom } from './mailroom.ts';
import { OwnerInvitations } from './owner-invitations.ts';
import { createDeliveryScheduler } from './runtime/delivery-scheduler.ts';
import { escapeForTerminals } from './runtime/escape-for-terminals.ts';
import { createLimitedReport } from './runtime/limited-report.ts';
import { nativeDigest } from './runtime/native-digest.ts';
import { createOverloadMonitor } from './runtime/overload-monitor.ts';
import { createSecurityLog } from './runtime/security-log.ts';
import { serializeError } from './runtime/serialize-error.ts';
import { maxOpenFiles, socketLimit } from './socket-limit.ts';
import { settingWarnings } from './setting-warnings.ts';

const SWEEP_MS = 1_000;
const DRAIN_MS = 1_500;
const ORPHAN_CHECK_MS = 250;
/** Between two log lines about the same problem with a proxy. */
const PROXY_PROBLEM_MS = 600_000;
/** Between two log lines about the same reason for which the system accepts no connection, as EMFILE. */
const ACCEPT_ERROR_MS = 60_000;
const ROOT = path.join(import.meta.dirname, '../../..');

const start = async (settings: Config) => {
  const { port, listenOn, logLevel, dataFolder, sessionKey, ...config } = settings;
  const socketsOfProcess = socketLimit(settings, maxOpenFiles());
  if ('error' in socketsOfProcess) return exitWithError(socketsOfProcess.error);
  const { sockets, warning: socketWarning } = socketsOfProcess;
  const output = pino.destination(1);
  const log = pino(
    { level: logLevel, serializers: { err: (error: unknown) => serializeError(error) } },
    { write: (line) => output.write(escapeForTerminals(line)) },
  );
  const overload = createOverloadMonitor(Math.random);
  const monotonicNow = () => performance.now();
  const newId = () => randomBytes(16).toString('base64url');
  const securityLog = createSecurityLog({
    monotonicNow,
    prefixOf: networkPrefix,
    write: (fields, sentence) => log.warn(fields, sentence),
  });
  const warn = (sentence: string, error?: unknown) => log.warn(error === undefined ? {} : { err: error }, sentence);
  const journal =
    dataFolder === undefined
      ? new MemoryJournal()
      : new SqliteJournal({ folder: dataFolder, boot: machineBoot(), warn });
  const {
    room,
    server,
    open,
    drain,
    closeJournal,
    sweep: sweepRoom,
  } = createMailroom({
    ...config,
    sockets,
    allowedHosts: [...config.allowedHosts, ...machineNames(hostname())],
    key: dataKey({ dataFolder, sessionKey }),
    machine: hostname(),
    environment: {
      now: () => Date.now(),
      monotonicNow,
      newId,
      digest: nativeDigest,
      scheduleDelivery: createDeliveryScheduler({ monotonicNow, setTimer: setTimeout }),
    },
    journal,
    runId: newId(),
    random: Math.random,
    lateResponseMs: fixedLimits.lateResponseMs,
    joinRetryAfterMs: overload.retryAfterMs,
    pageFolder: path.join(ROOT, 'apps/web/dist/page'),
    onUnexpectedError: (error) => log.error({ err: error }, 'unexpected error in a request'),
    onSecurityEvent: securityLog.record,
    onProxyProblem: createLimitedReport<ProxyProblem>({
      intervalMs: PROXY_PROBLEM_MS,
      monotonicNow,
      report: (problem, omitted) => log.warn({ problem, ...(omitted > 0 && { omitted }) }, PROXY_PROBLEMS[problem]),
    }),
    onCspViolation: (violation) => log.warn(violation, 'a browser reported a violation of the Content Security Policy'),
    onPageError: (error) => log.warn(error, 'part of a page failed in a browser'),
  });

  const changes = await open();
  const ownerInvitations = new OwnerInvitations({ room, folder: dataFolder, newToken: newId, log });
  const ownerToken = await ownerInvitations.openFirst();
  await ownerInvitations.fulfillRequest();
  const onListenError = (error: NodeJS.ErrnoException) => exitWithError(listenErrorMessage(error, settings));
  const onAcceptError = createLimitedReport({
    intervalMs: ACCEPT_ERROR_MS,
    monotonicNow,
    report: (code, omitted) => log.error({ code, ...(omitted > 0 && { omitted }) }, 'a connection was not accepted'),
  });
  server.once('error', onListenError);
  server.listen(port, listenOn, () => {
    // From now on an error is about one connection, and concerns nobody else.
    server.off('error', onListenError);
    server.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => onAcceptError(code));
    const publicUrl = config.publicUrl?.href;
    const bound = server.address();
    // Not a line of the log: most machines have a lower limit than the default needs, and most rooms need much less.
    if (socketWarning !== undefined) console.log(`\n${socketWarning}`);
    console.log(startMessage({ ...listenAddresses(bound), publicUrl, dataFolder, ownerToken }));
    const address = typeof bound === 'string' ? bound : (bound?.address ?? '');
    for (const warning of settingWarnings(settings, address)) log.warn(warning);
    if (changes.length > 0) log.info(changedSettings(changes), 'the settings differ from those of the last start');
  });
  const backup = async () => {
    if (!(journal instanceof SqliteJournal))
      return log.warn('cannot back up: DATA_DIR is empty, so the server stores nothing');
    try {
      log.info({ file: await journal.backup() }, 'the backup is complete');
    } catch (error) {
      log.error({ err: error }, 'the backup failed');
    }
  };
  const sweep = setInterval(() => {
    overload.sample();
    sweepRoom();
    securityLog.flush();
    void ownerInvitations.fulfillRequest();
    if (journal instanceof SqliteJournal && journal.isBackupRequested) void backup();
  }, SWEEP_MS);

  const stop = async (exitCode = 0) => {
    clearInterval(sweep);
    await drain(DRAIN_MS);
    // After an unexpected error the state is unknown. What was appended is kept already.
    if (exitCode === 0) await closeJournal();
    process.exit(exitCode);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  process.on('SIGUSR2', () => void backup());
  // A supervisor restarts the server. A second unexpected error ends it at once.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.once(event, (error: unknown) => {
      log.fatal({ err: error }, 'unexpected error: the server is shutting down');
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

/**
 * Returns the key of the session cookies and of the keyed hashes.
 *
 * @throws {Error} with a sentence for the operator
 */
const dataKey = ({ dataFolder, sessionKey }: Pick<Config, 'dataFolder' | 'sessionKey'>): Uint8Array => {
  if (sessionKey !== undefined) return Buffer.from(sessionKey);
  return dataFolder === undefined ? randomBytes(32) : readDataKey(dataFolder);
};

/** Returns the fields of a log line: for each environment variable its former and its new value. */
const changedSettings = (changes: readonly SettingChange[]) =>
  Object.fromEntries(
    changes.map(({ name, before = 'default', now = 'default' }) => [SETTING_VARIABLES[name], { before, now }]),
  );

const startMessage = ({
  local,
  network,
  publicUrl,
  dataFolder,
  ownerToken,
}: ReturnType<typeof listenAddresses> & Record<'publicUrl' | 'dataFolder' | 'ownerToken', string | undefined>) =>
  [
    '',
    '  Mailroom is running.',
    '',
    `  Local:    ${local}`,
    ...network.map((url) => `  Network:  ${url}`),
    ...(publicUrl ? [`  Public:   ${publicUrl}`] : []),
    ...(ownerToken === undefined ? [] : [`  Owner:    ${invitationLink(publicUrl ?? local, ownerToken)} (works once)`]),
    `  Data:     ${dataFolder === undefined ? 'none, a restart empties the room' : path.resolve(dataFolder)}`,
    '',
  ].join('\n');

const listenErrorMessage = ({ code = '', message }: NodeJS.ErrnoException, { port, listenOn }: Config) => {
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another one, for example: PORT=8001 npm start`;
  if (code === 'EACCES') return `This user may not use port ${port}. Set PORT to a number above 1023.`;
  if (NO_OWN_ADDRESS.has(code)) return `HOST must be an address or a name of this machine, but is "${listenOn}".`;
  return message;
};

const NO_OWN_ADDRESS = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL']);

const exitWithError = (reason: string): never => {
  console.error(`Mailroom cannot start.\n${reason}`);
  process.exit(1);
};

try {
  if (existsSync('.env')) process.loadEnvFile();
  await start(readConfig(process.env));
} catch (error) {
  exitWithError(error instanceof Error ? error.message : String(error));
}
