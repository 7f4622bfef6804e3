import { existsSync, globSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { endInPieces, piecesOf } from './connection/end-in-pieces.ts';
import { assetHeaders, fileHeaders, pageHeaders, workerHeaders } from './headers.ts';
import { sendText, type Reject } from './text-response.ts';

interface StaticFile {
  readonly headers: Record<string, string>;
  readonly plain: Buffer;
  readonly gzipped: Buffer;
}

export interface StaticFileOptions {
  /** The folder of the built page. */
  readonly folder: string;
  /** The name of the room: the title of the page, and the name of the installed app. */
  readonly roomName: string;
  /** Receives each request for a file, and has to call `respond`, which sends the file. */
  readonly serve: (request: IncomingMessage, respond: () => void) => void;
}

/**
 * Creates the handler that serves the built page. It reads all files, a dozen small ones, once at creation, so a later build
 * does not affect a running server. It ignores Range requests. Browsers never cache HTML and always cache hashed assets.
 */
export const createStaticFileHandler = ({ folder, roomName, serve }: StaticFileOptions) => {
  const files = readFiles(folder, roomName);

  return (request: IncomingMessage, response: ServerResponse, reject: Reject) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return reject(405, 'Use GET to read pages.');
    }
    if (!files) return sendText(response, 503, 'The page is not built. Build it with: npm run build');
    const found = files.get(request.url?.split('?')[0] ?? '');
    // A browser gets an HTML page for an unknown address, other clients a plain-text sentence.
    const notFound = /\btext\/html\b/.test(request.headers.accept ?? '') && files.get('/not-found.html');
    if (found) return serve(request, () => sendFile(response, 200, found));
    return reject(
      404,
      'Not found. The chat room is at /.',
      notFound ? () => sendFile(response, 404, notFound) : undefined,
    );
  };
};

const sendFile = (response: ServerResponse, status: number, file: StaticFile) => {
  const { req: request } = response;
  const acceptsGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const body = acceptsGzip ? file.gzipped : file.plain;
  response.writeHead(status, {
    ...file.headers,
    ...(acceptsGzip && { 'content-encoding': 'gzip' }),
    'content-length': body.byteLength,
  });
  return request.method === 'HEAD' ? response.end() : endInPieces(response, piecesOf(body));
};

/** Returns the version of the page in `folder`: the URL of its script, whose name changes with the code. Empty if there is no page. */
export const pageVersion = (folder: string): string => {
  const html = path.join(folder, 'index.html');
  return /<script [^>]*src="([^"]+)"/.exec(existsSync(html) ? readFileSync(html, 'utf8') : '')?.[1] ?? '';
};

/** Returns the files by URL path, or `undefined` if the page is not built. */
const readFiles = (folder: string, roomName: string): Map<string, StaticFile> | undefined => {
  if (!existsSync(path.join(folder, 'index.html'))) return undefined;
  const names = globSync('**/*.*', { cwd: folder }).map((name) => name.replaceAll(path.sep, '/'));
  const files = new Map(names.map((name) => [`/${name}`, readFile(path.join(folder, name), { name, roomName })]));
  const page = files.get('/index.html');
  return page ? files.set('/', page) : files;
};

const readFile = (file: string, { name, roomName }: { name: string; roomName: string }): StaticFile => {
  const plain = withRoomName(readFileSync(file), { name, roomName });
  const headers = headersFor(name, plain);
  const type = CONTENT_TYPES[path.extname(name)] ?? 'application/octet-stream';
  return { headers: { ...headers, 'content-type': type, vary: 'Accept-Encoding' }, plain, gzipped: gzipSync(plain) };
};

/** Writes the name of the room into the page and the manifest of the app, in place of the product's. */
const withRoomName = (content: Buffer, { name, roomName }: { name: string; roomName: string }): Buffer => {
  if (name === 'index.html') {
    const text = roomName.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return Buffer.from(
      content.toString().replaceAll(/(<title>|<h1[^>]*>)Mailroom</g, (_, tag: string) => `${tag}${text}<`),
    );
  }
  if (name !== 'manifest.webmanifest') return content;
  const manifest: object = JSON.parse(content.toString());
  return Buffer.from(JSON.stringify({ ...manifest, name: roomName, short_name: roomName }));
};

const headersFor = (name: string, content: Buffer) => {
  if (name.endsWith('.html')) return pageHeaders(content.toString());
  if (name === 'service-worker.js') return workerHeaders;
  return name.startsWith('assets/') ? assetHeaders : fileHeaders;
};

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
};
