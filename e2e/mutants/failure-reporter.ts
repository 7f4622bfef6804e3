import { flushCompileCache } from 'node:module';
import type { TestEvent } from 'node:test/reporters';
import { MAX_MESSAGE, type TestFailure } from './outcome.ts';

/** Reporter for `node --test`: writes every failed test as one line of JSON, a `TestFailure`. */
// oxlint-disable-next-line import/no-default-export -- Node loads a reporter by its default export
export default async function* failureReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.type !== 'test:fail') continue;
    const { error }: { error: Error & { failureType?: string } } = event.data.details;
    // Its failed subtests are reported, too.
    if (error.failureType === 'subtestsFailed') continue;
    const reason = isAssertion(error) ? 'assertion' : error.failureType === 'testTimeoutFailure' ? 'timeout' : 'error';
    // The runner may kill the process at this line. Node would save the compiled code only at a normal exit.
    flushCompileCache();
    const message = messageOf(error).slice(0, MAX_MESSAGE);
    yield `${JSON.stringify({ test: event.data.name, reason, message } satisfies TestFailure)}\n`;
  }
}

/** Whether the error, or one of its causes, comes from `node:assert`, or from a property of fast-check that returned false. */
const isAssertion = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const isOne =
    ('code' in error && error.code === 'ERR_ASSERTION') || error.message === 'Property failed by returning false';
  return isOne || isAssertion(error.cause);
};

/** The message of the error and of its causes. */
const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${messageOf(error.cause)}`;
};
