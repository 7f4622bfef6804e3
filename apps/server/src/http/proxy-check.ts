import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { trustedEntry } from './connection/client-network.ts';

/** A mistake in the configuration of the proxy in front of the server that a request reveals. */
export type ProxyProblem =
  | 'headers-ignored'
  | 'forwarded-only'
  | 'for-missing'
  | 'for-too-short'
  | 'for-no-address'
  | 'proto-missing'
  | 'proto-not-https';

export interface ProxyCheckOptions {
  readonly trustedProxies: number;
  /** Whether others reach the room by https. */
  readonly isPublicHttps: boolean;
}

/** Creates a function that returns the problem of a request whose headers do not match the settings for proxies; `undefined` if they do. */
export const createProxyCheck =
  ({ trustedProxies, isPublicHttps }: ProxyCheckOptions) =>
  ({ headers }: Pick<IncomingMessage, 'headers'>): ProxyProblem | undefined => {
    const forwardedFor = headers['x-forwarded-for'];
    if (trustedProxies === 0) {
      return forwardedFor === undefined && headers.forwarded === undefined ? undefined : 'headers-ignored';
    }
    if (forwardedFor === undefined) return headers.forwarded === undefined ? 'for-missing' : 'forwarded-only';
    const entry = trustedEntry(headers, trustedProxies);
    if (entry === undefined) return 'for-too-short';
    if (isIP(entry) === 0) return 'for-no-address';
    if (!isPublicHttps || headers['x-forwarded-proto'] === 'https') return undefined;
    return headers['x-forwarded-proto'] === undefined ? 'proto-missing' : 'proto-not-https';
  };

/** What each problem means, and what to set. */
export const PROXY_PROBLEMS = {
  'headers-ignored':
    'A request has X-Forwarded-For or Forwarded, but TRUST_PROXY is 0, so all clients behind the proxy count as one network. If the proxy is yours, set TRUST_PROXY to the number of your proxies.',
  'forwarded-only':
    'A proxy sends Forwarded without X-Forwarded-For, so all its clients count as one network. Make it set X-Forwarded-For.',
  'for-missing':
    'TRUST_PROXY is set, but a request has no X-Forwarded-For, so all such clients count as one network. Make the proxy set it, let nobody reach the server past the proxy (HOST=127.0.0.1), or set TRUST_PROXY=0 if there is no proxy.',
  'for-too-short':
    'A request has fewer entries in X-Forwarded-For than TRUST_PROXY. Set TRUST_PROXY to the number of your own proxies, and make each add an entry.',
  'for-no-address':
    'The entry that a trusted proxy added to X-Forwarded-For is not an IP address, so all such clients count as one network. Make the proxy send the address of the client.',
  'proto-missing':
    'PUBLIC_URL is https, but a request has no X-Forwarded-Proto, so the session cookie is not restricted to https. Make the proxy set it.',
  'proto-not-https':
    'PUBLIC_URL is https, but a request came by http. Make the proxy redirect http to https, and set X-Forwarded-Proto to what the browser uses.',
} as const satisfies Record<ProxyProblem, string>;
