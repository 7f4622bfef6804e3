import type { IncomingMessage, ServerResponse } from 'node:http';
import { RateLimiter } from '../chat/rate-limiter.ts';
import { readBody } from './read-body.ts';
import { sendText } from './text-response.ts';

const MAX_REPORT_BYTES = 4_096;
const REPORTS_PER_WINDOW = 10;
const WINDOW_MS = 60_000;
const MAX_TRACKED_NETWORKS = 1_000;

export interface CspReportOptions {
  /** Returns the network that a request came from. */
  readonly clientNetwork: (request: IncomingMessage) => string;
  /** Returns ms of a clock that never jumps. */
  readonly monotonicNow: () => number;
  /** Receives each accepted report, as the browser wrote it. */
  readonly onReport: (report: string) => void;
}

/**
 * Creates the handler for violation reports of the page's Content Security Policy (CSP Level 3, section 5). It accepts 10 reports
 * per minute from one network, of at most 4 KiB each.
 */
export const createCspReportHandler = ({ clientNetwork, monotonicNow, onReport }: CspReportOptions) => {
  const rateLimiters = new Map<string, RateLimiter>();
  const isWithinLimit = (network: string) => {
    if (rateLimiters.size >= MAX_TRACKED_NETWORKS) rateLimiters.clear();
    const rateLimiter = rateLimiters.get(network) ?? new RateLimiter(REPORTS_PER_WINDOW, WINDOW_MS);
    rateLimiters.set(network, rateLimiter);
    return rateLimiter.tryAcquire(monotonicNow()) === 0;
  };

  return async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      return sendText(response, 405, 'Use POST to send a report.');
    }
    if (!isWithinLimit(clientNetwork(request))) {
      response.shouldKeepAlive = false;
      return sendText(response, 429, 'Too many reports. Try again in a minute.');
    }
    const report = await readBody(request, MAX_REPORT_BYTES);
    if (report === 'disconnected') return undefined;
    if (report === 'too-large') {
      response.shouldKeepAlive = false;
      return sendText(response, 413, `A report may have at most ${MAX_REPORT_BYTES} bytes.`);
    }
    if (report === 'not-utf-8') return sendText(response, 400, 'The report is not UTF-8.');
    onReport(report.text);
    return sendText(response, 202, 'Report received.');
  };
};
