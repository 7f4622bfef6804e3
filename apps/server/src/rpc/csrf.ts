import type { IncomingHttpHeaders } from 'node:http';
import { TRPCError } from '@trpc/server';
import { RefusalError } from '../chat/limits/refusal-error.ts';

/**
 * Rejects requests that a page of another site sends with the user's cookie (OWASP CSRF cheat sheet): by Sec-Fetch-Site, or by Origin
 * where a browser sends no Sec-Fetch-Site, as on plain http except localhost. Programs send neither header and pass.
 *
 * An Origin with another host also comes from a page of this room behind a proxy that changes Host. Its refusal says so, which a page of
 * another site cannot read.
 *
 * @throws {RefusalError} `host-mismatch`
 * @throws a TRPCError with code FORBIDDEN if the browser says that the request is cross-site
 */
export const assertSameSite = (headers: IncomingHttpHeaders) => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) {
    if (ALLOWED_SITES.has(site)) return;
    throw new TRPCError({ code: 'FORBIDDEN', message: 'Cross-site requests are not allowed.' });
  }
  if (headers.origin === undefined || isSameOrigin(headers.origin, headers.host)) return;
  throw new RefusalError({ refusal: 'host-mismatch' });
};

const ALLOWED_SITES = new Set(['same-origin', 'none']);

const isSameOrigin = (origin: string, host: string | undefined) => {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
};
