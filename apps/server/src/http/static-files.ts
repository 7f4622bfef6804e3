import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { answerPlainly } from './plain-answer.ts';
import { assetHeaders, fileHeaders, pageHeaders } from './headers.ts';

/** Serves the built page from `folder`: its html never from a cache, its hashed assets always. */
export const staticFiles = (folder: string) => {
  const isBuilt = existsSync(join(folder, 'index.html'));
  const serve = isBuilt ? sirv(folder, { etag: true, setHeaders: setHeaders }) : undefined;

  return (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      answerPlainly(response, 405, 'Here is nothing to send to: pages are read with GET.');
    } else if (serve) {
      serve(request, response, () => answerPlainly(response, 404, 'There is nothing here. The room is at /.'));
    } else {
      answerPlainly(response, 503, 'The page is not built yet. Build it with: npm run build');
    }
  };
};

const setHeaders = (response: ServerResponse, path: string) => {
  const headers = /\/$|\.html$/.test(path) ? pageHeaders : path.startsWith('/assets/') ? assetHeaders : fileHeaders;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
};
