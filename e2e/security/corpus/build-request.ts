/** Replaced by the name of the session cookie before a request is sent. */
export const COOKIE_PLACEHOLDER = '<cookie>';
/** Replaced by the session of a member before a request is sent. */
export const SESSION_PLACEHOLDER = '<session>';
/** The cookie of a member. */
export const memberHeaders = { cookie: `${COOKIE_PLACEHOLDER}=${SESSION_PLACEHOLDER}` };

/** The parts of a request. Parts that are left out are correct. */
export interface RequestParts {
  /** By default POST with a body, otherwise GET. */
  readonly method?: string;
  readonly target?: string;
  /** Added to, and replacing, the host, the content type and the length. An undefined header is left out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** A body, serialized as JSON. */
  readonly json?: unknown;
  /** A body, encoded as UTF-8. */
  readonly text?: string;
  /** A body, one character per byte. */
  readonly bytes?: string;
}

/** Returns the bytes of a request, one character per byte. */
export const buildRequest = ({ json, text, ...parts }: RequestParts): string => {
  const body = text ?? (json === undefined ? undefined : JSON.stringify(json));
  const bytes = parts.bytes ?? (body === undefined ? undefined : encodeUtf8(body));
  const { method = bytes === undefined ? 'GET' : 'POST', target = '/trpc/join' } = parts;
  const defaults = bytes !== undefined && {
    'content-type': 'application/json',
    'content-length': String(bytes.length),
  };
  const headers = Object.entries({ host: 'localhost', ...defaults, ...parts.headers }).filter(
    ([, value]) => value !== undefined,
  );
  return `${method} ${target} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${bytes ?? ''}`;
};

/** Returns the UTF-8 bytes of the text, one character per byte. */
export const encodeUtf8 = (text: string): string => Buffer.from(text).toString('latin1');
