import { createTRPCClient, httpLink, TRPCClientError, type TRPCClient } from '@trpc/client';
import { Snapshot, Visit, WaitAnswer, type Refusal } from '@mailroom/shared';
import type { AppRouter } from '@mailroom/server/router';

/** Where a reader is, which of their tabs asks, whether the answer may take its time, and which signs are known already, if any are wanted. */
export interface WaitRequest {
  readonly since: number;
  readonly epoch: string;
  readonly tab: string;
  readonly hold: boolean;
  readonly presence?: number;
}

/** The room's procedures as the page calls them. What the server answers is parsed before it is believed. */
export type RoomApi = ReturnType<typeof createRoomApi>;

/** Calls the room at `url`, where its procedures stand, by way of `fetch`. */
export const createRoomApi = ({ url, fetch }: { url: string; fetch: typeof globalThis.fetch }) => {
  const client: TRPCClient<AppRouter> = createTRPCClient<AppRouter>({
    links: [
      // One call a request: in a batch every answer would wait for `wait`'s.
      httpLink({
        url,
        // Past the cache, in which Chromium holds back a question while it waits for the answer to an equal one.
        fetch: (input: RequestInfo | URL | string, init?: object) => fetch(input, { ...init, cache: 'no-store' }),
      }),
    ],
  });
  let hasSigns = true;
  return {
    join: async (knock: { nickname: string; attempt: string }) =>
      Visit.parse(await client.join.mutate(knock, { signal: requestTimeout() })),
    members: async (signal: AbortSignal) =>
      Snapshot.parse(await client.getUsers.query(undefined, { signal: AbortSignal.any([signal, requestTimeout()]) })),
    wait: async ({ presence, ...question }: WaitRequest, signal: AbortSignal) => {
      if (!hasSigns || presence === undefined) return WaitAnswer.parse(await client.wait.query(question, { signal }));
      try {
        return WaitAnswer.parse(await client.wait.query({ ...question, presence }, { signal }));
      } catch (error) {
        // The room is older than this page: it does without.
        if (!isUnrecognizedField(error)) throw error;
        hasSigns = false;
        return WaitAnswer.parse(await client.wait.query(question, { signal }));
      }
    },
    send: (line: { text: string; clientMsgId: string }, signal: AbortSignal) =>
      client.send.mutate(line, { signal: AbortSignal.any([signal, requestTimeout()]) }),
    edit: (edit: { targetClientMsgId: string; text: string; clientMsgId: string }, signal: AbortSignal) =>
      client.edit.mutate(edit, { signal: AbortSignal.any([signal, requestTimeout()]) }),
    delete: (deletion: { targetClientMsgId: string; clientMsgId: string }, signal: AbortSignal) =>
      client.delete.mutate(deletion, { signal: AbortSignal.any([signal, requestTimeout()]) }),
    rename: (renaming: { nickname: string; clientMsgId: string }, signal: AbortSignal) =>
      client.rename.mutate(renaming, { signal: AbortSignal.any([signal, requestTimeout()]) }),
    /** Says that one writes, or that one stopped. */
    typing: (how: { stopped: boolean }) => client.typing.mutate(how, { signal: requestTimeout() }),
    leave: (reason = '') => client.leave.mutate({ reason }, { signal: requestTimeout() }),
    /** Says that the page is closing, in a request that outlives it. */
    close: () =>
      void fetch(`${url}/leave`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"closing":true}',
        keepalive: true,
      }).catch(() => {}),
  };
};

/** What the room refused, if that is what went wrong; otherwise the network or the server failed, and trying again may help. */
export const refusalOf = (error: unknown): Refusal | undefined => {
  const data = isAnswered(error) ? error.data : undefined;
  return data?.refusal === undefined ? undefined : data;
};

/** After how many ms the room said that the same request may be tried again, if it did. */
export const retryAfterMsOf = (error: unknown): number | undefined => {
  const refusal = refusalOf(error);
  return refusal && 'retryAfterMs' in refusal ? refusal.retryAfterMs : undefined;
};

/** Whether the same request would meet the same end however often it is sent: the server understood it and said no. */
export const isPermanentError = (error: unknown): boolean => {
  const data = isAnswered(error) ? error.data : undefined;
  if (!data) return false;
  return data.refusal === undefined ? data.httpStatus >= 400 && data.httpStatus < 500 : !('retryAfterMs' in data);
};

/** Whether the room turned an input down because it does not know all of its fields. */
const isUnrecognizedField = (error: unknown): boolean =>
  isAnswered(error) && error.data?.issues?.some(({ rule }) => rule === 'unrecognized_keys') === true;

const isAnswered = (error: unknown): error is TRPCClientError<AppRouter> => error instanceof TRPCClientError;

/** Every call but `wait` is answered at once, and may be repeated: what takes longer than 10 s was lost on the way. */
const requestTimeout = () => AbortSignal.timeout(10_000);
