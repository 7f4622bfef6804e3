import { stripVTControlCharacters } from 'node:util';

/** A test that failed while a mutant was applied. */
export interface TestFailure {
  readonly test: string;
  readonly reason: 'assertion' | 'timeout' | 'error';
  readonly message: string;
}

/**
 * `killed`: an assertion failed. `survived`: every test passed. `undecided`: no assertion failed, but a test ran into a timeout or threw
 * another error, or no test ran.
 */
export interface Outcome {
  readonly result: 'killed' | 'survived' | 'undecided';
  readonly details: string;
}

/** How much of a message is kept, in UTF-16 code units. The difference of two large values can have megabytes. */
export const MAX_MESSAGE = 500;

/** Judges the failures of a run. `hasPassed` says that the run ended by itself without a failure, after at least one test. */
export const outcomeOf = (failures: readonly TestFailure[], { hasPassed }: { hasPassed: boolean }): Outcome => {
  const failure = failures.find(({ reason }) => reason === 'assertion') ?? failures[0];
  const details = failure ? `${failure.test}: ${failure.reason}: ${failure.message.slice(0, MAX_MESSAGE)}` : '';
  if (failure?.reason === 'assertion') return { result: 'killed', details };
  return { result: hasPassed ? 'survived' : 'undecided', details };
};

/**
 * Reads what `failure-reporter.ts` has written so far. Ignores the last line while it has no end: its rest follows, unless the program was
 * killed.
 */
export const nodeFailures = (output: string): TestFailure[] =>
  output
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => {
      if (!line.startsWith('{"test":')) return [];
      const failure: TestFailure = JSON.parse(line);
      return [failure];
    });

/** Reads a report of Playwright's JSON reporter. An `expect` that waited in vain is an assertion; a test or a hook out of time is not. */
export const playwrightFailures = (report: PlaywrightReport): TestFailure[] =>
  specsIn(report).flatMap(({ title, tests }) =>
    tests.flatMap(({ results }) =>
      results.flatMap(({ status, errors }) => {
        if (status === 'passed' || status === 'skipped') return [];
        const message = stripVTControlCharacters(errors.map((error) => error.message ?? '').join('\n'));
        const isAssertion = status === 'failed' && /\bexpect(\.poll)?\(|\bassert/i.test(message);
        return [
          { test: title, reason: isAssertion ? 'assertion' : status === 'timedOut' ? 'timeout' : 'error', message },
        ];
      }),
    ),
  );

/** The part of Playwright's JSON report that is read. */
export interface PlaywrightReport {
  readonly suites?: readonly PlaywrightReport[];
  readonly specs?: readonly Spec[];
}

interface Spec {
  readonly title: string;
  readonly tests: readonly {
    readonly results: readonly { readonly status: string; readonly errors: readonly { readonly message?: string }[] }[];
  }[];
}

export const specsIn = ({ suites = [], specs = [] }: PlaywrightReport): Spec[] => [
  ...specs,
  ...suites.flatMap(specsIn),
];
