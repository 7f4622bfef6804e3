import type { IncomingMessage, ServerResponse } from 'node:http';
import { getTRPCErrorFromUnknown, TRPCError, type AnyTRPCProcedure } from '@trpc/server';
import { getErrorShape } from '@trpc/server/shared';
import type { WaitAnswer } from '@mailroom/shared';
import { RefusalError } from '../chat/refusal-error.ts';
import { callProcedure } from './call-procedure.ts';
import type { Context } from './context.ts';
import { poll, type LongPoll } from './long-poll.ts';
import { jsonIn, readJson } from './read-json.ts';
import type { AppRouter } from './router.ts';
import { refuseForeignSite } from './csrf.ts';
import { WrittenAnswer, type HeadOptions } from './serialized-response.ts';

/** What a procedure left to be answered later, if it did. */
interface Later {
  readonly later: LongPoll<WaitAnswer> | undefined;
}

export interface RpcOptions extends HeadOptions {
  readonly router: AppRouter;
  readonly contextOf: (request: IncomingMessage, response: ServerResponse) => Context & Later;
  /** Told of what no caller should have been able to cause. */
  readonly onBug: (error: unknown) => void;
}

/**
 * tRPC's HTTP wire for single calls on plain node:http: queries by GET or POST, mutations by POST, JSON alone. A batch is refused:
 * it would hold every other answer in it until its `wait` ends.
 */
export const rpcHandler = ({ router, contextOf, onBug, ...head }: RpcOptions) => {
  const procedures = new Map<string, AnyTRPCProcedure>(Object.entries(router._def.procedures));
  const written = new WeakMap<object, WrittenAnswer>();

  /** One answer that many wait for is one object, and is written once. */
  const writtenOnce = (data: unknown): WrittenAnswer => {
    if (typeof data !== 'object' || data === null) return new WrittenAnswer(200, { result: { data } }, head);
    const known = written.get(data);
    if (known) return known;
    const fresh = new WrittenAnswer(200, { result: { data } }, head);
    written.set(data, fresh);
    return fresh;
  };

  const call = async (request: IncomingMessage, response: ServerResponse, { path, query }: Address) => {
    refuseForeignSite(request.headers);
    if (path.includes(',') || query.startsWith('batch=') || query.includes('&batch=')) throw batched();
    const procedure = procedures.get(path);
    if (!procedure) throw new TRPCError({ code: 'NOT_FOUND', message: 'There is no such procedure.' });
    refuseWrongMethod(procedure, request, response);
    const input = request.method === 'GET' ? inputIn(query) : await readJson(request);
    const ctx = contextOf(request, response);
    const getRawInput = () => Promise.resolve(input);
    const result = await callProcedure(procedure, { path, getRawInput, ctx, type: procedure._def.type });
    if (!result.ok) throw result.error;
    // Many hear one answer: each is sent it in the tick in which it is told, without a promise's dozen steps through cold memory.
    if (ctx.later) poll(ctx.later, (answer) => writtenOnce(answer).sendTo(response));
    else writtenOnce(result.data).sendTo(response);
  };

  return async (request: IncomingMessage, response: ServerResponse) => {
    const address = addressOf(request.url ?? '');
    try {
      await call(request, response, address);
    } catch (cause) {
      const error = getTRPCErrorFromUnknown(cause);
      if (error.code === 'INTERNAL_SERVER_ERROR' && !(error.cause instanceof RefusalError)) onBug(error);
      const config = router._def._config;
      const { path } = address;
      const shape = getErrorShape({ config, error, type: 'unknown', path, input: undefined, ctx: undefined });
      // What is still being sent would otherwise be taken for the next request, or be read to no end.
      if (!request.complete) response.shouldKeepAlive = false;
      new WrittenAnswer(shape.data.httpStatus, { error: shape }, head).sendTo(response);
    }
  };
};

/** Which procedure is called, and what stands behind the question mark. */
interface Address {
  readonly path: string;
  readonly query: string;
}

const addressOf = (url: string): Address => {
  const mark = url.indexOf('?');
  const path = (mark < 0 ? url : url.slice(0, mark)).slice(PREFIX.length);
  return { path: path.includes('%') ? decoded(path) : path, query: mark < 0 ? '' : url.slice(mark + 1) };
};

const PREFIX = '/trpc/';

/** What cannot be decoded stays as it is, and names no procedure. */
const decoded = (path: string) => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

const batched = () =>
  new TRPCError({ code: 'BAD_REQUEST', message: 'Batches are not taken: send each call by itself.' });

const refuseWrongMethod = (procedure: AnyTRPCProcedure, request: IncomingMessage, response: ServerResponse) => {
  const allowed = procedure._def.type === 'query' ? ['GET', 'POST'] : ['POST'];
  if (request.method !== undefined && allowed.includes(request.method)) return;
  response.setHeader('allow', allowed.join(', '));
  throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: `This procedure takes ${allowed.join(' and ')}.` });
};

const inputIn = (query: string): unknown => {
  const input = plainInputIn(query) ?? new URLSearchParams(query).get('input');
  return input === null ? undefined : jsonIn(input);
};

/** The input where it is all that was asked with, as tRPC's client writes it: read in a fraction of the time. */
const plainInputIn = (query: string): string | undefined => {
  if (!query.startsWith('input=') || query.includes('&') || query.includes('+')) return undefined;
  try {
    return decodeURIComponent(query.slice('input='.length));
  } catch {
    return undefined;
  }
};
