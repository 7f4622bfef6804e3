import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WaitAnswer } from '@mailroom/shared';
import { clientNetwork, isSecure } from '../http/connection/client-network.ts';
import type { RoomCookie } from '../http/room-cookie.ts';
import type { SessionCookie } from '../http/session-cookie.ts';
import { DEFERRED, type Context } from './context.ts';
import type { LongPoll } from './long-poll.ts';

export interface RequestContextOptions {
  readonly trustedProxies: number;
  readonly cookie: SessionCookie;
  readonly grantCookie: RoomCookie;
}

/** The context of a call over HTTP. Getters compute their values on demand, because most calls need few of them. */
export class RequestContext implements Context {
  /** The long poll that the transport has to run, if the procedure deferred its answer. */
  deferred: LongPoll<WaitAnswer> | undefined;
  #sessionId: string | undefined;
  #hasReadCookie = false;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #options: RequestContextOptions;

  constructor(request: IncomingMessage, response: ServerResponse, options: RequestContextOptions) {
    this.#request = request;
    this.#response = response;
    this.#options = options;
  }

  get sessionId() {
    if (!this.#hasReadCookie) this.#sessionId = this.#options.cookie.read(this.#request, this.#isSecure);
    this.#hasReadCookie = true;
    return this.#sessionId;
  }

  get clientNetwork() {
    return clientNetwork(this.#request, this.#options.trustedProxies);
  }

  storeSession(sessionId: string) {
    this.#options.cookie.write(this.#response, this.#isSecure, sessionId);
  }

  clearSession() {
    this.#options.cookie.clear(this.#response, this.#isSecure);
  }

  get grantToken() {
    return this.#options.grantCookie.read(this.#request, this.#isSecure);
  }

  storeGrant(token: string) {
    this.#options.grantCookie.write(this.#response, this.#isSecure, token);
  }

  clearGrant() {
    this.#options.grantCookie.clear(this.#response, this.#isSecure);
  }

  deferAnswer(poll: LongPoll<WaitAnswer>): typeof DEFERRED | Promise<WaitAnswer> {
    this.deferred = poll;
    return DEFERRED;
  }

  onDisconnect(listener: () => void) {
    const response = this.#response;
    // Only long polls call this. Their request headers are no longer needed and would occupy memory during the hold.
    this.#request.headers = {};
    this.#request.rawHeaders = [];
    if (response.destroyed) listener();
    else response.on('close', () => response.writableEnded || listener());
  }

  get #isSecure() {
    return isSecure(this.#request, this.#options.trustedProxies);
  }
}
