import type { IncomingMessage } from 'node:http';
import { TRPCError } from '@trpc/server';
import { fixedLimits } from '@mailroom/shared';
import { readBody } from '../http/read-body.ts';

/**
 * Reads the JSON body of a POST, of at most `bodyBytes`. Resolves with `undefined` if it is empty.
 * @throws a TRPCError: UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, CLIENT_CLOSED_REQUEST, or as `parseJson` does
 */
export const readJson = async (request: IncomingMessage): Promise<unknown> => {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'The body must be application/json.' });
  }
  const body = await readBody(request, fixedLimits.bodyBytes);
  if (body === 'too-large') {
    const message = `The body may have at most ${fixedLimits.bodyBytes} bytes.`;
    throw new TRPCError({ code: 'PAYLOAD_TOO_LARGE', message });
  }
  if (body === 'disconnected') {
    throw new TRPCError({ code: 'CLIENT_CLOSED_REQUEST', message: 'The client disconnected.' });
  }
  if (body === 'not-utf-8') throw notUtf8();
  return parseJson(body.text);
};

/** The error for an input that is not UTF-8, as JSON has to be (RFC 8259, section 8.1). */
export const notUtf8 = () => new TRPCError({ code: 'PARSE_ERROR', message: 'The input is not valid UTF-8.' });

/**
 * Parses JSON of at most `jsonDepth` levels and `jsonFields` fields. Returns `undefined` for an empty text.
 * @throws a TRPCError: PARSE_ERROR, or BAD_REQUEST if it is too deep or has too many fields
 */
export const parseJson = (text: string): unknown => {
  if (text === '') return undefined;
  const value = parseAnyJson(text);
  const message = excessOf(value, fixedLimits.jsonDepth);
  if (message !== undefined) throw new TRPCError({ code: 'BAD_REQUEST', message });
  return value;
};

const parseAnyJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TRPCError({ code: 'PARSE_ERROR', message: 'The input is not valid JSON.', cause });
  }
};

/** Returns what is too much in a value that may have `levels` levels, as a sentence; `undefined` if nothing is. */
const excessOf = (value: unknown, levels: number): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (levels === 0) return `The input may be at most ${fixedLimits.jsonDepth} levels deep.`;
  const inner: unknown[] = Object.values(value);
  if (inner.length > fixedLimits.jsonFields) return `The input may have at most ${fixedLimits.jsonFields} fields.`;
  for (const each of inner) {
    const excess = excessOf(each, levels - 1);
    if (excess !== undefined) return excess;
  }
  return undefined;
};
