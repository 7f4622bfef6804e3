import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/**
 * Reads the body of a request as UTF-8. Resolves with `too-large` when it has more than `maxBytes`, and then stops reading; with
 * `not-utf-8` when its bytes are not UTF-8; with `disconnected` when the connection closes before the end. Never rejects.
 */
export const readBody = (request: IncomingMessage, maxBytes: number) =>
  new Promise<{ text: string } | 'too-large' | 'not-utf-8' | 'disconnected'>((resolve) => {
    const rejectAsTooLarge = () => {
      request.pause();
      resolve('too-large');
    };
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return rejectAsTooLarge();
    if (request.readableEnded) return resolve({ text: '' });
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) rejectAsTooLarge();
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(decode(Buffer.concat(chunks))));
    request.on('close', () => resolve('disconnected'));
  });

/** Refuses what a lenient decoder would replace by U+FFFD: two different bodies must not become one. */
const decode = (bytes: Buffer): { text: string } | 'not-utf-8' =>
  isUtf8(bytes) ? { text: bytes.toString() } : 'not-utf-8';

/** Whether a request has a body, perhaps an empty one. */
export const hasBody = ({ headers }: IncomingMessage) =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
