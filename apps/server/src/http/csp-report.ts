import type { IncomingMessage, ServerResponse } from 'node:http';
import { RateLimiter } from '../chat/limits/rate-limiter.ts';
import { parseCspReport, type CspViolation } from './csp-violation.ts';
import { readBody } from './read-body.ts';
import { sendText, type Reject } from './text-response.ts';

const MAX_REPORT_BYTES = 4_096;
const WINDOW_MS = 60_000;
/** Reports from one network in a window. */
const REPORTS_PER_NETWORK = 10;
/** Violations from all networks in a window. Bounds the log, however many networks report them. */
const VIOLATIONS_PER_WINDOW = 60;
/** The network that sent no report for the longest time is forgotten first. */
const MAX_TRACKED_NETWORKS = 1_000;
/** The types that browsers send (CSP Level 3, section 5.4, and the Reporting API). A page of another site cannot send them. */
const REPORT_TYPE = /^application\/(csp-report|reports\+json|json)\s*(;|$)/i;

export interface CspReportOptions {
  /** Returns the network that a request came from. */
  readonly clientNetwork: (request: IncomingMessage) => string;
  /** The host of the room's public URL, if it has one. A proxy may change the Host header. */
  readonly publicHost: string | undefined;
  /** Returns ms of a clock that never jumps. */
  readonly monotonicNow: () => number;
  /** Receives each violation that was accepted. */
  readonly onViolation: (violation: CspViolation) => void;
}

/**
 * Creates the handler for violation reports of the page's Content Security Policy. It accepts reports about pages of this room only, of at
 * most 4 KiB: 10 per minute from one network, with 60 violations from all networks together.
 */
export const createCspReportHandler = ({ clientNetwork, publicHost, monotonicNow, onViolation }: CspReportOptions) => {
  const byNetwork = new Map<string, RateLimiter>();
  const overall = new RateLimiter(VIOLATIONS_PER_WINDOW, WINDOW_MS);
  const isWithinLimit = (network: string) => {
    const known = byNetwork.get(network) ?? new RateLimiter(REPORTS_PER_NETWORK, WINDOW_MS);
    byNetwork.delete(network);
    byNetwork.set(network, known);
    const [oldest] = byNetwork.keys();
    if (byNetwork.size > MAX_TRACKED_NETWORKS && oldest !== undefined) byNetwork.delete(oldest);
    return known.tryAcquire(monotonicNow()) === 0;
  };

  return async (request: IncomingMessage, response: ServerResponse, reject: Reject) => {
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      return reject(405, 'Use POST to send a report.');
    }
    if (!REPORT_TYPE.test(request.headers['content-type'] ?? '')) {
      response.shouldKeepAlive = false;
      return reject(415, 'A report must be application/csp-report or application/reports+json.');
    }
    if (!isWithinLimit(clientNetwork(request))) {
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
    const hosts = [request.headers.host?.toLowerCase(), publicHost].filter((host) => host !== undefined);
    const violations = parseCspReport(report.text, hosts);
    if (violations === undefined) return reject(400, 'This is no report about a page of this room.');
    const logged = violations.filter(() => overall.tryAcquire(monotonicNow()) === 0);
    for (const violation of logged) onViolation(violation);
    if (logged.length === 0) return reject(429, 'Too many reports. Try again in a minute.');
    return sendText(response, 202, 'Report received.');
  };
};
