import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { TRPC_ERROR_CODES_BY_KEY, type TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import type { RefusalName } from '@mailroom/shared';
import { QUERIES, type TestRequest } from './testing/test-request.ts';
import { listedDifferences } from './testing/listed-differences.ts';
import { corpus, refusals } from './testing/request-corpus.ts';
import { startBothAdapters, type TestResponse } from './testing/both-adapters.ts';

const countOf = (requests: readonly TestRequest[]) => `${requests.length} requests`;

suite('the handler responds like tRPC’s stock adapter', () => {
  for (const [name, requests] of Object.entries(corpus)) {
    test(`${name}: ${countOf(requests)}`, async (t) => {
      const send = await startBothAdapters(t);
      for (const request of requests) {
        const { stock, ours } = await send(request);
        assert.deepEqual(ours, stock, describe(request));
      }
    });
  }
});

suite('the handler responds differently from tRPC’s stock adapter', () => {
  for (const [name, { reason, ours: expected, requests }] of Object.entries(listedDifferences)) {
    test(`${name}: ${countOf(requests)}. ${reason}`, async (t) => {
      const send = await startBothAdapters(t);
      for (const request of requests) {
        const { stock, ours } = await send(request);
        const description = describe(request);
        assert.notDeepEqual(ours, stock, `no difference: ${description}`);
        if (expected === 'another message') assert.deepEqual(withoutMessage(ours), withoutMessage(stock), description);
        else if (expected === 'a result')
          assert.deepEqual([ours.status, keysOf(ours.body)], [200, ['result']], description);
        else if (typeof expected === 'number')
          assert.deepEqual([ours.status, ours.body], [expected, undefined], description);
        else assert.deepEqual(withoutMessage(ours), expectedError(request, expected), description);
      }
    });
  }
});

test('the requests cause every refusal of the room', async (t) => {
  const send = await startBothAdapters(t);
  for (const [name, requests] of Object.entries(refusals)) {
    for (const request of requests) {
      const { body } = (await send(request)).ours as { body: WithError };
      assert.equal(body.error?.data.refusal, name, describe(request));
    }
  }
});

test('no request is listed twice', () => {
  const all = [...Object.values(corpus), ...Object.values(listedDifferences).map(({ requests }) => requests)].flat();
  assert.equal(new Set(all.map((request) => JSON.stringify(request))).size, all.length);
  assert(all.length > 300);
});

interface WithError {
  readonly error?: { readonly message: string; readonly code: number; readonly data: Record<string, unknown> };
}

/** Replaces an error message by its type. */
const withoutMessage = (response: TestResponse) => {
  const { error } = (response.body ?? {}) as WithError;
  return error ? { ...response, body: { error: { ...error, message: typeof error.message } } } : response;
};

/** Returns the response to a request that is rejected before it reaches the room. */
const expectedError = (
  { target }: TestRequest,
  [httpStatus, code, refusal]: readonly [number, TRPC_ERROR_CODE_KEY, RefusalName?],
): TestResponse => {
  const path = pathOf(target);
  const data = { code, httpStatus, path, ...(refusal && { refusal }) };
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

const describe = ({ method, target, headers, body = '', scene }: TestRequest) =>
  `${method} ${target} ${JSON.stringify(headers ?? {})} ${String(body).slice(0, 200)} ${scene ?? ''}`;
