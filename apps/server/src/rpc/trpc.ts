import { initTRPC, TRPCError, type TRPCDefaultErrorShape } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import type { Refusal, RefusalName } from '@mailroom/shared';
import { RefusalError } from '../chat/limits/refusal-error.ts';
import type { Context } from './context.ts';

/** The tRPC error code of each refusal, which determines the HTTP status, and a message for developers. */
const TRPC_ERRORS = {
  'no-session': ['UNAUTHORIZED', 'There is no such session. Join first.'],
  'nickname-taken': ['CONFLICT', 'This nickname, or one that looks the same, is taken.'],
  'nickname-invalid': ['BAD_REQUEST', 'A nickname consists of letters and digits.'],
  'text-invalid': ['BAD_REQUEST', 'This text is invalid.'],
  'reason-invalid': ['BAD_REQUEST', 'This reason is invalid.'],
  'too-fast': ['TOO_MANY_REQUESTS', 'Too many calls in a short time.'],
  'too-many-from-host': ['FORBIDDEN', 'Too many members have your network address.'],
  'room-full': ['SERVICE_UNAVAILABLE', 'The room is full.'],
  'room-busy': ['SERVICE_UNAVAILABLE', 'The server is overloaded and admits no new members.'],
  'not-kept': ['SERVICE_UNAVAILABLE', 'The room cannot store this now. Try again later.'],
  'host-mismatch': [
    'FORBIDDEN',
    'The Origin and Host headers name different hosts. A proxy must forward Host unchanged.',
  ],
  // The HTTP server sends this one itself, because Node cannot parse the request.
  'headers-too-large': ['BAD_REQUEST', 'The headers of the request are too large.'],
  'id-reused': ['CONFLICT', 'This id was used for another call.'],
  'message-unknown': ['NOT_FOUND', 'There is no such message, or it is not yours.'],
  'emoji-invalid': ['BAD_REQUEST', 'A reaction is one emoji.'],
  'too-many-reactions': ['FORBIDDEN', 'This message has too many reactions.'],
  'too-late': ['FORBIDDEN', 'This message is too old to be changed.'],
  'not-permitted': ['FORBIDDEN', 'This needs a higher role.'],
  outranked: ['FORBIDDEN', 'This is possible only for a lower role than one’s own.'],
  'invitation-invalid': ['FORBIDDEN', 'This invitation cannot be claimed.'],
  'too-many-invitations': ['FORBIDDEN', 'The room has too many open invitations.'],
  'too-many-grants': ['FORBIDDEN', 'The room has given too many roles.'],
} as const satisfies Record<RefusalName, readonly [TRPCError['code'], string]>;

/** The HTTP status of each error code. tRPC derives it from an error only, which costs too much for each refusal. */
const HTTP_STATUSES = new Map(
  Object.values(TRPC_ERRORS).map(([code]) => [code, getHTTPStatusCodeFromError(new TRPCError({ code }))] as const),
);

/** The `error.data` of a failed call, in addition to tRPC's own fields: a refusal, the invalid fields of the input, or neither. */
type WireErrorData = TRPCDefaultErrorShape['data'] &
  ((Refusal & { issues?: never }) | { refusal?: never; issues?: { field: string; rule: string }[] });

const t = initTRPC.context<Context>().create({
  // With `isDev`, responses would contain stack traces (https://trpc.io/docs/server/error-formatting).
  isDev: false,
  errorFormatter: ({ shape, error }): TRPCDefaultErrorShape & { data: WireErrorData } => {
    const { cause } = error;
    if (cause instanceof RefusalError) return refusalShape(cause.refusal, shape.data.path ?? '');
    const issues = issuesOf(cause);
    if (issues) return { ...shape, message: 'The input is invalid.', data: { ...shape.data, issues } };
    if (error.code === 'INTERNAL_SERVER_ERROR') return { ...shape, message: 'Internal server error.' };
    return shape;
  },
});

export const { router, procedure } = t;

/** Returns the error shape of a refusal of the procedure `path`, with the HTTP status of its tRPC error code. */
export const refusalShape = (refusal: Refusal, path: string) => {
  const [code, message] = TRPC_ERRORS[refusal.refusal];
  const httpStatus = HTTP_STATUSES.get(code) ?? 500;
  return { code: TRPC_ERROR_CODES_BY_KEY[code], message, data: { code, httpStatus, path, ...refusal } };
};

/** Returns the invalid fields of the input and the zod rules they broke, if `cause` is a zod error. */
const issuesOf = (cause: unknown): { field: string; rule: string }[] | undefined => {
  if (!(cause instanceof Error && 'issues' in cause && Array.isArray(cause.issues))) return undefined;
  return cause.issues.map(({ path = [], code }: { path?: PropertyKey[]; code?: string }) => ({
    field: path.map(String).join('.'),
    rule: code ?? 'invalid',
  }));
};
