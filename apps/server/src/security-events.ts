import type { IncomingMessage } from 'node:http';
import { clientNetwork } from './http/connection/client-network.ts';
import type { RejectedRequest } from './http/server.ts';
import type { JournaledRoom } from './journal/journaled-room.ts';
import type { RefusedCall } from './rpc/http-handler.ts';
import { createBurstDetector } from './runtime/burst-detector.ts';
import type { SecurityEvent } from './runtime/security-log.ts';

/** Calls with unknown session ids from one network within a minute. After a restart, a class of 30 behind one router stays far below. */
const NO_SESSION_BURST = 100;
const MINUTE_MS = 60_000;

export interface SecurityEventsOptions {
  readonly room: Pick<JournaledRoom, 'memberIdOf'>;
  readonly trustedProxies: number;
  /** Returns ms of a clock that never jumps. */
  readonly monotonicNow: () => number;
  readonly onEvent: (event: SecurityEvent) => void;
}

/** Creates the functions that turn what the HTTP server and the procedures refuse into security events. */
export const createSecurityEvents = ({ room, trustedProxies, monotonicNow, onEvent }: SecurityEventsOptions) => {
  const isNoSessionBurst = createBurstDetector({ limit: NO_SESSION_BURST, windowMs: MINUTE_MS, monotonicNow });
  const networkOf = (request: IncomingMessage) => clientNetwork(request, trustedProxies);

  return {
    onRejectedRequest: ({ reason, request }: RejectedRequest) => {
      const network = networkOf(request);
      if (reason === 'host') onEvent({ event: 'refused-host', network, host: request.headers.host ?? '' });
      else if (reason === 'throttled') onEvent({ event: 'throttled', kind: 'failures', network, memberId: undefined });
      else onEvent({ event: 'ambiguous-request', network });
    },

    onRefusedCall: ({ refusal, procedure = 'failures', sessionId, request }: RefusedCall) => {
      const network = networkOf(request);
      const { host, origin } = request.headers;
      const memberId = sessionId === undefined ? undefined : room.memberIdOf(sessionId);
      if (refusal === 'too-fast') onEvent({ event: 'throttled', kind: procedure, network, memberId });
      else if (refusal === 'too-many-from-host') onEvent({ event: 'throttled', kind: 'members', network, memberId });
      else if (refusal === 'host-mismatch') onEvent({ event: 'host-mismatch', network, host, origin });
      else if (refusal === 'cross-site') onEvent({ event: 'cross-site', network });
      else if (refusal === 'no-session' && sessionId !== undefined && isNoSessionBurst(network)) {
        onEvent({ event: 'no-session-burst', network, refusals: NO_SESSION_BURST });
      }
    },

    onTooManyConnections: (network: string) => onEvent({ event: 'too-many-connections', network }),
  };
};
