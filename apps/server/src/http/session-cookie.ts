import type { IncomingMessage, ServerResponse } from 'node:http';

/** The cookie that holds a browser's session: unreadable for scripts, never sent from other sites (RFC 6265bis). */
export const sessionCookie = (request: IncomingMessage, response: ServerResponse, secure: boolean) => {
  const name = secure ? '__Host-mailroom' : 'mailroom';
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  return {
    read: () => valueOf(name, request.headers.cookie ?? ''),
    keep: (session: string) => response.setHeader('set-cookie', `${name}=${session}; ${attributes}`),
    drop: () => response.setHeader('set-cookie', `${name}=; Max-Age=0; ${attributes}`),
  };
};

const valueOf = (name: string, header: string): string | undefined =>
  header
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
