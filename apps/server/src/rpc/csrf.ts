import type { IncomingHttpHeaders } from 'node:http';
import { TRPCError } from '@trpc/server';

/**
 * Rejects requests that a page of another site sends with the user's cookie (OWASP CSRF cheat sheet): by Sec-Fetch-Site, or by Origin
 * where a browser sends no Sec-Fetch-Site, as on plain http except localhost. Programs send neither header and pass.
 * @throws a TRPCError with code FORBIDDEN
 */
export const assertSameSite = (headers: IncomingHttpHeaders) => {
  const site = headers['sec-fetch-site'];
  const isForeign =
    site === undefined
      ? headers.origin !== undefined && !isSameOrigin(headers.origin, headers.host)
      : !ALLOWED_SITES.has(site);
  if (isForeign) throw new TRPCError({ code: 'FORBIDDEN', message: 'Cross-site requests are not allowed.' });
};

const ALLOWED_SITES = new Set(['same-origin', 'none']);

const isSameOrigin = (origin: string, host: string | undefined) => {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
};
