import { RefusalError } from '../chat/limits/refusal-error.ts';
import { FORGED_SESSION } from '../http/session-cookie.ts';
import type { Context } from './context.ts';

/** Returns the session id of the caller, if this server signed it. */
export const ownSession = ({ sessionId }: Context): string | undefined =>
  sessionId === FORGED_SESSION ? undefined : sessionId;

/** @throws {RefusalError} `no-session` */
export const requireSession = (ctx: Context): string => {
  const sessionId = ownSession(ctx);
  if (sessionId === undefined) throw new RefusalError({ refusal: 'no-session' });
  return sessionId;
};
