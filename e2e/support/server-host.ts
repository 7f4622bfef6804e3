import path from 'node:path';
import { END_OF_RUN } from './programs/host-command.ts';
import { Program, type ProgramOptions } from './programs/program.ts';
import type { SpawnedProgram } from './programs/spawn-until.ts';

const HOST = path.join(import.meta.dirname, 'programs/host-program.ts');

const END = new RegExp(END_OF_RUN);

/**
 * Runs main.ts of the server in one process again and again. A run stops by SIGTERM as a process of its own would; SIGKILL kills the process,
 * and the next run gets a new one.
 */
export class ServerHost {
  #program: Program | undefined;

  /** Starts the server and waits until its output matches. Throws if it ends first. The former run must have ended. */
  async start(main: string, { until, cwd, env }: ProgramOptions & { until: RegExp }): Promise<SpawnedProgram> {
    if (!this.#program || this.#program.hasExited) {
      this.#program = new Program([HOST], { cwd, env: {} });
      await this.#program.matches(END);
    }
    const program = this.#program;
    const from = program.output.length;
    await program.call('reset clock');
    program.send({ type: 'start', main, environment: env });
    const match = await program.matches(until, { from, unless: END });
    return {
      match,
      output: () => program.output.slice(from),
      setClock: (command) => program.call(command),
      stop: async (signal) => {
        if (program.hasExited) return;
        if (signal === 'SIGKILL') return program.stop(signal);
        program.send({ type: 'stop' });
        await program.matches(END, { from });
      },
    };
  }

  async close() {
    await this.#program?.stop('SIGKILL');
  }
}
