import { parseCspReport, type CspViolation } from './csp-violation.ts';
import { createReportHandler, type ReportOptions } from './report-handler.ts';

/** Violations from all networks in a minute. */
const VIOLATIONS_PER_WINDOW = 60;
/** The types that browsers send (CSP Level 3, section 5.4, and the Reporting API). A page of another site cannot send them. */
const REPORT_TYPE = /^application\/(csp-report|reports\+json|json)\s*(;|$)/i;

export interface CspReportOptions extends ReportOptions {
  /** Receives each violation that was accepted. */
  readonly onViolation: (violation: CspViolation) => void;
}

/**
 * Creates the handler for violation reports of the page's Content Security Policy. It accepts reports about pages of this room only, of at
 * most 4 KiB: 10 per minute from one network, with 60 violations from all networks together.
 */
export const createCspReportHandler = ({ onViolation, ...options }: CspReportOptions) =>
  createReportHandler({
    ...options,
    type: REPORT_TYPE,
    typeSentence: 'A report must be application/csp-report or application/reports+json.',
    parse: (report, { hosts }) => parseCspReport(report, hosts),
    invalidSentence: 'This is not a report about a page of this room.',
    kindOf: () => 'violation',
    itemsPerKind: VIOLATIONS_PER_WINDOW,
    onItem: onViolation,
  });
