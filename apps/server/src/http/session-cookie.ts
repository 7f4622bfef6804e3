import type { IncomingMessage, ServerResponse } from 'node:http';

/** Returns the session id in the request's cookie, if any. `secure`: whether the browser uses https, which decides the cookie's name. */
export const readSessionCookie = (request: IncomingMessage, secure: boolean): string | undefined => {
  const start = `${cookieName(secure)}=`;
  for (const pair of request.headers.cookie?.split(';') ?? []) {
    const trimmed = pair.trim();
    if (trimmed.startsWith(start)) return trimmed.slice(start.length);
  }
  return undefined;
};

/** Sets the session cookie, or deletes it if `sessionId` is missing. Scripts cannot read it and other sites cannot send it (RFC 6265bis). */
export const writeSessionCookie = (response: ServerResponse, secure: boolean, sessionId?: string) => {
  const value = sessionId === undefined ? '; Max-Age=0' : sessionId;
  response.setHeader(
    'set-cookie',
    `${cookieName(secure)}=${value}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`,
  );
};

const cookieName = (secure: boolean) => (secure ? '__Host-mailroom' : 'mailroom');
