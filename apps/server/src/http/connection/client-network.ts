import { isIP } from 'node:net';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** What `clientNetwork` reads of a request. */
interface PeerAndHeaders {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: IncomingHttpHeaders;
}

/**
 * Returns the network that a request came from, as per-network limits count it: an IPv4 address or the /64 of an IPv6 address.
 * Behind `trustedProxies` proxies, this is the entry of X-Forwarded-For that the outermost of them wrote, counted from the right;
 * clients can forge the entries to the left of it. If that entry is not an address, it is the network of the peer.
 */
export const clientNetwork = (request: PeerAndHeaders, trustedProxies: number): string => {
  const peer = request.socket.remoteAddress ?? '';
  if (trustedProxies === 0) return networkOf(peer);
  const claimed = trustedEntry(request.headers, trustedProxies) ?? '';
  return networkOf(isIP(claimed) === 0 ? peer : claimed);
};

/** Whether the browser uses https to reach the outermost trusted proxy. Always false without a trusted proxy. */
export const isSecure = (request: IncomingMessage, trustedProxies: number): boolean =>
  trustedProxies > 0 && request.headers['x-forwarded-proto'] === 'https';

/** Returns the IPv4 address or the /64 of the IPv6 address. Treats an IPv4-mapped IPv6 address as IPv4. */
export const networkOf = (address: string): string => {
  const bare = address.replace(/^::ffff:(?=[\d.]+$)/i, '').replace(/%.*$/, '');
  return isIP(bare) === 6 ? `${ipv6Groups(bare).slice(0, 4).join(':')}::/64` : bare;
};

/**
 * Returns the entry of X-Forwarded-For that the outermost of `trustedProxies` proxies wrote, without a port and brackets. It need not be an
 * address. Returns `undefined` if there are fewer entries.
 */
export const trustedEntry = (headers: IncomingHttpHeaders, trustedProxies: number): string | undefined => {
  const entry = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-trustedProxies);
  return entry === undefined ? undefined : withoutPort(entry);
};

/** Removes the port that some proxies append, and the brackets around an IPv6 address. */
const withoutPort = (entry: string) => {
  const text = entry.trim();
  return /^\[(.*)\](:\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
};

/** Returns the eight groups of an IPv6 address in the notation of URLs (RFC 5952). */
const ipv6Groups = (address: string) => {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
};
