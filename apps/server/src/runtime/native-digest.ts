import { hash } from 'node:crypto';

/** Returns what `digest` of packages/shared returns. */
export const nativeDigest = (text: string): string =>
  // Not a slice of the whole string: V8 would keep all of it.
  hash('sha256', text, 'buffer').toString('base64url', 0, 16);
