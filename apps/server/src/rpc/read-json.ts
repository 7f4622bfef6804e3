import type { IncomingMessage } from 'node:http';
import { TRPCError } from '@trpc/server';
import { fixedLimits } from '@mailroom/shared';

/** The body of a POST, of at most 16 KiB; nothing when it is empty. Throws what tRPC answers with 400, 413 or 415. */
export const readJson = async (request: IncomingMessage): Promise<unknown> => {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'The body has to be application/json.' });
  }
  const body = await readBody(request);
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new TRPCError({ code: 'PARSE_ERROR', message: 'The body is no JSON.', cause });
  }
};

const readBody = (request: IncomingMessage) =>
  new Promise<string>((resolve, reject) => {
    const tooLarge = () => {
      request.pause();
      reject(
        new TRPCError({ code: 'PAYLOAD_TOO_LARGE', message: `A body has at most ${fixedLimits.bodyBytes} bytes.` }),
      );
    };
    if (Number(request.headers['content-length'] ?? 0) > fixedLimits.bodyBytes) return tooLarge();
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > fixedLimits.bodyBytes) tooLarge();
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
    request.on('close', () => reject(new TRPCError({ code: 'CLIENT_CLOSED_REQUEST', message: 'The caller hung up.' })));
  });
