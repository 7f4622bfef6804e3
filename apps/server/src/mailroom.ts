import type { IncomingMessage } from 'node:http';
import { ChatRoom } from './chat/chat-room.ts';
import type { World } from './chat/world.ts';
import type { Config } from './config.ts';
import { clientHost, isSecure } from './http/client-host.ts';
import { cspReport } from './http/csp-report.ts';
import { apiHeaders } from './http/headers.ts';
import { httpServer } from './http/server.ts';
import { sessionCookie } from './http/session-cookie.ts';
import { pageVersion, staticFiles } from './http/static-files.ts';
import { rpcHandler } from './rpc/http-handler.ts';
import { jitteredHold } from './rpc/long-poll.ts';
import { chatRouter } from './rpc/router.ts';

export interface MailroomOptions extends Pick<Config, 'settings' | 'trustedProxies'> {
  readonly world: World;
  /** From 0 up to 1, as `Math.random` answers. */
  readonly random: () => number;
  /** Where the built page is. */
  readonly pageFolder: string;
  /** Told of what no caller should have been able to cause. */
  readonly onBug: (error: unknown) => void;
  /** Told what browsers report that the page's security policy kept from happening. */
  readonly onReport: (report: string) => void;
}

/** One room behind one HTTP server, put together but not listening yet. */
export const mailroom = ({ settings, trustedProxies, world, random, pageFolder, onBug, onReport }: MailroomOptions) => {
  const room = new ChatRoom(settings, world);
  const holdMs = () => jitteredHold(settings.holdMs, random);
  const hostOf = (request: IncomingMessage) => clientHost(request, trustedProxies);
  const rpc = rpcHandler({
    router: chatRouter({ room, holdMs }),
    headers: { ...apiHeaders, 'mailroom-page': pageVersion(pageFolder) },
    contextOf: (request, response) => {
      const cookie = sessionCookie(request, response, isSecure(request, trustedProxies));
      return { session: cookie.read(), host: hostOf(request), keepSession: cookie.keep, dropSession: cookie.drop };
    },
    onBug,
  });
  const report = cspReport({ hostOf, elapsed: () => world.elapsed(), onReport });
  const { server, drain } = httpServer({ rpc, report, page: staticFiles(pageFolder), onBug });

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
