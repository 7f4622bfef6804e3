import type { ServerResponse } from 'node:http';
import { apiHeaders } from './headers.ts';

/** Responds to a failed request with a status and a sentence, or by `respond`. After too many failures, the response is 429 instead. */
export type Reject = (status: number, sentence: string, respond?: () => void) => void;

/** Sends a plain-text response of one sentence. It has no body if the request method is HEAD. */
export const sendText = (response: ServerResponse, status: number, sentence: string) => {
  const body = `${sentence}\n`;
  response.writeHead(status, {
    ...apiHeaders,
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
};
