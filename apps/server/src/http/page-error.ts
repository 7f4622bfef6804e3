import { PageError } from '@mailroom/shared';
import { createReportHandler, type ReportOptions, type ReportSource } from './report-handler.ts';

/** Errors of one piece of the page from all networks in a minute. */
const ERRORS_PER_PIECE = 20;
/** A page of another site cannot send it. */
const REPORT_TYPE = /^application\/json\s*(;|$)/i;

export interface PageErrorOptions extends ReportOptions {
  /** Receives each error that was accepted. */
  readonly onPageError: (error: PageError) => void;
}

/**
 * Creates the handler for errors that cost a page of this room one of its pieces. It accepts reports of at most 4 KiB: 10 per minute from one
 * network, with 20 errors of one piece from all networks together.
 */
export const createPageErrorHandler = ({ onPageError, ...options }: PageErrorOptions) =>
  createReportHandler({
    ...options,
    type: REPORT_TYPE,
    typeSentence: 'A report must be application/json.',
    parse: (report, source) => {
      const { data } = PageError.safeParse(report);
      return data && isFromPage(source) ? [data] : undefined;
    },
    invalidSentence: 'This is not a report about a page of this room.',
    kindOf: ({ piece }) => piece,
    itemsPerKind: ERRORS_PER_PIECE,
    onItem: onPageError,
  });

/** Whether a page of this room sent the request. Browsers send the Origin of each POST. */
const isFromPage = ({ headers: { origin, 'sec-fetch-site': site }, hosts }: ReportSource) => {
  if (site !== undefined && site !== 'same-origin') return false;
  const url = URL.parse(origin ?? '');
  return url !== null && /^https?:$/.test(url.protocol) && hosts.includes(url.host);
};
