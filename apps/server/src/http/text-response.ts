import type { ServerResponse } from 'node:http';
import { apiHeaders } from './headers.ts';

/** Answers with one sentence for who reads it bare. */
export const answerPlainly = (response: ServerResponse, status: number, sentence: string) => {
  const body = `${sentence}\n`;
  response.writeHead(status, {
    ...apiHeaders,
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
};
