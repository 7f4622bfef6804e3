import type { IncomingMessage, ServerResponse } from 'node:http';
import { Throttle } from '../chat/rate-limiter.ts';
import { readBody } from './read-body.ts';
import { answerPlainly } from './text-response.ts';

const MOST_BYTES = 4_096;
const MOST_HOSTS = 1_000;

export interface CspReportOptions {
  readonly hostOf: (request: IncomingMessage) => string;
  /** Ms of a clock that never jumps. */
  readonly elapsed: () => number;
  /** Told what a browser kept the page from doing, as the browser wrote it. */
  readonly onReport: (report: string) => void;
}

/** Takes what browsers report of the page's security policy (CSP Level 3 §5): 10 a minute from one host, of at most 4 KiB each. */
export const cspReport = ({ hostOf, elapsed, onReport }: CspReportOptions) => {
  const throttles = new Map<string, Throttle>();
  const mayPass = (host: string) => {
    if (throttles.size >= MOST_HOSTS) throttles.clear();
    const throttle = throttles.get(host) ?? new Throttle(10, 60_000);
    throttles.set(host, throttle);
    return throttle.pass(elapsed()) === 0;
  };

  return async (request: IncomingMessage, response: ServerResponse) => {
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      return answerPlainly(response, 405, 'Here browsers report, with POST.');
    }
    if (!mayPass(hostOf(request))) {
      response.shouldKeepAlive = false;
      return answerPlainly(response, 429, 'That is enough for now.');
    }
    const report = await readBody(request, MOST_BYTES);
    if (report === 'hung-up') return undefined;
    if (report === 'too-large') {
      response.shouldKeepAlive = false;
      return answerPlainly(response, 413, `A report has at most ${MOST_BYTES} bytes.`);
    }
    onReport(report.text);
    return answerPlainly(response, 202, 'Thank you.');
  };
};
