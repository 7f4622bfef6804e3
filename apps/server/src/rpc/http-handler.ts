import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { getTRPCErrorFromUnknown, TRPCError, type AnyTRPCProcedure } from '@trpc/server';
import { getErrorShape } from '@trpc/server/shared';
import type { Refusal, RefusalName, WaitAnswer } from '@mailroom/shared';
import type { Caller } from '../chat/limits/budget.ts';
import type { FailureBudget } from '../chat/limits/failure-budget.ts';
import { RefusalError } from '../chat/limits/refusal-error.ts';
import { NetworkTurns } from '../http/connection/network-turns.ts';
import { hasBody } from '../http/read-body.ts';
import type { TransportSecurity } from '../http/transport-security.ts';
import { callProcedure } from './call-procedure.ts';
import type { Context } from './context.ts';
import { assertSameSite } from './csrf.ts';
import { runLongPoll, type LongPoll } from './long-poll.ts';
import { notUtf8, parseJson, readJson } from './read-json.ts';
import { proceduresOf, type AppRouter } from './router.ts';
import { sendLongResponse, SerializedResponse, type ResponseHeadOptions } from './serialized-response.ts';
import { SharedResponses } from './shared-responses.ts';
import { refusalShape } from './trpc.ts';

export interface RpcHandlerOptions extends ResponseHeadOptions {
  readonly router: AppRouter;
  /** Creates the context of a call. `deferred` is the long poll to run instead of sending the procedure's result. */
  readonly createContext: (request: IncomingMessage, response: ServerResponse) => CallContext;
  /** Refuses callers who have had too many failed or refused calls. */
  readonly failures: FailureBudget;
  /** Calls `respond` with the ms that passed: at once, or late if the caller had many failed or refused calls. */
  readonly respondLate: (socket: Socket, caller: Caller, respond: (delayedMs: number) => void) => void;
  /** Which responses tell browsers to use https. */
  readonly transportSecurity: TransportSecurity;
  /** Receives each call that the room refuses, or that is refused because it is cross-site. */
  readonly onRefusedCall: (refused: RefusedCall) => void;
  /** Receives errors that no client should be able to cause. */
  readonly onUnexpectedError: (error: unknown) => void;
}

type CallContext = Context & { readonly deferred: LongPoll<WaitAnswer> | undefined };

/** A call that was refused. */
export interface RefusedCall {
  readonly refusal: RefusalName | 'cross-site';
  /** The procedure. Missing if the caller had too many failures: then it may be any text. */
  readonly procedure: string | undefined;
  /** The session id that the caller sent, which may be unknown. */
  readonly sessionId: string | undefined;
  readonly request: IncomingMessage;
}

/**
 * Creates the handler of tRPC's HTTP protocol on node:http: single calls, queries by GET or POST, mutations by POST, JSON only. It
 * rejects batches, because a `wait` in a batch would delay all other results.
 */
