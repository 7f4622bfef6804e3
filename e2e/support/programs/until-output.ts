import type { ChildProcess } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** Guards against hanging: far more than a start takes, also on a busy machine. */
const HANG_MS = 120_000;

/** The output of a program that matched. */
export interface MatchedOutput {
  readonly match: RegExpExecArray;
  /** The standard error so far. */
  readonly errors: string;
}

/**
 * Waits until the standard output of a program matches. Kills the program if that takes longer than `hangMs`.
 *
 * @throws {Error} with all that the program wrote, if it exits first or is killed
 */
export const untilOutput = (
  program: ChildProcess,
  pattern: RegExp,
  hangMs: number = HANG_MS,
): Promise<MatchedOutput> => {
  let [output, errors] = ['', ''];
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      program.stdout?.off('data', onOutput);
      program.stderr?.off('data', onErrors);
      program.off('close', onClose).off('error', onError);
    };
    const fail = (reason: string) => {
      end();
      reject(
        new Error(`${program.spawnargs.join(' ')} ${reason} before it wrote ${String(pattern)}:\n${output}${errors}`),
      );
    };
    const onOutput = (chunk: Buffer) => {
      output += stripVTControlCharacters(chunk.toString());
      const match = pattern.exec(output);
      if (!match) return;
      end();
      resolve({ match, errors });
    };
    const onErrors = (chunk: Buffer) => void (errors += chunk.toString());
    const onClose = (code: number | null, signal: string | null) => fail(`exited with ${signal ?? code}`);
    const onError = ({ message }: Error) => fail(`did not start (${message})`);
    const timer = setTimeout(() => {
      program.kill('SIGKILL');
      fail(`was killed after ${hangMs} ms,`);
    }, hangMs);
    program.stdout?.on('data', onOutput);
    program.stderr?.on('data', onErrors);
    program.once('close', onClose).once('error', onError);
  });
};
