import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { RefusalName } from '@mailroom/shared';
import { networkOf } from './connection/client-network.ts';
import { limitConnectionsPerNetwork } from './connection/connection-limit.ts';
import { Connection } from './connection/connection.ts';
import { dropHalfOpenConnections } from './connection/half-open.ts';
import { dropSlowReaders } from './connection/slow-readers.ts';
import { apiHeaders } from './headers.ts';
import { hostName } from './host-check.ts';
import { hasBody } from './read-body.ts';
import { sendText, type Reject } from './text-response.ts';
import type { TransportSecurity } from './transport-security.ts';

/**
 * Responds to one request, at once or later. A rejected promise counts as an unexpected error. `reject` responds to a failed request, and
 * charges it to the network.
 */
type RequestHandler = (request: IncomingMessage, response: ServerResponse, reject: Reject) => unknown;

export interface HttpServerOptions {
  /** Handles requests under /trpc. */
  readonly rpc: (request: IncomingMessage, response: ServerResponse) => unknown;
  /** Handles requests under /csp-report. */
  readonly cspReport: RequestHandler;
  /** Handles requests under /page-error. */
  readonly pageError: RequestHandler;
  /** Handles all other requests. */
  readonly page: RequestHandler;
  /** Maximum number of open connections per network. 0: no limit. */
  readonly socketsPerNetwork: number;
  /** Maximum number of open connections. The server closes further ones at once, without a response. 0: no limit. */
  readonly sockets: number;
  /** Whether the server answers requests with this Host header. Others get 421 (RFC 9110, section 15.5.20). */
  readonly isAllowedHost: (host: string) => boolean;
  /** Decides which responses tell browsers to use https. `rpc` does that for its own responses. */
  readonly transportSecurity: TransportSecurity;
  /** Receives each request before it is handled. */
  readonly onRequest: (request: IncomingMessage) => void;
  /** The failed requests of each network, except for those that `rpc` handles. */
  readonly failures: {
    /** Returns the ms after which a failed request of the network gets its own response again, or 0. */
    readonly retryAfterMs: (from: RequestSource) => number;
    readonly charge: (from: RequestSource) => void;
    /** Calls `respond` at once, or late if the network had many failed requests. */
    readonly respondLate: (from: RequestSource, respond: () => void) => void;
  };
  /** Receives each request that was rejected for its Host header, for ambiguous headers, or after too many failed ones. */
  readonly onRejectedRequest: (rejected: RejectedRequest) => void;
  /** Receives the network of each connection that was refused because of `socketsPerNetwork` or `sockets`. */
  readonly onTooManyConnections: (network: string) => void;
  /** Receives errors thrown by a handler. The request loses its connection; other requests are unaffected. */
  readonly onUnexpectedError: (error: unknown) => void;
}

/** The parts of a request that tell where it came from. */
export type RequestSource = Pick<IncomingMessage, 'socket' | 'headers'>;

export interface RejectedRequest {
  readonly reason: 'host' | 'ambiguous' | 'throttled';
  readonly request: IncomingMessage;
}

export interface HttpServer {
  readonly server: Server;
  /**
   * Stops accepting connections, and closes each open one after its next response. Destroys those that are left after `graceMs`. Resolves
   * when the last one is closed.
   */
  readonly drain: (graceMs: number) => Promise<void>;
}

