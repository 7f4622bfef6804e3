import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WaitAnswer } from '@mailroom/shared';
import type { Context } from './context.ts';
import type { LongPoll } from './long-poll.ts';
import { clientHost, isSecure } from '../http/client-host.ts';
import { readSession, writeSession } from '../http/session-cookie.ts';

/** One request and its answer, as the procedures see them. Looks things up when asked: most calls need little of it. */
export class Exchange implements Context {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #trustedProxies: number;

  constructor(request: IncomingMessage, response: ServerResponse, trustedProxies: number) {
    this.#request = request;
    this.#response = response;
    this.#trustedProxies = trustedProxies;
  }

  get session() {
    return readSession(this.#request, this.#isSecure);
  }

  get host() {
    return clientHost(this.#request, this.#trustedProxies);
  }

  keepSession(session: string) {
    writeSession(this.#response, this.#isSecure, session);
  }

  dropSession() {
    writeSession(this.#response, this.#isSecure);
  }

  /** Whoever asks to be told knows by now who waits: what the browser said of itself is not kept for as long as they do. */
  onHangUp(listener: () => void) {
    const response = this.#response;
    this.#request.headers = {};
    this.#request.rawHeaders = [];
    if (response.destroyed) listener();
    else response.on('close', () => response.writableEnded || listener());
  }

  get #isSecure() {
    return isSecure(this.#request, this.#trustedProxies);
  }
}

/** An exchange whose answer may be given later. */
export class PatientExchange extends Exchange {
  /** What is to be answered later, if anything is. */
  later: LongPoll<WaitAnswer> | undefined;

  answerLater(question: LongPoll<WaitAnswer>) {
    this.later = question;
  }
}
