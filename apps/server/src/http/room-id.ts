import { createHash } from 'node:crypto';

/**
 * Returns an id of the room on this machine, as 8 hexadecimal digits. It stays the same after a restart. Rooms under one host name have
 * different ids, because cookies do not distinguish ports (RFC 6265, section 8.5). It is not secret.
 *
 * @param name the origin of the public URL, or the name of the machine
 * @param port the port that the server listens on
 */
export const roomId = (name: string, port: number): string =>
  createHash('sha256').update(`${name} ${port}`).digest('hex').slice(0, 8);
