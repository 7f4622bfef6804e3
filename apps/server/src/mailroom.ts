import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { budgetsPerMinute, fixedLimits, type PageError } from '@mailroom/shared';
import type { RoomEnvironment } from './chat/environment.ts';
import { Budget, type Caller } from './chat/limits/budget.ts';
import { FailureBudget } from './chat/limits/failure-budget.ts';
import type { Config } from './config.ts';
import { clientNetwork } from './http/connection/client-network.ts';
import { LateResponses } from './http/connection/late-responses.ts';
import { createCspReportHandler } from './http/csp-report.ts';
import type { CspViolation } from './http/csp-violation.ts';
import { apiHeaders } from './http/headers.ts';
import { createHostCheck } from './http/host-check.ts';
import { listenAddresses } from './http/listen-addresses.ts';
import { createNetworkAddressesHandler } from './http/network-addresses.ts';
import { createPageErrorHandler } from './http/page-error.ts';
import { createProxyCheck, type ProxyProblem } from './http/proxy-check.ts';
import { roomId } from './http/room-id.ts';
import { createHttpServer, KEEP_ALIVE_MS, type RequestSource } from './http/server.ts';
import { RoomCookie } from './http/room-cookie.ts';
import { SessionCookie } from './http/session-cookie.ts';
import { createStaticFileHandler, pageVersion } from './http/static-files.ts';
import { createTransportSecurity } from './http/transport-security.ts';
import type { Journal } from './journal/journal.ts';
import { JournaledRoom } from './journal/journaled-room.ts';
import { createRpcHandler } from './rpc/http-handler.ts';
import { jitteredHold } from './rpc/long-poll.ts';
import { RequestContext } from './rpc/request-context.ts';
import { createChatRouter } from './rpc/router.ts';
import { TimerWheel } from './rpc/timer-wheel.ts';
import { createKeyedHash } from './runtime/keyed-hash.ts';
import type { SecurityEvent } from './runtime/security-log.ts';
import { createSecurityEvents } from './security-events.ts';

/** The tick of the timers of parked waits. */
const TICK_MS = 250;
/** The tick of the timers of late responses: short, so that not many of them go out at once. */
const LATE_TICK_MS = 20;
/** A tenth of a budget of failures is more than callers without a fault have. */
const LATE_FAILURES = { free: 0.1, full: 0.3, beyondLimit: 'close' } as const;
/** Half of the budget of files lets everyone behind one router open the page twice in a minute. */
const LATE_FILES = { free: 0.5, full: 1, beyondLimit: 'respond' } as const;

export interface MailroomOptions extends Pick<
  Config,
  'settings' | 'trustedProxies' | 'socketsPerNetwork' | 'sockets' | 'allowedHosts' | 'publicUrl' | 'hsts'
> {
  readonly environment: RoomEnvironment;
  /** At least 16 secret bytes. Cookies that were signed with another key are invalid. */
  readonly key: Uint8Array;
  /** Keeps the room. */
  readonly journal: Journal;
  /** A new random id of this run of the process. */
  readonly runId: string;
  /** The name of this machine. Part of the room's id, unless there is a public URL. */
  readonly machine: string;
  /** Returns a number from 0 up to 1, as `Math.random` does. */
  readonly random: () => number;
  /** Time after which a caller who has used up the budget of failures gets a response, in ms. 0: at once. */
  readonly lateResponseMs: number;
  /** Returns 0, or, while the server is overloaded, the ms after which a new member may try to join again. */
  readonly joinRetryAfterMs: () => number;
  /** The folder of the built page. */
  readonly pageFolder: string;
  /** Receives errors that no client should be able to cause. */
  readonly onUnexpectedError: (error: unknown) => void;
  /** Receives what clients did against the protection of the room. */
  readonly onSecurityEvent: (event: SecurityEvent) => void;
  /** Receives the proxy misconfiguration that a request reveals, for each such request. */
  readonly onProxyProblem: (problem: ProxyProblem) => void;
  /** Receives the violations of the page's Content Security Policy that browsers report. */
  readonly onCspViolation: (violation: CspViolation) => void;
  /** Receives the errors that cost a page one of its pieces. */
  readonly onPageError: (error: PageError) => void;
}

