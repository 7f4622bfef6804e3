import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';

/**
 * The network address a request came from, as limits count it: IPv4, or the /64 of IPv6 (one household's or one phone's). Behind
 * `trustedProxies` proxies it is the entry that the outermost of them wrote into X-Forwarded-For, counted from the right: what
 * stands further left anyone can write.
 */
export const clientHost = (request: IncomingMessage, trustedProxies: number): string => {
  const peer = request.socket.remoteAddress ?? '';
  if (trustedProxies === 0) return networkOf(peer);
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
  const claimed = bareAddress(forwarded.at(-trustedProxies) ?? '');
  return networkOf(isIP(claimed) === 0 ? peer : claimed);
};

/** Whether the browser spoke https to the proxy in front. */
export const isSecure = (request: IncomingMessage, trustedProxies: number): boolean =>
  trustedProxies > 0 && request.headers['x-forwarded-proto'] === 'https';

/** The address as limits count it: IPv4, or the /64 of IPv6. */
export const networkOf = (address: string): string => {
  const bare = address.replace(/^::ffff:(?=[\d.]+$)/i, '').replace(/%.*$/, '');
  return isIP(bare) === 6 ? `${groupsOf(bare).slice(0, 4).join(':')}::/64` : bare;
};

/** Without the port that some proxies add, and the brackets that it needs in IPv6. */
const bareAddress = (written: string) => {
  const text = written.trim();
  return /^\[(.*)\](:\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
};

/** The eight groups of an IPv6 address, as URLs write them (RFC 5952). */
const groupsOf = (address: string) => {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
};
