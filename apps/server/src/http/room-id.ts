import { createHash } from 'node:crypto';

/**
 * Returns an id of the room on this machine, as 8 hexadecimal digits. It is the same after a restart, and another one for each room that a
 * browser can reach under one name: cookies do not distinguish ports (RFC 6265, section 8.5). It is no secret.
 *
 * @param place the origin of the public URL, or the name of the machine
 * @param port the port that the server listens on
 */
export const roomId = (place: string, port: number): string =>
  createHash('sha256').update(`${place} ${port}`).digest('hex').slice(0, 8);
