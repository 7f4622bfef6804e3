import { existsSync, globSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { assetHeaders, fileHeaders, pageHeaders, workerHeaders } from './headers.ts';
import { answerPlainly } from './text-response.ts';

interface StaticFile {
  readonly headers: Record<string, string>;
  readonly plain: Buffer;
  readonly gzipped: Buffer;
}

/**
 * Serves the built page from `folder`, read whole when the room opens: a dozen small files that no later build, range or aborted
 * download can then trouble. Html never comes from a cache, hashed assets always do.
 */
export const staticFiles = (folder: string) => {
  const files = readFiles(folder);

  return (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return answerPlainly(response, 405, 'Here is nothing to send to: pages are read with GET.');
    }
    if (!files) return answerPlainly(response, 503, 'The page is not built yet. Build it with: npm run build');
    const found = files.get(request.url?.split('?')[0] ?? '');
    // A person who lost their way gets a page, whoever reads it bare a sentence.
    const file = found ?? (/\btext\/html\b/.test(request.headers.accept ?? '') && files.get('/nothing-here.html'));
    if (!file) return answerPlainly(response, 404, 'There is nothing here. The room is at /.');
    const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const body = takesGzip ? file.gzipped : file.plain;
    response.writeHead(found ? 200 : 404, {
      ...file.headers,
      ...(takesGzip && { 'content-encoding': 'gzip' }),
      'content-length': body.byteLength,
    });
    return response.end(request.method === 'HEAD' ? undefined : body);
  };
};

/** Which page the folder holds: the address of its script, whose name changes with the code; empty when there is none. */
export const pageVersion = (folder: string): string => {
  const html = path.join(folder, 'index.html');
  return /<script [^>]*src="([^"]+)"/.exec(existsSync(html) ? readFileSync(html, 'utf8') : '')?.[1] ?? '';
};

/** By the path of their address; nothing when the page is not built. */
const readFiles = (folder: string): Map<string, StaticFile> | undefined => {
  if (!existsSync(path.join(folder, 'index.html'))) return undefined;
  const names = globSync('**/*.*', { cwd: folder }).map((name) => name.replaceAll(path.sep, '/'));
  const files = new Map(names.map((name) => [`/${name}`, readFile(folder, name)]));
  const page = files.get('/index.html');
  return page ? files.set('/', page) : files;
};

const readFile = (folder: string, name: string): StaticFile => {
  const plain = readFileSync(path.join(folder, name));
  const ending = path.extname(name);
  const headers = headersFor(name, plain);
  const type = TYPES[ending] ?? 'application/octet-stream';
  return { headers: { ...headers, 'content-type': type, vary: 'Accept-Encoding' }, plain, gzipped: gzipSync(plain) };
};

const headersFor = (name: string, content: Buffer) => {
  if (name.endsWith('.html')) return pageHeaders(content.toString());
  if (name === 'service-worker.js') return workerHeaders;
  return name.startsWith('assets/') ? assetHeaders : fileHeaders;
};

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
};
