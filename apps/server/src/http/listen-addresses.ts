import { networkInterfaces } from 'node:os';
import type { Server } from 'node:http';

/**
 * Returns the URLs of a listening server: `local` for this machine, `network` for other machines (IPv4 only). `network` is empty if the
 * server listens on one interface only.
 * @throws if the server does not listen on a port
 */
export const listenAddresses = (bound: ReturnType<Server['address']>): { local: string; network: string[] } => {
  if (bound === null || typeof bound === 'string') throw new Error('The server does not listen on a port.');
  const { address, family, port } = bound;
  const isAnyInterface = address === '::' || address === '0.0.0.0';
  if (!isAnyInterface) {
    return { local: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/`, network: [] };
  }
  const network = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((each) => each.family === 'IPv4' && !each.internal)
    .map((each) => `http://${each.address}:${port}/`);
  return { local: `http://localhost:${port}/`, network };
};
