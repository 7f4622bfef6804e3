import { fixedLimits } from '@mailroom/shared';
import { networkAndPrefix } from '../../chat/limits/network-prefix.ts';
import { networkOf } from './client-network.ts';

/** What the listener uses of a socket. */
interface Peer {
  readonly remoteAddress?: string | undefined;
  readonly once: (event: 'close', listener: () => void) => unknown;
}

/**
 * Creates a `connection` listener that admits at most `limit` open connections per network, and four times as many for all networks of an
 * IPv6 /48 together. It passes each further one to `reject`.
 */
export const limitConnectionsPerNetwork = <Connected extends Peer>(
  limit: number,
  reject: (socket: Connected, network: string) => void,
) => {
  const counts = new Map<string, number>();

  const add = (key: string, difference: 1 | -1) => {
    const count = (counts.get(key) ?? 0) + difference;
    if (count > 0) counts.set(key, count);
    else counts.delete(key);
  };

  return (socket: Connected) => {
    const network = networkOf(socket.remoteAddress ?? '');
    const counted = networkAndPrefix(network);
    const isFull = (key: string) =>
      (counts.get(key) ?? 0) >= (key === network ? limit : fixedLimits.networksPerPrefix * limit);
    if (counted.some(isFull)) return reject(socket, network);
    for (const key of counted) add(key, 1);
    return void socket.once('close', () => {
      for (const key of counted) add(key, -1);
    });
  };
};
