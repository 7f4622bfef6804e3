/** One response as it arrived on the wire. */
export interface RawResponse {
  readonly status: number;
  /** By lower-case name. Of several headers with one name, the last. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** Bytes of head and body. */
  readonly length: number;
}

/**
 * Parses the complete responses in `received` (one character per byte). `isHead`: the first request was HEAD, so that its response has no
 * body. `isClosed`: nothing more will arrive, which ends a response without length.
 */
export const parseResponses = (
  received: string,
  { isHead, isClosed }: { isHead: boolean; isClosed: boolean },
): RawResponse[] => {
  const responses: RawResponse[] = [];
  for (let rest = received; rest !== '';) {
    const headEnd = rest.indexOf('\r\n\r\n');
    if (headEnd < 0) break;
    const [statusLine = '', ...lines] = rest.slice(0, headEnd).split('\r\n');
    const headers = new Map(lines.map(parseHeader));
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
    const contentLength = headers.get('content-length');
    const hasNoBody = status < 200 || status === 204 || status === 304 || (isHead && responses.length === 0);
    const available = rest.length - headEnd - 4;
    const length = hasNoBody ? 0 : contentLength === undefined ? available : Number(contentLength);
    if (available < length || (contentLength === undefined && !hasNoBody && !isClosed)) break;
    const end = headEnd + 4 + length;
    responses.push({ status, headers, body: rest.slice(headEnd + 4, end), length: end });
    rest = rest.slice(end);
  }
  return responses;
};

const parseHeader = (line: string): [string, string] => {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
};
