import type { Refusal, Snapshot, Visit, WaitAnswer } from '@mailroom/shared';

/** What the room answers in its turn: a value, a refusal, nothing for as long as one waits, or it cannot be reached. */
type Answer<Value> = { readonly says: Value } | { readonly refuses: Refusal } | 'nothing' | 'out of reach';

/** The answers of each procedure in turn; the last one stays. What is not scripted is never answered. */
export interface Script {
  readonly join?: readonly Answer<Visit>[];
  readonly getUsers?: readonly Answer<Snapshot>[];
  readonly wait?: readonly Answer<WaitAnswer>[];
  readonly send?: readonly Answer<{ id: number; at: number; duplicate: boolean }>[];
  readonly leave?: readonly Answer<object>[];
  /** Under which addresses others find the room. */
  readonly addresses?: readonly string[];
  /** The page that every answer names, if it is not the one that asks. */
  readonly newerPage?: string;
}

/** A `fetch` behind which stands a room that keeps to its script. */
export const scriptedFetch = ({ newerPage, addresses, ...script }: Script): typeof fetch => {
  const left = new Map(Object.entries(script).map(([procedure, answers]) => [procedure, [...answers]]));
  const headers = newerPage ? { 'mailroom-page': newerPage } : {};
  return async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    if (pathname === '/addresses') return Response.json(addresses ?? []);
    const answers = left.get(pathname.split('/').at(-1) ?? '') ?? [];
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? 'nothing';
    if (answer === 'out of reach') throw new TypeError('The scripted room cannot be reached.');
    if (answer === 'nothing') return aborted(init?.signal);
    if ('says' in answer) return Response.json({ result: { data: answer.says } }, { headers });
    const error = { message: answer.refuses.refusal, code: -32600, data: { httpStatus: 400, ...answer.refuses } };
    return Response.json({ error }, { headers, status: 400 });
  };
};

const aborted = (signal?: AbortSignal | null) =>
  new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
