import { Program, type ProgramOptions } from './program.ts';

/** A Node program whose output has matched. */
export interface SpawnedProgram {
  /** The part of the output that `until` matched. */
  readonly match: RegExpExecArray;
  /** All output so far. */
  readonly output: () => string;
  /** Stops the program's monotonic clock, or moves it forward by some ms. */
  readonly setClock: (command: 'stop clock' | number) => Promise<void>;
  /** Sends the signal and waits for the exit. */
  readonly stop: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

/** Returns the lines of the server's log in its output, parsed. */
export const logLines = (output: string): Record<string, unknown>[] =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): Record<string, unknown> => JSON.parse(line));

/** Starts a Node program and waits until its output matches. Throws if it exits first. The program dies with this process. */
export const spawnUntil = async (
  args: readonly string[],
  { until, ...options }: ProgramOptions & { until: RegExp },
): Promise<SpawnedProgram> => {
  const program = new Program(args, options);
  return {
    match: await program.matches(until),
    output: () => program.output,
    setClock: (command) => program.call(command),
    stop: (signal) => program.stop(signal),
  };
};
