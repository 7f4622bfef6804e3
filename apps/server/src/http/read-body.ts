import type { IncomingMessage } from 'node:http';

/**
 * Reads the body of a request as UTF-8. Resolves with `too-large` when it has more than `maxBytes`, and then stops reading; with
 * `disconnected` when the connection closes before the end. Never rejects.
 */
export const readBody = (request: IncomingMessage, maxBytes: number) =>
  new Promise<{ text: string } | 'too-large' | 'disconnected'>((resolve) => {
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
    request.on('end', () => resolve({ text: Buffer.concat(chunks).toString() }));
    request.on('close', () => resolve('disconnected'));
  });
