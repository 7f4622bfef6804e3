import type { IncomingMessage } from 'node:http';
import { TRPCError } from '@trpc/server';
import { fixedLimits } from '@mailroom/shared';
import { readBody } from '../http/read-body.ts';

/** The body of a POST, of at most 16 KiB; nothing when it is empty. Throws what tRPC answers with 400, 413 or 415. */
export const readJson = async (request: IncomingMessage): Promise<unknown> => {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'The body has to be application/json.' });
  }
  const body = await readBody(request, fixedLimits.bodyBytes);
  if (body === 'too-large') {
    throw new TRPCError({ code: 'PAYLOAD_TOO_LARGE', message: `A body has at most ${fixedLimits.bodyBytes} bytes.` });
  }
  if (body === 'hung-up') throw new TRPCError({ code: 'CLIENT_CLOSED_REQUEST', message: 'The caller hung up.' });
  return jsonIn(body.text);
};

/** What the text says; nothing when it is empty. Throws what tRPC answers with 400. */
export const jsonIn = (text: string): unknown => {
  if (text === '') return undefined;
  const value = parsed(text);
  if (!isWithin(value, fixedLimits.jsonDepth)) {
    throw new TRPCError({ code: 'BAD_REQUEST', message: `The input is at most ${fixedLimits.jsonDepth} levels deep.` });
  }
  return value;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TRPCError({ code: 'PARSE_ERROR', message: 'The input is no JSON.', cause });
  }
};

const isWithin = (value: unknown, levels: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every((inner) => isWithin(inner, levels - 1)));
