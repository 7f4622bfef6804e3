import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { TRPC_ERROR_CODES_BY_KEY, type TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import { QUERIES, type Asked } from './testing/send-request.ts';
import { differences } from './testing/listed-differences.ts';
import { corpus, refusals } from './testing/request-corpus.ts';
import { openTwoAdapters, type Answered } from './testing/two-adapters.ts';

const counted = (asked: readonly Asked[]) => `${asked.length} requests`;

suite('the room answers as tRPC’s stock adapter does', () => {
  for (const [name, asked] of Object.entries(corpus)) {
    test(`${name}: ${counted(asked)}`, async (t) => {
      const ask = await openTwoAdapters(t);
      for (const one of asked) {
        const { stock, ours } = await ask(one);
        assert.deepEqual(ours, stock, written(one));
      }
    });
  }
});

suite('the room answers otherwise than tRPC’s stock adapter', () => {
  for (const [name, { why, ours: listed, asked }] of Object.entries(differences)) {
    test(`${name}: ${counted(asked)}. ${why}`, async (t) => {
      const ask = await openTwoAdapters(t);
      for (const one of asked) {
        const { stock, ours } = await ask(one);
        const what = written(one);
        assert.notDeepEqual(ours, stock, `no difference any more: ${what}`);
        if (listed === 'other words') assert.deepEqual(withoutWords(ours), withoutWords(stock), what);
        else if (listed === 'a result') assert.deepEqual([ours.status, keysOf(ours.body)], [200, ['result']], what);
        else if (typeof listed === 'number') assert.deepEqual([ours.status, ours.body], [listed, undefined], what);
        else assert.deepEqual(withoutWords(ours), refused(one, listed), what);
      }
    });
  }
});

test('every refusal of the room is among the requests', async (t) => {
  const ask = await openTwoAdapters(t);
  for (const [name, asked] of Object.entries(refusals)) {
    for (const one of asked) {
      const { body } = (await ask(one)).ours as { body: WithError };
      assert.equal(body.error?.data.refusal, name, written(one));
    }
  }
});

test('no request is among them twice', () => {
  const all = [...Object.values(corpus), ...Object.values(differences).map(({ asked }) => asked)].flat();
  assert.equal(new Set(all.map((asked) => JSON.stringify(asked))).size, all.length);
  assert(all.length > 300);
});

interface WithError {
  readonly error?: { readonly message: string; readonly code: number; readonly data: Record<string, unknown> };
}

/** The answer, but of an error's message only that there is one. */
const withoutWords = (answer: Answered) => {
  const { error } = (answer.body ?? {}) as WithError;
  return error ? { ...answer, body: { error: { ...error, message: typeof error.message } } } : answer;
};

/** Refused before the room heard of it. */
const refused = ({ target }: Asked, [httpStatus, code]: readonly [number, TRPC_ERROR_CODE_KEY]): Answered => {
  const path = pathOf(target);
  const data = { code, httpStatus, path };
  return {
    status: httpStatus,
    allow: httpStatus === 405 ? (QUERIES.includes(path) ? 'GET, POST' : 'POST') : undefined,
    cookies: undefined,
    body: { error: { message: 'string', code: TRPC_ERROR_CODES_BY_KEY[code], data } },
    letters: 0,
  };
};

const pathOf = (target: string) => {
  const path = target.slice('/trpc/'.length).split('?')[0] ?? '';
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

const keysOf = (body: unknown) => Object.keys(body ?? {});

const written = ({ method, target, headers, body = '', scene }: Asked) =>
  `${method} ${target} ${JSON.stringify(headers ?? {})} ${String(body).slice(0, 200)} ${scene ?? ''}`;