/** Creates a chat room and the HTTP server in front of it, which does not listen yet. */
export const createMailroom = ({
  settings,
  trustedProxies,
  socketsPerNetwork,
  sockets,
  allowedHosts,
  publicUrl,
  hsts,
  key,
  machine,
  environment,
  journal,
  runId,
  random,
  lateResponseMs,
  joinRetryAfterMs,
  pageFolder,
  onUnexpectedError,
  onSecurityEvent,
  onProxyProblem,
  onCspViolation,
  onPageError,
}: MailroomOptions) => {
  const room = new JournaledRoom({ settings, environment, journal, runId, onUnexpectedError });
  const monotonicNow = () => environment.monotonicNow();
  const { onRefusedCall, onRejectedRequest, onTooManyConnections } = createSecurityEvents({
    room,
    trustedProxies,
    monotonicNow,
    onEvent: onSecurityEvent,
  });
  const failures = new FailureBudget({
    settings,
    isMember: (sessionId) => room.memberIdOf(sessionId) !== undefined,
    monotonicNow,
  });
  const files = new Budget(budgetsPerMinute(settings).reads);
  const lateTimers = new TimerWheel(LATE_TICK_MS);
  const late = new LateResponses({
    delayMs: lateResponseMs,
    schedule: (ms, callback) => lateTimers.schedule(ms, callback),
    monotonicNow,
    random,
  });
  const respondLate = (socket: Socket, caller: Caller, respond: (delayedMs: number) => void) =>
    late.respond(
      { socket, network: caller.clientNetwork, usedShare: failures.usedShare(caller) },
      LATE_FAILURES,
      respond,
    );
  const callerOf = (from: RequestSource) => ({ clientNetwork: clientNetwork(from, trustedProxies) });
  const timers = new TimerWheel(TICK_MS);
  const { holdMs } = settings;
  const hold = (onEnd: () => void, maxHoldMs?: number) =>
    timers.schedule(jitteredHold({ holdMs, maxHoldMs }, random), onEnd);
  const transportSecurity = createTransportSecurity(hsts, trustedProxies);
  const idOfRoom = () => roomId(publicUrl?.origin ?? machine, listeningPort(server));
  const grantCookie = new RoomCookie({ kind: 'mailroom-role', roomId: idOfRoom, maxAgeMs: fixedLimits.grantMs });
  const cookie = new SessionCookie({
    roomId: idOfRoom,
    sign: createKeyedHash(key, 'session cookie'),
    maxAgeMs: settings.sessionMaxMs,
  });
  const rpc = createRpcHandler({
    router: createChatRouter({
      room,
      hold,
      joinRetryAfterMs,
      keyedHash: createKeyedHash(key, 'room'),
      deriveToken: createKeyedHash(key, 'token'),
    }),
    headers: { ...apiHeaders, 'mailroom-page': pageVersion(pageFolder) },
    keepAliveMs: KEEP_ALIVE_MS,
    createContext: (request, response) =>
      new RequestContext(request, response, { trustedProxies, cookie, grantCookie }),
    transportSecurity,
    failures,
    respondLate,
    onRefusedCall,
    onUnexpectedError,
  });
  const reportOptions = {
    clientNetwork: (request: IncomingMessage) => clientNetwork(request, trustedProxies),
    monotonicNow,
    publicHost: publicUrl?.host,
  };
  const cspReport = createCspReportHandler({ ...reportOptions, onViolation: onCspViolation });
  const pageError = createPageErrorHandler({ ...reportOptions, onPageError });
  const page = createStaticFileHandler({
    folder: pageFolder,
    roomName: settings.name,
    serve: ({ socket, headers }, respond) => {
      const { clientNetwork: network } = callerOf({ socket, headers });
      const now = monotonicNow();
      files.spend({ clientNetwork: network }, { now });
      late.respond({ socket, network, usedShare: files.usedByNetwork(network, now) }, LATE_FILES, respond);
    },
  });
  const addresses = createNetworkAddressesHandler({
    addresses: () => [...(publicUrl ? [publicUrl.href] : []), ...listenAddresses(server.address()).network],
  });
  const proxyProblem = createProxyCheck({ trustedProxies, isPublicHttps: publicUrl?.protocol === 'https:' });
  const { server, drain } = createHttpServer({
    rpc,
    cspReport,
    pageError,
    page: (request, response, reject) =>
      request.url === '/addresses' ? addresses(request, response, reject) : page(request, response, reject),
    // Behind a trusted proxy all connections come from the proxy.
    socketsPerNetwork: trustedProxies > 0 ? 0 : socketsPerNetwork,
    sockets,
    isAllowedHost: createHostCheck([...allowedHosts, ...(publicUrl ? [publicUrl.hostname] : [])]),
    transportSecurity,
    onRequest: (request) => {
      const problem = proxyProblem(request);
      if (problem) onProxyProblem(problem);
    },
    failures: {
      retryAfterMs: (from) => (failures.isUntouched ? 0 : (failures.shortage(callerOf(from))?.retryAfterMs ?? 0)),
      charge: (from) => failures.charge(callerOf(from)),
      respondLate: (from, respond) => respondLate(from.socket, callerOf(from), respond),
    },
    onRejectedRequest,
    onTooManyConnections,
    onUnexpectedError,
  });

  return {
    room,
    server,
    /** See `JournaledRoom.open`. To be awaited before the server listens. */
    open: () => room.open(),
    /** Ends what is over: sessions, presence and budgets. To be called every second. */
    sweep: () => {
      room.sweep();
      failures.sweep();
      files.prune(monotonicNow());
    },
    /** Answers all parked waits with `restarting` and stops accepting requests. Resolves after the last response, or after `graceMs`. */
    drain: (graceMs: number) => {
      const drained = drain(graceMs);
      late.close();
      room.close();
      return drained;
    },
    /** Keeps the state of the room, and closes the journal. To be called after `drain`. */
    closeJournal: () => room.closeJournal(),
  };
};

const listeningPort = (server: Server) => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};
