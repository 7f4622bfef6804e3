import { randomUUID } from 'node:crypto';
import { browserFetch } from '../resilience/browser-fetch.ts';

/** Someone who talks without a browser, as fast as the room takes it. */
export interface Talker {
  readonly says: (...texts: string[]) => Promise<void>;
}

/** Comes into the room at `url` and does nothing there but talk. */
export const talker = async (nickname: string, url: string): Promise<Talker> => {
  const fetch = browserFetch();
  const ask = async (procedure: string, input: object) => {
    const body = JSON.stringify(input);
    const answer = await fetch(`${url}trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    if (!answer.ok) throw new Error(`${procedure}: ${await answer.text()}`);
  };
  await ask('join', { nickname, attempt: randomUUID() });
  return {
    says: async (...texts) => {
      for (const text of texts) await ask('send', { text, clientMsgId: randomUUID() });
    },
  };
};
