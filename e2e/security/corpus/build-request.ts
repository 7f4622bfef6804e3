/** Stands in a request where the session of someone who is in the room has to be. */
export const PLACE_OF_SESSION = '<session>';
/** The cookie of someone who is in the room. */
export const inTheRoom = { cookie: `mailroom=${PLACE_OF_SESSION}` };

/** What makes up a request. Only what is wrong with it has to be written down. */
export interface Parts {
  /** POST when there is something to send, otherwise GET. */
  readonly method?: string;
  readonly target?: string;
  /** Beside the host, the type and the length, which they may replace; nothing for a header to be left out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** To be sent as JSON. */
  readonly json?: unknown;
  /** To be sent as it is, in UTF-8. */
  readonly text?: string;
  /** To be sent as it is, one character a byte. */
  readonly bytes?: string;
}

/** A request as it stands on the wire, one character a byte. */
export const request = ({ json, text, ...parts }: Parts): string => {
  const body = text ?? (json === undefined ? undefined : JSON.stringify(json));
  const bytes = parts.bytes ?? (body === undefined ? undefined : utf8(body));
  const { method = bytes === undefined ? 'GET' : 'POST', target = '/trpc/join' } = parts;
  const sent = bytes !== undefined && { 'content-type': 'application/json', 'content-length': String(bytes.length) };
  const headers = Object.entries({ host: 'x', ...sent, ...parts.headers }).filter(([, value]) => value !== undefined);
  return `${method} ${target} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${bytes ?? ''}`;
};

/** Text as the bytes of its UTF-8, one character each. */
export const utf8 = (text: string): string => Buffer.from(text).toString('latin1');
