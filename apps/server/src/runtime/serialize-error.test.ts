import assert from 'node:assert/strict';
import test from 'node:test';
import { serializeError } from './serialize-error.ts';

/** Returns what `run` throws. */
const thrownBy = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
};

const SECRET = 'N0-0ne-may-read-this';

test('an error of the platform does not show the value that it is about', () => {
  // The casts hide mistakes that the compiler would find, so that Node finds them.
  const errors = [
    thrownBy(() => JSON.parse(`{"text": ${SECRET}}`)),
    thrownBy(() => JSON.parse(`["it's", '${SECRET}']`)),
    // The cast passes a wrong type, because that makes Node throw.
    thrownBy(() => Buffer.from(Symbol(SECRET) as unknown as string)),
    thrownBy(() => new URL(`http://[${SECRET}`)),
    thrownBy(() => decodeURIComponent(`${SECRET}%`)),
    thrownBy(() => new RegExp(`(${SECRET}`)),
    // The cast passes a wrong type, because that makes V8 throw.
    thrownBy(() => (undefined as unknown as Record<string, unknown>)[SECRET]),
    new Error('outer', { cause: new Error(`inner "${SECRET}"`) }),
    Object.assign(new Error('parser'), { rawPacket: Buffer.from(SECRET), input: SECRET, request: { body: SECRET } }),
    new Error(`a message of lines\n    at ${SECRET}\n    at '${SECRET}'`),
    SECRET,
    { SECRET },
    undefined,
  ];
  for (const error of errors) assert(!JSON.stringify(serializeError(error)).includes(SECRET), String(error));
});

test('an error shows its type, code, place and causes', () => {
  const cause = Object.assign(new TypeError('connection lost'), { code: 'ECONNRESET' });
  const logged = serializeError(new RangeError('the number 7 is too large', { cause }));
  assert.partialDeepStrictEqual(logged, {
    type: 'RangeError',
    message: 'the number 7 is too large',
    cause: { type: 'TypeError', message: 'connection lost', code: 'ECONNRESET' },
  });
  assert.match(logged.stack ?? '', /^ {4}at .*serialize-error\.test\.ts/);
});

test('causes that form a circle end', () => {
  const error = new Error('round');
  error.cause = error;
  assert.equal(JSON.stringify(serializeError(error)).match(/round/g)?.length, 4);
});