export const createRpcHandler = ({
  router,
  createContext,
  transportSecurity,
  failures,
  respondLate,
  onRefusedCall,
  onUnexpectedError,
  ...head
}: RpcHandlerOptions) => {
  const procedures = new Map(proceduresOf(router));
  const turns = new NetworkTurns();
  const plain = new SharedResponses(head);
  const secure = new SharedResponses({
    ...head,
    headers: { ...head.headers, 'strict-transport-security': transportSecurity.header },
  });
  const responsesFor = (request: IncomingMessage) => (transportSecurity.appliesTo(request) ? secure : plain);

  const shapeOf = ({ refusal, error }: Failure, { path, delayedMs }: { path: string; delayedMs: number }) => {
    if (refusal) return refusalShape(afterDelay(refusal, delayedMs), path);
    const config = router._def._config;
    return getErrorShape({ config, error, type: 'unknown', path, input: undefined, ctx: undefined });
  };

  /** Charges an answer that tells a caller without a live session that there is none. The room charges the answers of members. */
  const chargeWithoutSession = (answer: unknown, ctx: Context) => {
    if (isSessionEnd(answer) || (isReset(answer) && !failures.isMember(ctx.sessionId))) failures.charge(ctx);
  };

  /** @throws {TooManyFailuresError} */
  const assertFewFailures = (ctx: Context, path: string) => {
    const shortage = failures.isUntouched || path === 'leave' ? undefined : failures.shortage(ctx);
    if (shortage) throw new TooManyFailuresError(shortage);
  };

  /** Sends the immediate answer of a wait. One that has to be serialized waits for the turn of the network. */
  const sendAnswer = async (
    answer: unknown,
    { response, responses, ctx }: { response: ServerResponse; responses: SharedResponses; ctx: Context },
  ) => {
    if (!responses.has(answer)) await turns.next(ctx.clientNetwork);
    responses.of(answer).sendTo(response);
  };

  const call = async (
    request: IncomingMessage,
    response: ServerResponse,
    { path, query }: CallUrl,
    ctx: CallContext,
  ) => {
    assertSameSite(request.headers);
    if (path.includes(',') || query.startsWith('batch=') || query.includes('&batch=')) throw batchNotSupported();
    const procedure = procedures.get(path);
    if (!procedure) throw new TRPCError({ code: 'NOT_FOUND', message: 'There is no such procedure.' });
    assertMethod(procedure, request, response);
    const input = request.method === 'GET' ? parseInput(query) : await readJson(request);
    if (path !== 'wait') {
      await turns.next(ctx.clientNetwork);
      assertFewFailures(ctx, path);
    }
    const responses = responsesFor(request);
    const getRawInput = () => Promise.resolve(input);
    const result = await callProcedure(procedure, { path, getRawInput, ctx, type: procedure._def.type });
    if (!result.ok) throw result.error;
    if (path === 'leave') {
      failures.charge(ctx);
      return respondLate(request.socket, ctx, () => responses.ofOneClient(result.data).sendTo(response));
    }
    // Without a promise per client, an answer for many clients is sent in the tick in which it is given.
    if (!ctx.deferred) {
      if (path === 'wait') {
        chargeWithoutSession(result.data, ctx);
        return sendAnswer(result.data, { response, responses, ctx });
      }
      if (isLong(result.data)) return sendLongResponse(response, { result: { data: result.data } }, responses.head);
      return responses.ofOneClient(result.data).sendTo(response);
    }
    let isImmediate = true;
    runLongPoll(ctx.deferred, (answer) => {
      if (!isImmediate) return responses.of(answer).sendTo(response);
      chargeWithoutSession(answer, ctx);
      return void sendAnswer(answer, { response, responses, ctx }).catch(onUnexpectedError);
    });
    isImmediate = false;
  };

  return async (request: IncomingMessage, response: ServerResponse) => {
    const url = parseUrl(request.url ?? '');
    const { path } = url;
    const ctx = createContext(request, response);
    try {
      assertFewFailures(ctx, path);
      await call(request, response, url, ctx);
    } catch (cause) {
      const failure = failureOf(cause);
      const { refusal, error } = failure;
      const isThrottled = cause instanceof TooManyFailuresError;
      const isBug = error?.code === 'INTERNAL_SERVER_ERROR';
      // A full disk and a bug are not the caller's fault. Nor is an overloaded server, but joins in a loop would keep it so.
      if (!isThrottled && !isBug && refusal?.refusal !== 'not-kept') failures.charge(ctx);
      const kind = refusal?.refusal ?? (error?.code === 'FORBIDDEN' ? 'cross-site' : undefined);
      const procedure = isThrottled ? undefined : path;
      if (kind !== undefined) onRefusedCall({ refusal: kind, procedure, sessionId: ctx.sessionId, request });
      else if (isBug) onUnexpectedError(error);
      respondLate(request.socket, ctx, (delayedMs) => {
        // The rest of an unread body must not be parsed as the next request, nor be read without a limit.
        if (!request.complete && hasBody(request)) response.shouldKeepAlive = false;
        const shape = shapeOf(failure, { path, delayedMs });
        // RFC 9110, section 10.2.3.
        if ('retryAfterMs' in shape.data) {
          response.setHeader('retry-after', Math.ceil(shape.data.retryAfterMs / 1_000));
        }
        new SerializedResponse(shape.data.httpStatus, { error: shape }, responsesFor(request).head).sendTo(response);
      });
    }
  };
};

