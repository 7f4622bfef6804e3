import type { ServerResponse } from 'node:http';

/** Calls back in the tick in which the caller's connection closes, unless the answer was sent by then. */
export const onHangUp = (response: ServerResponse, listener: () => void) => {
  if (response.destroyed) return listener();
  return void response.once('close', () => {
    if (!response.writableEnded) listener();
  });
};
