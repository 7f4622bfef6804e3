import type { IncomingHttpHeaders } from 'node:http';
import { TRPCError } from '@trpc/server';

/**
 * Refuses what another site's page sends in the name of who visits it (OWASP's CSRF cheat sheet: Fetch metadata first, Origin where
 * there is none, as on plain http off localhost). Programs send neither and are let through: no browser lends them its cookie.
 */
export const refuseForeignSite = (headers: IncomingHttpHeaders) => {
  const site = headers['sec-fetch-site'];
  const isForeign =
    site === undefined ? headers.origin !== undefined && !isOwn(headers.origin, headers.host) : !OWN.has(site);
  if (isForeign) throw new TRPCError({ code: 'FORBIDDEN', message: 'Another site may not act here.' });
};

const OWN = new Set(['same-origin', 'none']);

const isOwn = (origin: string, host: string | undefined) => {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
};
