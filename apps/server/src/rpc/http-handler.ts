import type { IncomingMessage, ServerResponse } from 'node:http';
import { getTRPCErrorFromUnknown, TRPCError, type AnyTRPCProcedure } from '@trpc/server';
import { getErrorShape } from '@trpc/server/shared';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { readJson } from './read-json.ts';
import { refuseForeignSite } from './same-site.ts';
import type { Context } from './context.ts';
import type { AppRouter } from './router.ts';

export interface RpcOptions {
  readonly router: AppRouter;
  /** On every answer, beside its length. */
  readonly headers: Readonly<Record<string, string>>;
  readonly contextOf: (request: IncomingMessage, response: ServerResponse) => Context;
  /** Told of what no caller should have been able to cause. */
  readonly onBug: (error: unknown) => void;
}

/**
 * tRPC's HTTP wire for single calls on plain node:http: queries by GET or POST, mutations by POST, JSON alone. A batch is refused:
 * it would hold every other answer in it until its `wait` ends.
 */
export const rpcHandler =
  ({ router, headers, contextOf, onBug }: RpcOptions) =>
  async (request: IncomingMessage, response: ServerResponse) => {
    const answer = (status: number, body: object) => {
      if (response.destroyed) return;
      const bytes = Buffer.from(JSON.stringify(body));
      response.writeHead(status, { ...headers, 'content-length': bytes.byteLength });
      response.end(bytes);
    };
    const url = new URL(request.url ?? '', 'http://room');
    const path = url.pathname.replace(/^\/trpc\/?/, '');
    try {
      refuseForeignSite(request.headers);
      if (url.searchParams.has('batch') || path.includes(',')) throw batched();
      const procedure = procedureAt(router, path);
      refuseWrongMethod(procedure, request, response);
      const input = request.method === 'GET' ? parseQuery(url) : await readJson(request);
      const result: unknown = await procedure({
        path,
        getRawInput: () => Promise.resolve(input),
        ctx: contextOf(request, response),
        type: procedure._def.type,
        signal: hangUpSignal(response),
        batchIndex: 0,
      });
      answer(200, { result: { data: result } });
    } catch (cause) {
      const error = getTRPCErrorFromUnknown(cause);
      if (error.code === 'INTERNAL_SERVER_ERROR') onBug(error);
      const config = router._def._config;
      const shape = getErrorShape({ config, error, type: 'unknown', path, input: undefined, ctx: undefined });
      // What is still being sent would otherwise be taken for the next request, or be read to no end.
      if (!request.complete) response.shouldKeepAlive = false;
      answer(getHTTPStatusCodeFromError(error), { error: shape });
    }
  };

const batched = () =>
  new TRPCError({ code: 'BAD_REQUEST', message: 'Batches are not taken: send each call by itself.' });

const procedureAt = (router: AppRouter, path: string): AnyTRPCProcedure => {
  const { procedures }: { procedures: Record<string, AnyTRPCProcedure> } = router._def;
  const procedure = Object.hasOwn(procedures, path) ? procedures[path] : undefined;
  if (!procedure) throw new TRPCError({ code: 'NOT_FOUND', message: 'There is no such procedure.' });
  return procedure;
};

const refuseWrongMethod = (procedure: AnyTRPCProcedure, request: IncomingMessage, response: ServerResponse) => {
  const allowed = procedure._def.type === 'query' ? ['GET', 'POST'] : ['POST'];
  if (request.method !== undefined && allowed.includes(request.method)) return;
  response.setHeader('allow', allowed.join(', '));
  throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: `This procedure takes ${allowed.join(' and ')}.` });
};

const parseQuery = (url: URL): unknown => {
  const input = url.searchParams.get('input');
  if (input === null) return undefined;
  try {
    return JSON.parse(input);
  } catch (cause) {
    throw new TRPCError({ code: 'PARSE_ERROR', message: 'The input is no JSON.', cause });
  }
};

/** Aborts in the tick in which the socket closes, unless the answer was sent by then. */
const hangUpSignal = (response: ServerResponse): AbortSignal => {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) controller.abort();
  });
  return controller.signal;
};
