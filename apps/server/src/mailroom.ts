import type { IncomingMessage } from 'node:http';
import { addressesOf } from './http/listen-addresses.ts';
import { ChatRoom } from './chat/chat-room.ts';
import type { World } from './chat/environment.ts';
import type { Config } from './config.ts';
import { addressBook } from './http/network-addresses.ts';
import { clientHost } from './http/client-host.ts';
import { cspReport } from './http/csp-report.ts';
import { PatientExchange } from './rpc/request-context.ts';
import { apiHeaders } from './http/headers.ts';
import { httpServer, KEEP_ALIVE_MS } from './http/server.ts';
import { pageVersion, staticFiles } from './http/static-files.ts';
import { Deadlines } from './rpc/timer-wheel.ts';
import { rpcHandler } from './rpc/http-handler.ts';
import { jitteredHold } from './rpc/long-poll.ts';
import { chatRouter } from './rpc/router.ts';

const TICK_MS = 250;

export interface MailroomOptions extends Pick<Config, 'settings' | 'trustedProxies' | 'socketsPerHost'> {
  readonly world: World;
  /** From 0 up to 1, as `Math.random` answers. */
  readonly random: () => number;
  /** Ms after which a newcomer may try again, when there is no time for newcomers now; 0 when there is. */
  readonly busyMs: () => number;
  /** Where the built page is. */
  readonly pageFolder: string;
  /** Told of what no caller should have been able to cause. */
  readonly onBug: (error: unknown) => void;
  /** Told what browsers report that the page's security policy kept from happening. */
  readonly onReport: (report: string) => void;
}

/** One room behind one HTTP server, put together but not listening yet. */
export const mailroom = ({ settings, trustedProxies, socketsPerHost, world, random, ...options }: MailroomOptions) => {
  const { busyMs, pageFolder, onBug, onReport } = options;
  const room = new ChatRoom(settings, world);
  const deadlines = new Deadlines(TICK_MS);
  const hold = (onEnd: () => void) => deadlines.set(jitteredHold(settings.holdMs, random), onEnd);
  const hostOf = (request: IncomingMessage) => clientHost(request, trustedProxies);
  const rpc = rpcHandler({
    router: chatRouter({ room, hold, busyMs }),
    headers: { ...apiHeaders, 'mailroom-page': pageVersion(pageFolder) },
    keepAliveMs: KEEP_ALIVE_MS,
    contextOf: (request, response) => new PatientExchange(request, response, trustedProxies),
    onBug,
  });
  const report = cspReport({ hostOf, elapsed: () => world.elapsed(), onReport });
  const files = staticFiles(pageFolder);
  const addresses = addressBook({ addresses: () => addressesOf(server.address()).network });
  // Behind proxies of ours everyone's sockets are theirs.
  const mostSockets = trustedProxies > 0 ? 0 : socketsPerHost;
  const { server, drain } = httpServer({
    rpc,
    report,
    page: (request, response) => (request.url === '/addresses' ? addresses : files)(request, response),
    socketsPerHost: mostSockets,
    onBug,
  });

  return {
    room,
    server,
    /** Tells every wait to come back later and takes no more requests; settled when the last answer is out, or after `graceMs`. */
    close: (graceMs: number) => {
      const drained = drain(graceMs);
      room.close();
      return drained;
    },
  };
};
