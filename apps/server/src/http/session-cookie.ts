import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { RoomCookie, type RoomCookieOptions } from './room-cookie.ts';

export interface SessionCookieOptions extends Omit<RoomCookieOptions, 'kind'> {
  /** Returns the signature of a session id: a keyed hash of at least 128 bits, of characters that a cookie can hold, without dots. */
  readonly sign: (sessionId: string) => string;
}

/** Values whose signature is remembered. Each takes some 200 bytes. */
const MAX_VERIFIED = 10_000;

/** Stands for the session id in a cookie that this server did not sign. No session has it. */
export const FORGED_SESSION = '';

/**
 * The cookie that holds the session id and its signature.
 *
 * Session ids that someone reads in the server's storage are useless without the key of the signature.
 */
export class SessionCookie {
  readonly #cookie: RoomCookie;
  readonly #sign: SessionCookieOptions['sign'];
  /** The session ids of cookie values with a verified signature: a page sends the same value with each poll. */
  readonly #verified = new Map<string, string>();

  constructor({ sign, ...options }: SessionCookieOptions) {
    this.#cookie = new RoomCookie({ ...options, kind: 'mailroom' });
    this.#sign = sign;
  }

  /**
   * Returns the session id in the request's cookie, if any; `FORGED_SESSION` if its signature is wrong.
   *
   * @param secure see `RoomCookie.read`
   */
  read(request: IncomingMessage, secure: boolean): string | undefined {
    const value = this.#cookie.read(request, secure);
    return value === undefined ? undefined : this.#verify(value);
  }

  /** Sets the cookie, see `RoomCookie.write`. */
  write(response: ServerResponse, secure: boolean, sessionId: string) {
    this.#cookie.write(response, secure, `${sessionId}.${this.#sign(sessionId)}`);
  }

  /** Deletes the cookie. */
  clear(response: ServerResponse, secure: boolean) {
    this.#cookie.clear(response, secure);
  }

  #verify(value: string): string {
    const known = this.#verified.get(value);
    if (known !== undefined) return known;
    const dot = value.lastIndexOf('.');
    const sessionId = value.slice(0, Math.max(dot, 0));
    const isSigned = sessionId !== '' && isEqual(value.slice(dot + 1), this.#sign(sessionId));
    if (!isSigned) return FORGED_SESSION;
    if (this.#verified.size === MAX_VERIFIED) this.#verified.clear();
    this.#verified.set(copyOf(value), copyOf(sessionId));
    return sessionId;
  }
}

/** A part of a string would keep the whole string, here all headers of a request, in memory. */
const copyOf = (text: string) => Buffer.from(text).toString();

/** Compares texts of equal length in constant time. */
const isEqual = (given: string, expected: string) => {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
};
