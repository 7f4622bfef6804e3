import type { Config } from './config.ts';

/** Files that the process needs besides connections: its libraries, pipes and what it listens on are some 25. */
const OTHER_FILES = 32;
/** So many connections need no warning if the default asks for more: a wait and another request of each member of a room that is full by default. */
const ENOUGH_CONNECTIONS = 10_000;

/** How many connections the server accepts, and the warning to print. */
export type SocketLimit =
  | { readonly sockets: number; readonly warning?: string }
  /** The process may not open that many files, so it must not start. */
  | { readonly error: string };

/**
 * Fits `SOCKETS` to the limit of open files of the process: each connection is one. Without a file left, the system would close connections
 * without a line in the log, and the server could open nothing else. A default that is too high is lowered, with a warning if that is little;
 * a setting is an error.
 *
 * @param maxOpenFiles the limit of the process, `undefined` if it has none. Node raises its soft limit to the hard one at the start.
 */
export const socketLimit = (
  { sockets, hasDefaultSockets }: Pick<Config, 'sockets' | 'hasDefaultSockets'>,
  maxOpenFiles: number | undefined,
): SocketLimit => {
  if (maxOpenFiles === undefined) return { sockets };
  const available = maxOpenFiles - OTHER_FILES;
  const raise = (files: number) =>
    `Raise the limit to ${files} or more (ulimit -n ${files}, or LimitNOFILE=${files} in a systemd unit)`;
  if (available < 1) {
    return { error: `The process may open only ${maxOpenFiles} files. ${raise((sockets || 1) + OTHER_FILES)}.` };
  }
  if (sockets > 0 && sockets <= available) return { sockets };
  if (sockets === 0) {
    const warning = `SOCKETS is 0, but the process may open only ${maxOpenFiles} files, so the server accepts ${available} connections. For more, raise the limit (ulimit -n, or LimitNOFILE in a systemd unit).`;
    return { sockets: available, warning };
  }
  if (hasDefaultSockets && available >= ENOUGH_CONNECTIONS) return { sockets: available };
  const problem = `SOCKETS is ${sockets}${hasDefaultSockets ? ' by default' : ''}, but the process may open only ${maxOpenFiles} files`;
  const remedy = `${raise(sockets + OTHER_FILES)}, or set SOCKETS to ${available} or less.`;
  if (!hasDefaultSockets) return { error: `${problem}. ${remedy}` };
  return { sockets: available, warning: `${problem}, so the server accepts ${available} connections. ${remedy}` };
};

/**
 * Returns the number of files that this process may open, or `undefined` if there is no limit, as on Windows. To be called before there are
 * connections: Node's report names their peers.
 */
export const maxOpenFiles = (): number | undefined => {
  const { userLimits }: OpenFilesReport = process.report.getReport();
  const soft = userLimits?.open_files.soft;
  return typeof soft === 'number' ? soft : undefined;
};

/** The part of Node's diagnostic report that this file uses. A limit is a number or `unlimited`. */
interface OpenFilesReport {
  readonly userLimits?: { readonly open_files: { readonly soft: number | string } };
}
