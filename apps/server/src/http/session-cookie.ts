import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface SessionCookieOptions {
  /** Returns the id of the room, as 8 hexadecimal digits. Called during a request, when the port is known. */
  readonly roomId: () => string;
  /** Returns the signature of a session id: a keyed hash of at least 128 bits, of characters that a cookie can hold, without dots. */
  readonly sign: (sessionId: string) => string;
  /** Time in ms after which a browser deletes the cookie. 0: when the browser closes. */
  readonly maxAgeMs: number;
}

/**
 * Cookies of other rooms on the same host that a browser may keep. With more, joining deletes the oldest: a request may have 8 KiB of
 * headers, and browsers keep some 180 cookies of one host.
 */
const MAX_OTHER_ROOMS = 30;

/** Values whose signature is remembered. Each takes some 200 bytes. */
const MAX_VERIFIED = 10_000;

/** Stands for the session id in a cookie that this server did not sign. No session has it. */
export const FORGED_SESSION = '';

/**
 * The cookie that holds the session id and its signature. Scripts cannot read it and other sites cannot send it (RFC 6265bis).
 *
 * Session ids that someone reads in the server's storage are useless without the key of the signature.
 */
export class SessionCookie {
  readonly #options: SessionCookieOptions;
  #nameWithoutPrefix = '';
  /** The session ids of cookie values with a verified signature: a page sends the same value with each poll. */
  readonly #verified = new Map<string, string>();

  constructor(options: SessionCookieOptions) {
    this.#options = options;
  }

  /**
   * Returns the session id in the request's cookie, if any; `FORGED_SESSION` if its signature is wrong.
   *
   * @param secure whether the browser uses https, which decides the cookie's name
   */
  read(request: IncomingMessage, secure: boolean): string | undefined {
    const start = `${this.#name(secure)}=`;
    for (const pair of request.headers.cookie?.split(';') ?? []) {
      const trimmed = pair.trim();
      if (trimmed.startsWith(start)) return this.#verify(trimmed.slice(start.length));
    }
    return undefined;
  }

  /** Sets the cookie. Deletes the oldest cookies of other rooms if there are too many. */
  write(response: ServerResponse, secure: boolean, sessionId: string) {
    const maxAge = Math.floor(this.#options.maxAgeMs / 1_000);
    const lifetime = maxAge > 0 ? `; Max-Age=${maxAge}` : '';
    const deletions = this.#surplusCookies(response.req, secure).map((name) => deletion(name, secure));
    response.setHeader('set-cookie', [
      ...deletions,
      `${this.#name(secure)}=${sessionId}.${this.#options.sign(sessionId)}${lifetime}${attributes(secure)}`,
    ]);
  }

  #verify(value: string): string {
    const known = this.#verified.get(value);
    if (known !== undefined) return known;
    const dot = value.lastIndexOf('.');
    const sessionId = value.slice(0, Math.max(dot, 0));
    const isSigned = sessionId !== '' && isEqual(value.slice(dot + 1), this.#options.sign(sessionId));
    if (!isSigned) return FORGED_SESSION;
    if (this.#verified.size === MAX_VERIFIED) this.#verified.clear();
    this.#verified.set(copyOf(value), copyOf(sessionId));
    return sessionId;
  }

  /** Deletes the cookie. */
  clear(response: ServerResponse, secure: boolean) {
    response.setHeader('set-cookie', deletion(this.#name(secure), secure));
  }

  /** The names of the oldest cookies of other rooms beyond `MAX_OTHER_ROOMS`. Browsers send the oldest first (RFC 6265, section 5.4). */
  #surplusCookies(request: IncomingMessage, secure: boolean): string[] {
    const own = this.#name(secure);
    const names = (request.headers.cookie ?? '').split(';').map((pair) => pair.split('=')[0]?.trim() ?? '');
    const pattern = secure ? SECURE_NAME : PLAIN_NAME;
    return names.filter((name) => name !== own && pattern.test(name)).slice(0, -MAX_OTHER_ROOMS);
  }

  #name(secure: boolean) {
    this.#nameWithoutPrefix ||= `mailroom-${this.#options.roomId()}`;
    return secure ? `__Host-${this.#nameWithoutPrefix}` : this.#nameWithoutPrefix;
  }
}

/** A part of a string would keep the whole string, here all headers of a request, in memory. */
const copyOf = (text: string) => Buffer.from(text).toString();

/** Compares texts of equal length in constant time. */
const isEqual = (given: string, expected: string) => {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
};

const PLAIN_NAME = /^mailroom-[\da-f]{8}$/;
const SECURE_NAME = /^__Host-mailroom-[\da-f]{8}$/;

const attributes = (secure: boolean) => `; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
const deletion = (name: string, secure: boolean) => `${name}=; Max-Age=0${attributes(secure)}`;
