import { parseCspReport, type CspViolation } from './csp-violation.ts';
import { createReportHandler, type ReportLimitOptions } from './report-handler.ts';

/** Violations from all networks in a minute. */
const VIOLATIONS_PER_WINDOW = 60;
/** The types that browsers send (CSP Level 3, section 5.4, and the Reporting API). A page of another site cannot send them. */
const REPORT_TYPE = /^application\/(csp-report|reports\+json|json)\s*(;|$)/i;

export interface CspReportOptions extends ReportLimitOptions {
  /** The host of the room's public URL, if it has one. A proxy may change the Host header. */
  readonly publicHost: string | undefined;
  /** Receives each violation that was accepted. */
  readonly onViolation: (violation: CspViolation) => void;
}

/**
 * Creates the handler for violation reports of the page's Content Security Policy. It accepts reports about pages of this room only, of at
 * most 4 KiB: 10 per minute from one network, with 60 violations from all networks together.
 */
export const createCspReportHandler = ({ publicHost, onViolation, ...limits }: CspReportOptions) =>
  createReportHandler({
    ...limits,
    type: REPORT_TYPE,
    typeSentence: 'A report must be application/csp-report or application/reports+json.',
    parse: (text, { headers }) => {
      const hosts = [headers.host?.toLowerCase(), publicHost].filter((host) => host !== undefined);
      return parseCspReport(text, hosts);
    },
    invalidSentence: 'This is no report about a page of this room.',
    kindOf: () => 'violation',
    itemsPerKind: VIOLATIONS_PER_WINDOW,
    onItem: onViolation,
  });
