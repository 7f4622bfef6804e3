import type { IncomingHttpHeaders } from 'node:http';
import { PageError } from '@mailroom/shared';
import { createReportHandler, parseJson, type ReportLimitOptions } from './report-handler.ts';

/** Errors of one piece of the page from all networks in a minute. */
const ERRORS_PER_PIECE = 20;
/** A page of another site cannot send it. */
const REPORT_TYPE = /^application\/json\s*(;|$)/i;

export interface PageErrorOptions extends ReportLimitOptions {
  /** The host of the room's public URL, if it has one. A proxy may change the Host header. */
  readonly publicHost: string | undefined;
  /** Receives each error that was accepted. */
  readonly onPageError: (error: PageError) => void;
}

/**
 * Creates the handler for errors that cost a page of this room one of its pieces. It accepts reports of at most 4 KiB: 10 per minute from one
 * network, with 20 errors of one piece from all networks together.
 */
export const createPageErrorHandler = ({ publicHost, onPageError, ...limits }: PageErrorOptions) =>
  createReportHandler({
    ...limits,
    type: REPORT_TYPE,
    typeSentence: 'A report must be application/json.',
    parse: (text, { headers }) => {
      const { data } = PageError.safeParse(parseJson(text));
      return data && isFromPage(headers, publicHost) ? [data] : undefined;
    },
    invalidSentence: 'This is no report about a page of this room.',
    kindOf: ({ piece }) => piece,
    itemsPerKind: ERRORS_PER_PIECE,
    onItem: onPageError,
  });

/** Whether a page of this room sent the request. Browsers send the Origin of each POST. */
const isFromPage = ({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders, publicHost: string | undefined) => {
  if (site !== undefined && site !== 'same-origin') return false;
  const url = URL.parse(origin ?? '');
  return url !== null && /^https?:$/.test(url.protocol) && [host?.toLowerCase(), publicHost].includes(url.host);
};
