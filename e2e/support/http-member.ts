import { randomUUID } from 'node:crypto';
import { createBrowserFetch } from '../resilience/browser-fetch.ts';

/** A member without a browser, who sends messages as fast as the server accepts them. */
export interface HttpMember {
  readonly says: (...texts: string[]) => Promise<void>;
}

/** Joins the room at `url` with plain HTTP requests. Throws if the server refuses a request. */
export const httpMember = async (nickname: string, url: string): Promise<HttpMember> => {
  const fetch = createBrowserFetch();
  const call = async (procedure: string, input: object) => {
    const body = JSON.stringify(input);
    const response = await fetch(`${url}trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    if (!response.ok) throw new Error(`${procedure}: ${await response.text()}`);
  };
  await call('join', { nickname, attempt: randomUUID() });
  return {
    says: async (...texts) => {
      for (const text of texts) await call('send', { text, clientMsgId: randomUUID() });
    },
  };
};

/** Adds members who do nothing but be in the room, in this order. */
export const joinOverHttp = async (url: string, ...nicknames: string[]) => {
  for (const nickname of nicknames) await httpMember(nickname, url);
};
