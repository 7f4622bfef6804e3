import type { IncomingMessage } from 'node:http';
import { fixedLimits } from '@mailroom/shared';
import { networkPrefix } from './chat/limits/network-prefix.ts';
import { clientNetwork } from './http/connection/client-network.ts';
import type { RejectedRequest } from './http/server.ts';
import type { JournaledRoom } from './journal/journaled-room.ts';
import type { RefusedCall } from './rpc/http-handler.ts';
import { createBurstDetector } from './runtime/burst-detector.ts';
import type { SecurityEvent } from './runtime/security-log.ts';

/** Calls with unknown session ids from one network within a minute. After a restart, a class of 30 behind one router stays far below. */
const NO_SESSION_BURST = 100;
/** The same of all networks of one IPv6 /48. */
const PREFIX_BURST = NO_SESSION_BURST * fixedLimits.networksPerPrefix;
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
  const isBurstOfNetwork = createBurstDetector({ limit: NO_SESSION_BURST, windowMs: MINUTE_MS, monotonicNow });
  const isBurstOfPrefix = createBurstDetector({ limit: PREFIX_BURST, windowMs: MINUTE_MS, monotonicNow });
  /** Counts a call. Returns the number of calls if that makes a burst, otherwise 0. */
  const noSessionBurst = (network: string): number => {
    const prefix = networkPrefix(network);
    const isOfPrefix = prefix !== undefined && isBurstOfPrefix(prefix);
    if (isBurstOfNetwork(network)) return NO_SESSION_BURST;
    return isOfPrefix ? PREFIX_BURST : 0;
  };
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
      else if (refusal === 'no-session' && sessionId !== undefined) {
        const refusals = noSessionBurst(network);
        if (refusals > 0) onEvent({ event: 'no-session-burst', network, refusals });
      }
    },

    onTooManyConnections: (network: string) => onEvent({ event: 'too-many-connections', network }),
  };
};
