import { networkInterfaces } from 'node:os';
import type { Server } from 'node:http';

/** The addresses under which a listening server can be opened: from this machine, and from the others in its networks. */
export const addressesOf = (bound: ReturnType<Server['address']>): { local: string; network: string[] } => {
  if (bound === null || typeof bound === 'string') throw new Error('The server listens on no port.');
  const { address, family, port } = bound;
  const isEverywhere = address === '::' || address === '0.0.0.0';
  if (!isEverywhere) {
    return { local: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/`, network: [] };
  }
  const network = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((each) => each.family === 'IPv4' && !each.internal)
    .map((each) => `http://${each.address}:${port}/`);
  return { local: `http://localhost:${port}/`, network };
};
