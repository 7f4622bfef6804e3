import type { IncomingMessage } from 'node:http';

/** The body as text; or that it has more than `mostBytes`, of which no more is read; or that the caller hung up in the middle of it. */
export const readBody = (request: IncomingMessage, mostBytes: number) =>
  new Promise<{ text: string } | 'too-large' | 'hung-up'>((resolve) => {
    const tooLarge = () => {
      request.pause();
      resolve('too-large');
    };
    if (Number(request.headers['content-length'] ?? 0) > mostBytes) return tooLarge();
    if (request.readableEnded) return resolve({ text: '' });
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) tooLarge();
      else chunks.push(chunk);
    });
    request.on('end', () => resolve({ text: Buffer.concat(chunks).toString() }));
    request.on('close', () => resolve('hung-up'));
  });
