import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBrowserFetch } from '../resilience/browser-fetch.ts';

const RETRY_MS = 1_000;

/** A member without a browser, who sends messages as fast as the server accepts them. */
export interface HttpMember {
  readonly says: (...texts: string[]) => Promise<void>;
}

/** Joins the room at `url` with plain HTTP requests. Retries while the server is busy; throws if it refuses a request. */
export const httpMember = async (nickname: string, url: string): Promise<HttpMember> => {
  const fetch = createBrowserFetch();
  const call = async (procedure: string, input: object) => {
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) };
    for (;;) {
      const response = await fetch(`${url}trpc/${procedure}`, request);
      if (response.ok) return;
      if (response.status !== 503) throw new Error(`${procedure}: ${await response.text()}`);
      await sleep(RETRY_MS);
    }
  };
  await call('join', { nickname, attempt: randomUUID() });
  return {
    says: async (...texts) => {
      for (const text of texts) await call('send', { text, clientMsgId: randomUUID() });
    },
  };
};

/** Adds members who join in this order and do nothing else. */
export const joinOverHttp = async (url: string, ...nicknames: string[]) => {
  for (const nickname of nicknames) await httpMember(nickname, url);
};
