import type { Config } from './config.ts';

/** Time without data after which common proxies close a connection, in ms. */
const PROXY_TIMEOUT_MS = 60_000;
/** The longest hold, as a multiple of `holdMs`. */
const MAX_HOLD_FACTOR = 1.1;

/**
 * Returns a sentence for each combination of settings that cannot be right, with what to set. The server starts nevertheless: unusual
 * networks may need it.
 *
 * @param address the address that the server listens on, as the system shows it
 */
export const settingWarnings = ({ trustedProxies, publicUrl, settings }: Config, address: string): string[] => {
  const isLoopback = /^(127\.|::1$)/.test(address);
  const isOpenToAll = address === '::' || address === '0.0.0.0';
  const warnings: string[] = [];
  if (trustedProxies > 0 && isOpenToAll) {
    warnings.push(
      'TRUST_PROXY is set and the server listens on all interfaces: anyone who reaches the port past the proxy can pretend to have any address. Set HOST=127.0.0.1 if the proxy runs on this machine; otherwise let only the proxy reach the port.',
    );
  }
  if (trustedProxies === 0 && publicUrl?.protocol === 'https:') {
    warnings.push(
      'PUBLIC_URL is https, so there is a proxy in front of the server, but TRUST_PROXY is 0: all its clients count as one network, and the session cookie is not restricted to https. Set TRUST_PROXY to the number of your proxies.',
    );
  } else if (trustedProxies === 0 && isLoopback && publicUrl && !isLocal(publicUrl)) {
    warnings.push(
      'PUBLIC_URL is for other machines, but only this machine can reach HOST, so there is a proxy in front of the server, and TRUST_PROXY is 0: all its clients count as one network. Set TRUST_PROXY to the number of your proxies, or remove HOST.',
    );
  }
  if (trustedProxies > 0 && settings.holdMs * MAX_HOLD_FACTOR >= PROXY_TIMEOUT_MS) {
    warnings.push(
      `HOLD_MS is ${settings.holdMs}, but many proxies close a connection after ${PROXY_TIMEOUT_MS} ms without data. Set HOLD_MS below 54000, or the timeout of the proxy above the hold.`,
    );
  }
  return warnings;
};

const isLocal = ({ hostname }: URL) => /^(localhost|.*\.localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
