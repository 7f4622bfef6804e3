import type { IncomingMessage, ServerResponse } from 'node:http';
import { apiHeaders } from './headers.ts';
import { answerPlainly } from './text-response.ts';

/**
 * Tells a page that was opened on this very machine, under a name that means another machine to everyone else, where others find the
 * room. Which networks a server is in is nobody else's business: for them there is nothing here.
 */
export const addressBook =
  ({ addresses }: { addresses: () => readonly string[] }) =>
  (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'POST' || !isFromHere(request)) {
      return answerPlainly(response, 404, 'There is nothing here. The room is at /.');
    }
    const body = JSON.stringify(addresses());
    response.writeHead(200, { ...apiHeaders, 'content-length': Buffer.byteLength(body) });
    return response.end(body);
  };

/**
 * By the connection, by the name that was asked for, and by the page that asks. Through a proxy all seem to come from here, and few do: not
 * every proxy says that it is one, or under which name it was asked, but the page's own name no proxy changes.
 */
const isFromHere = ({ socket, headers }: IncomingMessage) =>
  LOOPBACK.test(socket.remoteAddress ?? '') &&
  OWN_NAME.test(headers.host ?? '') &&
  OWN_NAME.test(headers.origin?.replace(/^http:\/\//, '') ?? '') &&
  PROXIES.every((name) => headers[name] === undefined);

const LOOPBACK = /^(::ffff:)?127\.|^::1$/;
const OWN_NAME = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const PROXIES = ['x-forwarded-for', 'x-forwarded-proto', 'forwarded', 'via'];
