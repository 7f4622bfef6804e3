import type { Socket } from 'node:net';
import { networkOf } from './client-network.ts';

/** Creates a `connection` listener that admits at most `limit` open connections per network and passes each further one to `reject`. */
export const limitConnectionsPerNetwork = (limit: number, reject: (socket: Socket, network: string) => void) => {
  const counts = new Map<string, number>();

  return (socket: Socket) => {
    const network = networkOf(socket.remoteAddress ?? '');
    const count = (counts.get(network) ?? 0) + 1;
    if (count > limit) return reject(socket, network);
    counts.set(network, count);
    return void socket.once('close', () => {
      const remaining = (counts.get(network) ?? 0) - 1;
      if (remaining > 0) counts.set(network, remaining);
      else counts.delete(network);
    });
  };
};