/** Whether a result is that of `join`, `getUsers` or `history`, which may be long, and which one client gets. */
const isLong = (data: unknown): data is object =>
  typeof data === 'object' && data !== null && ('members' in data || 'letters' in data);

/** The refusal of a caller who has had too many failures. */
class TooManyFailuresError extends RefusalError {}

type Failure =
  | { readonly refusal: Refusal; readonly error?: never }
  | { readonly refusal?: never; readonly error: TRPCError };

/** Wrapping a refusal in a TRPCError would format its stack trace, which costs more than all the rest of it. */
const failureOf = (cause: unknown): Failure =>
  cause instanceof RefusalError ? { refusal: cause.refusal } : { error: getTRPCErrorFromUnknown(cause) };

/** Returns the refusal with what is left of the time to wait, at least 1 ms. */
const afterDelay = (refusal: Refusal, delayedMs: number): Refusal =>
  'retryAfterMs' in refusal
    ? { ...refusal, retryAfterMs: Math.max(1, Math.ceil(refusal.retryAfterMs - delayedMs)) }
    : refusal;

/** Whether an answer to `wait` says that the session has ended. */
const isSessionEnd = (answer: unknown) => hasType(answer) && answer.type === 'closed';

/** Whether an answer to `wait` says that the cursor is of another epoch, or beyond the next letter. */
const isReset = (answer: unknown) => hasType(answer) && answer.type === 'reset';

const hasType = (answer: unknown): answer is { readonly type: unknown } =>
  typeof answer === 'object' && answer !== null && 'type' in answer;

interface CallUrl {
  /** The decoded name of the procedure. */
  readonly path: string;
  /** The query string, without the question mark. */
  readonly query: string;
}

const parseUrl = (url: string): CallUrl => {
  const mark = url.indexOf('?');
  const path = (mark < 0 ? url : url.slice(0, mark)).slice(PREFIX.length);
  return { path: path.includes('%') ? decodePath(path) : path, query: mark < 0 ? '' : url.slice(mark + 1) };
};

const PREFIX = '/trpc/';

/** Decodes percent-encoding. Returns an invalid path unchanged; it is the name of no procedure. */
const decodePath = (path: string) => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

const batchNotSupported = () =>
  new TRPCError({ code: 'BAD_REQUEST', message: 'Batches are not supported. Send each call in its own request.' });

const assertMethod = (procedure: AnyTRPCProcedure, request: IncomingMessage, response: ServerResponse) => {
  const allowed = procedure._def.type === 'query' ? ['GET', 'POST'] : ['POST'];
  if (request.method !== undefined && allowed.includes(request.method)) return;
  response.setHeader('allow', allowed.join(', '));
  throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: `Call this procedure with ${allowed.join(' or ')}.` });
};

const parseInput = (query: string): unknown => {
  const input = parsePlainInput(query) ?? new URLSearchParams(query).get('input');
  if (input === null) return undefined;
  // URLSearchParams replaces bytes that are not UTF-8.
  if (input.includes('\uFFFD') && !/%EF%BF%BD|\uFFFD/i.test(query)) throw notUtf8();
  return parseJson(input);
};

/** Parses a query that has no parameter but `input`, as tRPC's client sends it. Takes a fraction of the time of URLSearchParams. */
const parsePlainInput = (query: string): string | undefined => {
  if (!query.startsWith('input=') || query.includes('&') || query.includes('+')) return undefined;
  try {
    return decodeURIComponent(query.slice('input='.length));
  } catch {
    return undefined;
  }
};
