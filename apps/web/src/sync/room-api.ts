import { TRPCClientError } from '@trpc/client';
import { HistoryAnswer, JoinResult, RoomPreview, Snapshot, WaitAnswer, type Refusal } from '@mailroom/shared';
import type { AppRouter } from '@mailroom/server/router';
import type { WaitRequest } from './hold/wait.ts';
import { createRoomClient, requestTimeout, type Fetch } from './room-client.ts';

/** The procedures of the room. */
export type RoomApi = ReturnType<typeof createRoomApi>;

/**
 * A client of the room at `url`. Parses every answer.
 *
 * All procedures but `wait` give up after 10 s. They are idempotent and may be repeated: `join` by its attempt, a mutation by its
 * `clientMsgId`. A mutation returns the `id` of the letter that announces it, or announced it before.
 *
 * @throws TRPCClientError if the room refuses the call (see `refusalOf`), if it answers with an error, or if the network fails
 * @throws ZodError if the room's answer is not understood
 */
export const createRoomApi = ({ url, fetch }: { url: string; fetch: Fetch }) => {
  const client = createRoomClient({ url, fetch });
  const unknownFields = new Set<NewerField>();
  return {
    /**
     * Joins the room. A repeated `attempt` returns the same member while their session lasts. With `resume`, no member is added.
     *
     * Refusals: `nickname-invalid`, `nickname-taken`, `room-full`, `too-many-from-host`, `room-busy`; `no-session` if the session of this
     * attempt has ended, or there is none to resume; `id-reused` if the attempt was made under another nickname.
     */
    join: async (request: { nickname: string; attempt: string; resume?: boolean }) =>
      JoinResult.parse(await client.join.mutate(request, { signal: requestTimeout() })),
    /** What the room shows to someone who has not joined. Refusal: `too-fast`. */
    preview: async (signal: AbortSignal) =>
      RoomPreview.parse(await client.getRoom.query(undefined, { signal: withTimeout(signal) })),
    /** The members, and the id of the first letter that is not counted in. Refusal: `no-session`. */
    members: async (signal: AbortSignal) =>
      Snapshot.parse(await client.getUsers.query(undefined, { signal: withTimeout(signal) })),
    /** The letters before letter `before` of the ledger `epoch`, or `reset` if there is no such letter. Refusal: `no-session`. */
    history: async (request: { before: number; epoch: string }, signal: AbortSignal) =>
      HistoryAnswer.parse(await client.history.query(request, { signal: withTimeout(signal) })),
    /**
     * The next letters, or another answer of the room. The room holds the answer if `hold` is set and there is nothing new. Has no
     * timeout of its own. Refusal: `no-session`.
     */
    wait: async (request: WaitRequest, signal: AbortSignal) => {
      for (;;) {
        const known = withoutFields(request, unknownFields);
        try {
          return WaitAnswer.parse(await client.wait.query(known, { signal }));
        } catch (error) {
          const newest = NEWER_FIELDS.find((field) => field in known);
          if (newest === undefined || !isUnrecognizedField(error)) throw error;
          // The server is older than this page.
          unknownFields.add(newest);
        }
      }
    },
    /** Sends a message. Refusals: `no-session`, `text-invalid`, `too-fast`, `id-reused`; with `replyTo` also `message-unknown`. */
    send: (message: { text: string; replyTo?: string | undefined; clientMsgId: string }, signal: AbortSignal) =>
      client.send.mutate(message, { signal: withTimeout(signal) }),
    /** Replaces the text of a message of this member. Refusals: those of `send`, `message-unknown`, `too-late`. */
    edit: (edit: { targetMutationId: string; text: string; clientMsgId: string }, signal: AbortSignal) =>
      client.edit.mutate(edit, { signal: withTimeout(signal) }),
    /** Deletes a message of this member. Refusals: `no-session`, `too-fast`, `id-reused`, `message-unknown`, `too-late`. */
    delete: (deletion: { targetMutationId: string; clientMsgId: string }, signal: AbortSignal) =>
      client.delete.mutate(deletion, { signal: withTimeout(signal) }),
    /**
     * Reacts to a message of any member, or withdraws the reaction. Refusals: `no-session`, `emoji-invalid`, `too-fast`, `id-reused`,
     * `message-unknown`, `too-many-reactions`.
     */
    react: (
      reaction: { targetMutationId: string; emoji?: string | undefined; clientMsgId: string },
      signal: AbortSignal,
    ) => client.react.mutate(reaction, { signal: withTimeout(signal) }),
    /** Changes the nickname of this member. Refusals: `no-session`, `nickname-invalid`, `nickname-taken`, `too-fast`, `id-reused`. */
    rename: (rename: { nickname: string; clientMsgId: string }, signal: AbortSignal) =>
      client.rename.mutate(rename, { signal: withTimeout(signal) }),
    /** Tells the room that this member is typing, or stopped. Refusal: `no-session`. */
    typing: (state: { stopped: boolean }) => client.typing.mutate(state, { signal: requestTimeout() }),
    /** Ends the session. Refusal: `reason-invalid`. */
    leave: (reason = '') => client.leave.mutate({ reason }, { signal: requestTimeout() }),
    /** Tells the room that the page closes. The request outlives the page, and its failure is ignored. */
    close: () =>
      void fetch(`${url}/leave`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"closing":true}',
        keepalive: true,
      }).catch(() => {}),
  };
};

/** The fields of a `wait` that older servers reject, the newest first. */
const NEWER_FIELDS = ['maxHoldMs', 'presence'] as const;
type NewerField = (typeof NEWER_FIELDS)[number];

const withoutFields = ({ maxHoldMs, presence, ...request }: WaitRequest, unknown: ReadonlySet<NewerField>) => ({
  ...request,
  ...(maxHoldMs !== undefined && !unknown.has('maxHoldMs') && { maxHoldMs }),
  ...(presence !== undefined && !unknown.has('presence') && { presence }),
});

/** The refusal, if the room refused the call. Undefined if the network or the server failed. */
export const refusalOf = (error: unknown): Refusal | undefined => {
  const data = isAnswered(error) ? error.data : undefined;
  return data?.refusal === undefined ? undefined : data;
};

/** The time in ms after which the room would accept the same call, if it said so. */
export const retryAfterMsOf = (error: unknown): number | undefined => {
  const refusal = refusalOf(error);
  return refusal && 'retryAfterMs' in refusal ? refusal.retryAfterMs : undefined;
};

/** Whether the same call would fail again: the room understood it and refused it for good. */
export const isPermanentError = (error: unknown): boolean => {
  const data = isAnswered(error) ? error.data : undefined;
  if (!data) return false;
  return data.refusal === undefined ? data.httpStatus >= 400 && data.httpStatus < 500 : !('retryAfterMs' in data);
};

/** Whether the server rejected the input because it does not know one of the fields. */
const isUnrecognizedField = (error: unknown): boolean =>
  isAnswered(error) && error.data?.issues?.some(({ rule }) => rule === 'unrecognized_keys') === true;

const isAnswered = (error: unknown): error is TRPCClientError<AppRouter> => error instanceof TRPCClientError;

const withTimeout = (signal: AbortSignal) => AbortSignal.any([signal, requestTimeout()]);
