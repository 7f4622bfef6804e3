import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { fixedLimits } from '@mailroom/shared';
import { networkAndPrefix } from '../chat/limits/network-prefix.ts';
import { RateLimiter } from '../chat/limits/rate-limiter.ts';
import { readBody } from './read-body.ts';
import { sendText, type Reject } from './text-response.ts';

const MAX_REPORT_BYTES = 4_096;
const WINDOW_MS = 60_000;
/** Reports from one network in a window. From all networks of one IPv6 /48, four times as many. */
const REPORTS_PER_NETWORK = 10;
/** The network that sent no report for the longest time is forgotten first. */
const MAX_TRACKED_NETWORKS = 1_000;

export interface ReportOptions {
  /** Returns the network that a request came from. */
  readonly clientNetwork: (request: IncomingMessage) => string;
  /** Returns ms of a clock that never jumps. */
  readonly monotonicNow: () => number;
  /** The host of the room's public URL, if it has one. A proxy may change the Host header. */
  readonly publicHost: string | undefined;
}

interface ReportHandlerOptions<Item> extends ReportOptions {
  /** The media types of a report. A page of another site must not be able to send them without asking first. */
  readonly type: RegExp;
  /** The response to another media type. */
  readonly typeSentence: string;
  /** Returns what the report is about; undefined if it is not valid. `report` is a value of JSON, `hosts` are those of this room. */
  readonly parse: (report: unknown, from: ReportSource) => readonly Item[] | undefined;
  /** The response to a report that is not valid. */
  readonly invalidSentence: string;
  /** Returns the kind of an item. There must be few kinds. */
  readonly kindOf: (item: Item) => string;
  /** Items of one kind from all networks in a minute. Bounds the log, however many networks send reports. */
  readonly itemsPerKind: number;
  /** Receives each item that was accepted. */
  readonly onItem: (item: Item) => void;
}

/** Where a report comes from. */
export interface ReportSource {
  readonly headers: IncomingHttpHeaders;
  /** The hosts of this room with their ports, as in a URL. */
  readonly hosts: readonly string[];
}

/** Creates the handler for reports that pages send. It accepts reports of at most 4 KiB, 10 per minute from one network. */
export const createReportHandler = <Item>({
  clientNetwork,
  monotonicNow,
  publicHost,
  type,
  typeSentence,
  parse,
  invalidSentence,
  kindOf,
  itemsPerKind,
  onItem,
}: ReportHandlerOptions<Item>) => {
  /** By network and IPv6 /48. */
  const byNetwork = new Map<string, RateLimiter>();
  const byKind = new Map<string, RateLimiter>();
  const rateLimiterOf = (networkOrPrefix: string, limit: number) => {
    const rateLimiter = byNetwork.get(networkOrPrefix) ?? new RateLimiter(limit, WINDOW_MS);
    byNetwork.delete(networkOrPrefix);
    byNetwork.set(networkOrPrefix, rateLimiter);
    const [oldest] = byNetwork.keys();
    if (byNetwork.size > MAX_TRACKED_NETWORKS && oldest !== undefined) byNetwork.delete(oldest);
    return rateLimiter;
  };
  const isNetworkWithinLimit = (network: string) => {
    const now = monotonicNow();
    const rateLimiters = networkAndPrefix(network).map((key) =>
      rateLimiterOf(key, key === network ? REPORTS_PER_NETWORK : REPORTS_PER_NETWORK * fixedLimits.networksPerPrefix),
    );
    if (rateLimiters.some((each) => each.retryAfterMs(now) > 0)) return false;
    for (const each of rateLimiters) each.acquire(now);
    return true;
  };
  const isKindWithinLimit = (kind: string) => {
    const known = byKind.get(kind) ?? new RateLimiter(itemsPerKind, WINDOW_MS);
    byKind.set(kind, known);
    return known.tryAcquire(monotonicNow()) === 0;
  };

  return async (request: IncomingMessage, response: ServerResponse, reject: Reject) => {
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      return reject(405, 'Use POST to send a report.');
    }
    if (!type.test(request.headers['content-type'] ?? '')) {
      response.shouldKeepAlive = false;
      return reject(415, typeSentence);
    }
    if (!isNetworkWithinLimit(clientNetwork(request))) {
      response.shouldKeepAlive = false;
      return reject(429, 'Too many reports. Try again in a minute.');
    }
    const report = await readBody(request, MAX_REPORT_BYTES);
    if (report === 'disconnected') return undefined;
    if (report === 'too-large') {
      response.shouldKeepAlive = false;
      return reject(413, `A report may have at most ${MAX_REPORT_BYTES} bytes.`);
    }
    if (report === 'not-utf-8') return reject(400, 'The report is not UTF-8.');
    const { headers } = request;
    const hosts = [headers.host?.toLowerCase(), publicHost].filter((host) => host !== undefined);
    const items = parse(parseJson(report.text), { headers, hosts });
    if (items === undefined) return reject(400, invalidSentence);
    const accepted = items.filter((item) => isKindWithinLimit(kindOf(item)));
    for (const item of accepted) onItem(item);
    if (accepted.length === 0) return reject(429, 'Too many reports. Try again in a minute.');
    return sendText(response, 202, 'Report received.');
  };
};

/** Returns the value of a JSON text; undefined if it is not JSON. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
