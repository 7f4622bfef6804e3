import { initTRPC, TRPCError, type TRPCDefaultErrorShape } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import type { Refusal, RefusalName } from '@mailroom/shared';
import { RefusalError } from '../chat/refusal-error.ts';
import type { Context } from './context.ts';

/** What each refusal is on the wire: tRPC's code (which decides the HTTP status) and a sentence for who reads bare answers. */
const onTheWire = {
  'no-session': ['UNAUTHORIZED', 'You are not in the room: join first.'],
  'nickname-taken': ['CONFLICT', 'Somebody here has this nickname, or one that looks like it.'],
  'nickname-invalid': ['BAD_REQUEST', 'A nickname is made of letters and digits.'],
  'text-invalid': ['BAD_REQUEST', 'This text cannot be said.'],
  'reason-invalid': ['BAD_REQUEST', 'This reason cannot be given.'],
  'too-fast': ['TOO_MANY_REQUESTS', 'Too many messages: wait a moment.'],
  'too-many-from-host': ['FORBIDDEN', 'Too many people are here from your network address.'],
  'room-full': ['SERVICE_UNAVAILABLE', 'The room is full.'],
  'room-busy': ['SERVICE_UNAVAILABLE', 'The room has no time for newcomers at this moment.'],
  'id-reused': ['CONFLICT', 'This id was used for something else.'],
  'message-unknown': ['NOT_FOUND', 'There is no such line of yours, or no longer.'],
  'too-late': ['FORBIDDEN', 'This line was said too long ago to be changed.'],
} as const satisfies Record<RefusalName, readonly [TRPCError['code'], string]>;

/** What `error.data` tells beside tRPC's own fields: a refusal, or which input did not fit, or neither. */
type WireErrorData = TRPCDefaultErrorShape['data'] &
  ((Refusal & { issues?: never }) | { refusal?: never; issues?: { field: string; rule: string }[] });

const t = initTRPC.context<Context>().create({
  // Otherwise stacks travel (https://trpc.io/docs/server/error-formatting).
  isDev: false,
  errorFormatter: ({ shape, error }): TRPCDefaultErrorShape & { data: WireErrorData } => {
    const { cause } = error;
    if (cause instanceof RefusalError) return refusalShape(cause.refusal, shape);
    const issues = issuesOf(cause);
    if (issues) return { ...shape, message: 'The input does not fit.', data: { ...shape.data, issues } };
    if (error.code === 'INTERNAL_SERVER_ERROR') return { ...shape, message: 'Something went wrong here.' };
    return shape;
  },
});

export const { router, procedure } = t;

/** What the room refuses, as an error that the caller can act on. The status of the answer follows from the shape. */
const refusalShape = (refusal: Refusal, { data }: TRPCDefaultErrorShape) => {
  const [code, message] = onTheWire[refusal.refusal];
  const httpStatus = getHTTPStatusCodeFromError(new TRPCError({ code }));
  return { code: TRPC_ERROR_CODES_BY_KEY[code], message, data: { ...data, code, httpStatus, ...refusal } };
};

/** Which fields of the input broke which of zod's rules; zod's own messages are for developers. */
const issuesOf = (cause: unknown): { field: string; rule: string }[] | undefined => {
  if (!(cause instanceof Error && 'issues' in cause && Array.isArray(cause.issues))) return undefined;
  return cause.issues.map(({ path = [], code }: { path?: PropertyKey[]; code?: string }) => ({
    field: path.map(String).join('.'),
    rule: code ?? 'invalid',
  }));
};
