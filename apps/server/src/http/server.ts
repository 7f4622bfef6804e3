import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { refuseCrowds } from './connection-limit.ts';
import { apiHeaders } from './headers.ts';
import { answerPlainly } from './text-response.ts';
import { dropSlowReaders } from './slow-readers.ts';

/** Answers one request, now or later. */
type Answerer = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface HttpServerOptions {
  /** For what stands under /trpc. */
  readonly rpc: Answerer;
  /** For what browsers report under /csp-report. */
  readonly report: Answerer;
  /** For all the rest. */
  readonly page: Answerer;
  /** Connections that one network address may hold open; 0 for any number. */
  readonly socketsPerHost: number;
  /** Told of what no caller should have been able to cause. Such a request loses its connection; the others go on. */
  readonly onBug: (error: unknown) => void;
}

export interface HttpServer {
  readonly server: Server;
  /** Takes no more connections and lets each one go with its next answer; settled when the last is gone, or after `graceMs`. */
  readonly drain: (graceMs: number) => Promise<void>;
}

/** The one HTTP server. */
export const httpServer = ({ rpc, report, page, socketsPerHost, onBug }: HttpServerOptions): HttpServer => {
  /** Each open connection with what it asked last. */
  const connections = new Map<Socket, ServerResponse | undefined>();
  let isDraining = false;

  const server = createServer(DOORS, (request, response) => {
    connections.set(request.socket, response);
    closeUnlessRead(request, response);
    if (isDraining) response.shouldKeepAlive = false;
    if (request.headers.host === undefined) return answerPlainly(response, 400, 'A request names its host.');
    const url = request.url ?? '';
    const answerer = isUnder('/trpc', url) ? rpc : isUnder('/csp-report', url) ? report : page;
    const fail = (error: unknown) => {
      onBug(error);
      response.destroy();
    };
    try {
      const answered = answerer(request, response);
      if (answered instanceof Promise) answered.catch(fail);
    } catch (error) {
      fail(error);
    }
  });
  server.on('connection', (socket: Socket) => {
    connections.set(socket, undefined);
    socket.once('close', () => connections.delete(socket));
  });
  if (socketsPerHost > 0) server.on('connection', refuseCrowds(socketsPerHost, refuseOneMore));
  server.on('close', dropSlowReaders(connections));
  server.on('clientError', refuseUnreadable);
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    closeUnlessRead(request, response);
    answerPlainly(response, 417, 'Nothing is expected here but 100-continue.');
  });

  return {
    server,
    drain: (graceMs) =>
      new Promise((resolve) => {
        isDraining = true;
        for (const response of connections.values()) if (response) response.shouldKeepAlive = false;
        const force = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
      }),
  };
};

/** Node reads on what comes after an answer, without end and to nobody: a request whose body was not read is its connection's last. */
const closeUnlessRead = (request: IncomingMessage, response: ServerResponse) => {
  const { headers } = request;
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
  response.on('finish', () => {
    if (!request.complete) request.socket.destroySoon();
  });
};

/** Whether the address is the folder itself or stands in it. */
const isUnder = (folder: string, url: string) =>
  url.startsWith(folder) && (url.length === folder.length || url[folder.length] === '/' || url[folder.length] === '?');

/** How long a connection is kept for the next request, in ms. */
export const KEEP_ALIVE_MS = 75_000;

/** How long Node may be kept busy by who says nothing, in ms, and how much they may say in headers, in bytes. */
const DOORS = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: KEEP_ALIVE_MS,
  maxHeaderSize: 8_192,
  // A request without a body is whole when its head is: it needs no stream.
  optimizeEmptyRequests: true,
  // Node's own refusal of a request without Host has none of our headers; ours has.
  requireHostHeader: false,
};

const refuseOneMore = (socket: Socket) => void refuseBare(socket, 503);

/** Node's parser gave up. */
const refuseUnreadable = (error: NodeJS.ErrnoException, socket: Duplex) => {
  if (!socket.writable || error.code === 'ECONNRESET') return socket.destroy();
  return refuseBare(socket, PARSER_STATUS[error.code ?? ''] ?? 400);
};

/** Refuses before there is a request, and so no response object to answer with. */
const refuseBare = (socket: Duplex, status: number) => {
  const body = JSON.stringify({ error: { message: STATUS_CODES[status], data: { httpStatus: status } } });
  const headers = { ...apiHeaders, connection: 'close', 'content-length': Buffer.byteLength(body) };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  // Without the destroying, a peer that never closes its own half keeps the socket for ever.
  return socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`, () =>
    socket.destroy(),
  );
};

const PARSER_STATUS: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