/** Creates the HTTP server, which does not listen yet. */
export const createHttpServer = ({
  rpc,
  cspReport,
  pageError,
  page,
  socketsPerNetwork,
  sockets,
  isAllowedHost,
  transportSecurity,
  onRequest,
  failures,
  onRejectedRequest,
  onTooManyConnections,
  onUnexpectedError,
}: HttpServerOptions): HttpServer => {
  const connections = new Map<Socket | Duplex, Connection>();
  let isDraining = false;

  const beginResponse = (request: IncomingMessage, response: ServerResponse) => {
    const connection = connections.get(request.socket);
    connection?.add(response);
    // Node would read and discard the rest of an unread body without a limit.
    if (hasBody(request)) response.on('finish', () => request.complete || connection?.closeAfterResponse());
  };

  const rejectFailed = (response: ServerResponse, respond: () => void) => {
    const { req: request } = response;
    if (failures.retryAfterMs(request) === 0) {
      failures.charge(request);
      return failures.respondLate(request, respond);
    }
    onRejectedRequest({ reason: 'throttled', request });
    return failures.respondLate(request, () => {
      const seconds = Math.max(1, Math.ceil(failures.retryAfterMs(request) / 1_000));
      response.setHeader('retry-after', seconds);
      sendText(response, 429, `Too many failed requests from your network. Try again in ${seconds} s.`);
    });
  };

  /** Rejects bytes that are not an HTTP request, and closes the connection. */
  const rejectBytes = ({ socket }: Connection, status: number) => {
    const from = { socket, headers: {} };
    failures.charge(from);
    failures.respondLate(from, () => writeRawError(socket, status));
  };

  const handlerOf = (url: string) => {
    if (isUnder('/trpc', url)) return rpc;
    if (isUnder('/csp-report', url)) return cspReport;
    return isUnder('/page-error', url) ? pageError : page;
  };

  const rejectOn =
    (response: ServerResponse): Reject =>
    (status, sentence, respond = () => sendText(response, status, sentence)) =>
      rejectFailed(response, respond);

  const server = createServer(SERVER_OPTIONS, (request, response) => {
    beginResponse(request, response);
    if (isDraining) response.shouldKeepAlive = false;
    onRequest(request);
    const rejection = malformedHeaders(request);
    if (rejection !== undefined) {
      response.shouldKeepAlive = false;
      return rejectOn(response)(400, rejection, () => {
        onRejectedRequest({ reason: 'ambiguous', request });
        sendText(response, 400, rejection);
      });
    }
    const { host = '' } = request.headers;
    if (!isAllowedHost(host)) {
      response.shouldKeepAlive = false;
      const name = hostName(host);
      if (name === undefined) return rejectOn(response)(400, 'The Host header is not a host name.');
      return rejectOn(response)(421, unknownHost(name), () => {
        onRejectedRequest({ reason: 'host', request });
        sendText(response, 421, unknownHost(name));
      });
    }
    const url = request.url ?? '';
    const handler = handlerOf(url);
    if (handler !== rpc && transportSecurity.appliesTo(request)) {
      response.setHeader('strict-transport-security', transportSecurity.header);
    }
    const fail = (error: unknown) => {
      onUnexpectedError(error);
      response.destroy();
    };
    try {
      const handled = handler === rpc ? rpc(request, response) : handler(request, response, rejectOn(response));
      if (handled instanceof Promise) handled.catch(fail);
    } catch (error) {
      fail(error);
    }
  });
  server.on('connection', (socket: Socket) => {
    connections.set(socket, new Connection(socket));
    socket.once('close', () => connections.delete(socket));
  });
  const rejectConnection = (socket: Socket, network: string) => {
    onTooManyConnections(network);
    writeRawError(socket, 503);
  };
  if (socketsPerNetwork > 0) server.on('connection', limitConnectionsPerNetwork(socketsPerNetwork, rejectConnection));
  if (sockets > 0) server.maxConnections = sockets;
  server.on('drop', (data) => onTooManyConnections(networkOf(data?.remoteAddress ?? '')));
  server.on('close', dropSlowReaders(connections));
  const dropHalfOpen = ({ socket }: Connection) => {
    failures.charge({ socket, headers: {} });
    onTooManyConnections(networkOf(socket.remoteAddress ?? ''));
    socket.destroy();
  };
  server.on('close', dropHalfOpenConnections(connections, dropHalfOpen));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (!socket.writable || error.code === 'ECONNRESET') return socket.destroy();
    const connection = connections.get(socket);
    // The client has begun its next request, and would take an error for the response that it waits for.
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && connection?.isAnswering) return connection.closeAfterResponse();
    if (!connection) return socket.destroy();
    // Browsers open connections in advance. A client that uses one at this moment would take the error for the response to its request.
    if (connection.socket.bytesRead === 0) return socket.destroy();
    // Each further piece of data raises the error again.
    if (connection.isFailed) return undefined;
    connection.fail();
    return rejectBytes(connection, PARSER_ERROR_STATUS[error.code ?? ''] ?? 400);
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    beginResponse(request, response);
    rejectFailed(response, () => sendText(response, 417, 'Only "Expect: 100-continue" is supported.'));
  });

  return {
    server,
    drain: (graceMs) =>
      new Promise((resolve) => {
        isDraining = true;
        for (const { response } of connections.values()) if (response) response.shouldKeepAlive = false;
        const force = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
      }),
  };
};

/**
 * Returns why the headers of a request are rejected, if they are: a proxy in front may understand such a request in another way, and
 * forward what it should block (RFC 9112, sections 3.2 and 6.1).
 */
const malformedHeaders = ({ headers, rawHeaders, httpVersion }: IncomingMessage): string | undefined => {
  if (headers.host === undefined) return 'The Host header is missing.';
  if (headers['transfer-encoding'] !== undefined && httpVersion === '1.0') {
    return 'HTTP/1.0 has no Transfer-Encoding.';
  }
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.length === 4 && rawHeaders[index]?.toLowerCase() === 'host') hosts++;
  }
  return hosts > 1 ? 'There is more than one Host header.' : undefined;
};

const unknownHost = (name: string) =>
  `This server does not know the name ${name}. If it is yours, start the server with ALLOWED_HOSTS=${name}.`;

/** Whether the path of `url` is `folder` or lies below it. */
const isUnder = (folder: string, url: string) =>
  url.startsWith(folder) && (url.length === folder.length || url[folder.length] === '/' || url[folder.length] === '?');

/** Time that an idle connection stays open for the next request, in ms. */
export const KEEP_ALIVE_MS = 75_000;

/** Bounds what a client can occupy without sending a complete request. Times in ms, sizes in bytes. */
const SERVER_OPTIONS = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: KEEP_ALIVE_MS,
  maxHeaderSize: 8_192,
  // A request without a body needs no stream.
  optimizeEmptyRequests: true,
  // Node's own response to a missing Host header lacks the headers of `sendText`.
  requireHostHeader: false,
};

/** Writes an error response to the socket itself, where Node has no response object yet. */
const writeRawError = (socket: Duplex, status: number) => {
  const error = status === 431 ? HEADERS_TOO_LARGE : { message: STATUS_CODES[status], data: { httpStatus: status } };
  const body = JSON.stringify({ error });
  const headers = { ...apiHeaders, connection: 'close', 'content-length': Buffer.byteLength(body) };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  // Without `destroy`, a peer that never closes its half keeps the socket open.
  return socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`, () =>
    socket.destroy(),
  );
};

/** A refusal in tRPC's format: the page shows what to do. A browser may collect the cookies of many servers on one host. */
const HEADERS_TOO_LARGE = {
  message: 'The headers of a request may have 8 KiB. If cookies are too large, delete those of this site.',
  code: -32_600,
  data: { code: 'BAD_REQUEST', httpStatus: 431, refusal: 'headers-too-large' satisfies RefusalName },
};

const PARSER_ERROR_STATUS: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
