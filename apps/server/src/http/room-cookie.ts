import type { IncomingMessage, ServerResponse } from 'node:http';

export interface RoomCookieOptions {
  /** What the name begins with. No other kind of cookie may have a name that continues it by `-` and 8 hexadecimal digits. */
  readonly kind: 'mailroom' | 'mailroom-role';
  /** Returns the id of the room, as 8 hexadecimal digits. Called during a request, when the port is known. */
  readonly roomId: () => string;
  /** Time in ms after which a browser deletes the cookie. 0: when the browser closes. */
  readonly maxAgeMs: number;
}

/**
 * Cookies of one kind of other rooms on the same host that a browser may keep. With more, writing one deletes the oldest: a request may have
 * 8 KiB of headers, and browsers keep some 180 cookies of one host.
 */
const MAX_OTHER_ROOMS = 30;

/**
 * A cookie of one room. Scripts cannot read it and other sites cannot send it (RFC 6265bis). Its name has the id of the room, because cookies
 * do not distinguish ports.
 */
export class RoomCookie {
  readonly #options: RoomCookieOptions;
  #nameWithoutPrefix = '';

  constructor(options: RoomCookieOptions) {
    this.#options = options;
  }

  /**
   * Returns the value of the cookie that the request has, if any.
   *
   * @param secure whether the browser uses https, which decides the cookie's name
   */
  read(request: IncomingMessage, secure: boolean): string | undefined {
    const start = `${this.#name(secure)}=`;
    for (const pair of request.headers.cookie?.split(';') ?? []) {
      const trimmed = pair.trim();
      if (trimmed.startsWith(start)) return trimmed.slice(start.length);
    }
    return undefined;
  }

  /** Sets the cookie. Deletes the oldest cookies of its kind of other rooms if there are too many. */
  write(response: ServerResponse, secure: boolean, value: string) {
    const maxAge = Math.floor(this.#options.maxAgeMs / 1_000);
    const lifetime = maxAge > 0 ? `; Max-Age=${maxAge}` : '';
    response.appendHeader('set-cookie', [
      ...this.#surplusCookies(response.req, secure).map((name) => deletion(name, secure)),
      `${this.#name(secure)}=${value}${lifetime}${attributes(secure)}`,
    ]);
  }

  /** Deletes the cookie. */
  clear(response: ServerResponse, secure: boolean) {
    response.appendHeader('set-cookie', deletion(this.#name(secure), secure));
  }

  /** The names of the oldest cookies of other rooms beyond `MAX_OTHER_ROOMS`. Browsers send the oldest first (RFC 6265, section 5.4). */
  #surplusCookies(request: IncomingMessage, secure: boolean): string[] {
    const own = this.#name(secure);
    const pattern = new RegExp(`^${prefix(secure)}${this.#options.kind}-[\\da-f]{8}$`);
    const names = (request.headers.cookie ?? '').split(';').map((pair) => pair.split('=')[0]?.trim() ?? '');
    return names.filter((name) => name !== own && pattern.test(name)).slice(0, -MAX_OTHER_ROOMS);
  }

  #name(secure: boolean) {
    this.#nameWithoutPrefix ||= `${this.#options.kind}-${this.#options.roomId()}`;
    return `${prefix(secure)}${this.#nameWithoutPrefix}`;
  }
}

const prefix = (secure: boolean) => (secure ? '__Host-' : '');
const attributes = (secure: boolean) => `; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
const deletion = (name: string, secure: boolean) => `${name}=; Max-Age=0${attributes(secure)}`;
