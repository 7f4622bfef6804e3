import { createHmac, createSecretKey } from 'node:crypto';

/** Returns a hash of a text that nobody without the key can compute. Equal texts have equal hashes. */
export type KeyedHash = (text: string) => string;

/**
 * Creates a keyed hash: the first 16 bytes of HMAC-SHA-256 (RFC 2104), as 22 characters of base64url.
 *
 * @param key at least 16 secret bytes
 * @param purpose hashes with one key for different purposes have nothing in common
 */
export const createKeyedHash = (key: Uint8Array, purpose: string): KeyedHash => {
  const purposeKey = createSecretKey(createHmac('sha256', key).update(purpose).digest());
  return (text) => createHmac('sha256', purposeKey).update(text).digest().toString('base64url', 0, 16);
};
