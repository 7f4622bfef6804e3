import type { Socket } from 'node:net';
import { networkOf } from './client-host.ts';

/** Takes at most `most` connections from one network address; who opens one more is told by `refuse`. */
export const refuseCrowds = (most: number, refuse: (socket: Socket) => void) => {
  const counts = new Map<string, number>();

  return (socket: Socket) => {
    const host = networkOf(socket.remoteAddress ?? '');
    const count = (counts.get(host) ?? 0) + 1;
    if (count > most) return refuse(socket);
    counts.set(host, count);
    return void socket.once('close', () => {
      const left = (counts.get(host) ?? 0) - 1;
      if (left > 0) counts.set(host, left);
      else counts.delete(host);
    });
  };
};
