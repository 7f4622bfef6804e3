import type { IncomingMessage, ServerResponse } from 'node:http';
import { apiHeaders } from './headers.ts';
import type { Reject } from './text-response.ts';

/**
 * Creates the handler that gives a page on this machine the URLs under which other machines reach the room: `localhost` in an invitation
 * would be wrong for them. It answers 404 to everyone else, because the server's networks are private.
 */
export const createNetworkAddressesHandler =
  ({ addresses }: { addresses: () => readonly string[] }) =>
  (request: IncomingMessage, response: ServerResponse, reject: Reject) => {
    if (request.method !== 'POST' || !isLocalRequest(request)) {
      return reject(404, 'Not found. The chat room is at /.');
    }
    const body = JSON.stringify(addresses());
    response.writeHead(200, { ...apiHeaders, 'content-length': Buffer.byteLength(body) });
    return response.end(body);
  };

/**
 * Whether a page on this machine sent the request, judged by connection, Host and Origin. The connection alone is not enough: behind a
 * local proxy every request comes from this machine, and not every proxy adds a header or keeps Host. No proxy changes Origin.
 */
const isLocalRequest = ({ socket, headers }: IncomingMessage) =>
  LOOPBACK_ADDRESS.test(socket.remoteAddress ?? '') &&
  LOCAL_HOST.test(headers.host ?? '') &&
  LOCAL_HOST.test(headers.origin?.replace(/^http:\/\//, '') ?? '') &&
  PROXY_HEADERS.every((name) => headers[name] === undefined);

const LOOPBACK_ADDRESS = /^(::ffff:)?127\.|^::1$/;
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const PROXY_HEADERS = ['x-forwarded-for', 'x-forwarded-proto', 'forwarded', 'via'];
