import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { isSecure } from './connection/client-network.ts';
import { hostName } from './host-check.ts';

/** `on`: for the name of the room. `subdomains`: also for all names below it. `off`: not at all. */
export type HstsScope = 'on' | 'subdomains' | 'off';

/** Whether browsers have to use https from now on, and the header that says so (RFC 6797). */
export interface TransportSecurity {
  /** The value of Strict-Transport-Security: a year, as ASVS 5.0 requires (3.4.1). */
  readonly header: string;
  /** Whether the response to this request has the header: it came by https through a trusted proxy, to a name that is not local. */
  readonly appliesTo: (request: IncomingMessage) => boolean;
}

export const createTransportSecurity = (scope: HstsScope, trustedProxies: number): TransportSecurity => ({
  header: `max-age=31536000${scope === 'subdomains' ? '; includeSubDomains' : ''}`,
  appliesTo: (request) =>
    scope !== 'off' && isSecure(request, trustedProxies) && isPublicName(hostName(request.headers.host ?? '')),
});

/** Browsers ignore the header of an address. For `localhost` it would concern every other server on the user's machine. */
const isPublicName = (name: string | undefined) =>
  name !== undefined && isIP(name) === 0 && name !== 'localhost' && !name.endsWith('.localhost');
