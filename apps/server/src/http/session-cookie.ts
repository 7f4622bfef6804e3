import type { IncomingMessage, ServerResponse } from 'node:http';

/** The session in the cookie that a browser keeps for the room; `secure` when it speaks https. */
export const readSession = (request: IncomingMessage, secure: boolean): string | undefined => {
  const start = `${nameOf(secure)}=`;
  for (const pair of request.headers.cookie?.split(';') ?? []) {
    const trimmed = pair.trim();
    if (trimmed.startsWith(start)) return trimmed.slice(start.length);
  }
  return undefined;
};

/** Has the browser keep the session in a cookie that no script reads and no other site sends (RFC 6265bis); forgets it without one. */
export const writeSession = (response: ServerResponse, secure: boolean, session?: string) => {
  const value = session === undefined ? '; Max-Age=0' : session;
  response.setHeader(
    'set-cookie',
    `${nameOf(secure)}=${value}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`,
  );
};

const nameOf = (secure: boolean) => (secure ? '__Host-mailroom' : 'mailroom');
