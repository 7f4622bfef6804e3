/** What the program of a `ServerHost` is asked to do. */
export type HostCommand =
  | { readonly type: 'start'; readonly main: string; readonly environment: Record<string, string> }
  | { readonly type: 'stop' };

/** The line of output that follows the last one of a run, and the first one of the program. */
export const END_OF_RUN = '— end of run —';
