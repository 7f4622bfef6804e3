import type { HistoryAnswer, JoinResult, Refusal, Snapshot, WaitAnswer } from '@mailroom/shared';

/** One answer of the scripted room. `pending` is a request without an answer, `unreachable` a network error. */
type Answer<Result> = { readonly result: Result } | { readonly refusal: Refusal } | 'pending' | 'unreachable';

/** The answers of each procedure, in order. The last one repeats. A procedure without a script stays pending. */
export interface Script {
  readonly join?: readonly Answer<JoinResult>[];
  readonly getUsers?: readonly Answer<Snapshot>[];
  readonly wait?: readonly Answer<WaitAnswer>[];
  readonly history?: readonly Answer<HistoryAnswer>[];
  readonly send?: readonly Answer<{ id: number; at: number; duplicate: boolean }>[];
  readonly leave?: readonly Answer<object>[];
  /** The network addresses of the room. */
  readonly addresses?: readonly string[];
  /** The script of a newer page version, which every answer then announces. */
  readonly newerPage?: string;
}

/** Creates a `fetch` that answers from the script. */
export const scriptedFetch = ({ newerPage, addresses, ...script }: Script): typeof fetch => {
  const queues = new Map(Object.entries(script).map(([procedure, answers]) => [procedure, [...answers]]));
  const headers = newerPage ? { 'mailroom-page': newerPage } : {};
  return async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    if (pathname === '/addresses') return Response.json(addresses ?? []);
    const answers = queues.get(pathname.split('/').at(-1) ?? '') ?? [];
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? 'pending';
    if (answer === 'unreachable') throw new TypeError('The scripted room is unreachable.');
    if (answer === 'pending') return rejectWhenAborted(init?.signal);
    if ('result' in answer) return Response.json({ result: { data: answer.result } }, { headers });
    const error = { message: answer.refusal.refusal, code: -32600, data: { httpStatus: 400, ...answer.refusal } };
    return Response.json({ error }, { headers, status: 400 });
  };
};

const rejectWhenAborted = (signal?: AbortSignal | null) =>
  new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
