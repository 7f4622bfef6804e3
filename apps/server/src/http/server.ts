import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { apiHeaders } from './headers.ts';

/** Answers one request. */
type Answerer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface HttpServer {
  readonly server: Server;
  /** Takes no more connections and lets each one go with its next answer; settled when the last is gone, or after `graceMs`. */
  readonly drain: (graceMs: number) => Promise<void>;
}

/** The one HTTP server: procedures under /trpc, the page for the rest. */
export const httpServer = ({ rpc, page }: { rpc: Answerer; page: Answerer }): HttpServer => {
  const open = new Set<ServerResponse>();
  let isDraining = false;

  const server = createServer(DOORS, (request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    if (isDraining) response.shouldKeepAlive = false;
    void (/^\/trpc(\/|\?|$)/.test(request.url ?? '') ? rpc : page)(request, response);
  });
  server.on('clientError', refuseUnreadable);

  return {
    server,
    drain: (graceMs) =>
      new Promise((resolve) => {
        isDraining = true;
        for (const response of open) response.shouldKeepAlive = false;
        const force = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
      }),
  };
};

/** How long Node may be kept busy by who says nothing, in ms, and how much they may say in headers, in bytes. */
const DOORS = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 75_000,
  maxHeaderSize: 8_192,
};

/** Node's parser gave up before there was a request: there is no response object to answer with. */
const refuseUnreadable = (error: NodeJS.ErrnoException, socket: Duplex) => {
  if (!socket.writable || error.code === 'ECONNRESET') return socket.destroy();
  const status = PARSER_STATUS[error.code ?? ''] ?? 400;
  const body = JSON.stringify({ error: { message: STATUS_CODES[status], data: { httpStatus: status } } });
  const headers = { ...apiHeaders, connection: 'close', 'content-length': Buffer.byteLength(body) };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`);
};

const PARSER_STATUS: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
