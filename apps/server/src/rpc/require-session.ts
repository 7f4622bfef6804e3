import { RefusalError } from '../chat/limits/refusal-error.ts';
import { FORGED_SESSION } from '../http/session-cookie.ts';
import type { Context } from './context.ts';

/** @throws {RefusalError} `no-session` */
export const requireSession = ({ sessionId }: Context): string => {
  if (sessionId === undefined || sessionId === FORGED_SESSION) throw new RefusalError({ refusal: 'no-session' });
  return sessionId;
};
