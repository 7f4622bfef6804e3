import { setTimeout as sleep } from 'node:timers/promises';
import { isPermanentError, retryAfterMsOf } from '@mailroom/web/sync/room-api';

/** Pause between two attempts, in ms. */
const PAUSE_MS = 10;

/**
 * Repeats a call until the room answers it. Throws what the room refuses for good. A refusal with `retryAfterMs`, such as `room-busy` on a
 * loaded machine, is repeated after that time and is not an attempt.
 */
export const retryUntilAnswered = async <Answer>(
  call: () => Promise<Answer>,
  { maxAttempts = Infinity } = {},
): Promise<Answer> => {
  for (let attempts = 1; ;) {
    try {
      return await call();
    } catch (error) {
      const retryAfterMs = retryAfterMsOf(error);
      if (isPermanentError(error) || (retryAfterMs === undefined && attempts++ === maxAttempts)) throw error;
      await sleep(retryAfterMs ?? PAUSE_MS);
    }
  }
};
