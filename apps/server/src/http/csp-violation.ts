import * as z from 'zod/mini';

/** A violation of the page's Content Security Policy, as the log shows it. Its texts are visible ASCII and have a bounded length. */
export interface CspViolation {
  /** The directive that was violated, as in `script-src-elem`. */
  readonly directive: string;
  /** The blocked resource: the origin of its URL, or a keyword such as `inline` or `eval`. */
  readonly blocked: string;
  /** The path of the page, without its query. */
  readonly page: string;
  /** Where the violation happened: the path of a file of this room, or the origin of another one. Empty if unknown. */
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/** Violations that one report may have. The Reporting API collects them, but a report of 4 KiB has no more. */
const MAX_VIOLATIONS = 10;
const MAX_LENGTH = 200;

/**
 * Returns the violations in a report, in the format of `report-uri` (CSP Level 3, section 5.3) or of the Reporting API; `undefined` if the
 * value is not a report, or if one of its violations is not about a page of this room.
 *
 * Reads selected fields only: a sample may contain a message, and a URL may contain what a user typed.
 *
 * @param hosts the hosts of this room with their ports, as in a URL
 */
export const parseCspReport = (report: unknown, hosts: readonly string[]): CspViolation[] | undefined => {
  const { data } = Report.safeParse(report);
  if (!data) return undefined;
  const violations = data.map((reported) => {
    const page = URL.parse(reported.page);
    return page && isHttp(page) && hosts.includes(page.host) ? toViolation(reported, page) : undefined;
  });
  return violations.every((violation) => violation !== undefined) ? violations : undefined;
};

interface ReportedViolation {
  readonly page: string;
  readonly directive: string;
  readonly blocked: string;
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

const toViolation = (reported: ReportedViolation, page: URL): CspViolation => {
  const source = URL.parse(reported.source);
  return {
    directive: clean(reported.directive),
    blocked: clean(originOf(reported.blocked)),
    page: clean(page.pathname),
    source: clean(source?.host === page.host ? source.pathname : originOf(reported.source)),
    line: reported.line,
    column: reported.column,
  };
};

/** Returns the origin of a URL, or the text itself: anything else is a keyword. */
const originOf = (text: string) => {
  const url = URL.parse(text);
  if (!url) return text;
  return url.host === '' ? url.protocol : `${url.protocol}//${url.host}`;
};

const clean = (text: string) => text.replaceAll(/[^\u0020-\u007E]/g, '').slice(0, MAX_LENGTH);

const isHttp = ({ protocol }: URL) => protocol === 'http:' || protocol === 'https:';

const text = z._default(z.string(), '');
const number = z.pipe(
  z._default(z.unknown(), 0),
  z.transform((value) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0)),
);

const LegacyReport = z.pipe(
  z.object({
    'csp-report': z.object({
      'document-uri': z.string(),
      'effective-directive': text,
      'violated-directive': text,
      'blocked-uri': text,
      'source-file': text,
      'line-number': number,
      'column-number': number,
    }),
  }),
  z.transform(({ 'csp-report': report }): ReportedViolation[] => [
    {
      page: report['document-uri'],
      // Older browsers send only the latter, with its sources.
      directive: report['effective-directive'] || (report['violated-directive'].split(' ')[0] ?? ''),
      blocked: report['blocked-uri'],
      source: report['source-file'],
      line: report['line-number'],
      column: report['column-number'],
    },
  ]),
);

const ApiReport = z.pipe(
  z
    .array(
      z.object({
        type: z.literal('csp-violation'),
        body: z.object({
          documentURL: z.string(),
          effectiveDirective: text,
          blockedURL: text,
          sourceFile: z._default(z.nullable(z.string()), ''),
          lineNumber: number,
          columnNumber: number,
        }),
      }),
    )
    .check(z.minLength(1), z.maxLength(MAX_VIOLATIONS)),
  z.transform((reports): ReportedViolation[] =>
    reports.map(({ body }) => ({
      page: body.documentURL,
      directive: body.effectiveDirective,
      blocked: body.blockedURL,
      source: body.sourceFile ?? '',
      line: body.lineNumber,
      column: body.columnNumber,
    })),
  ),
);

const Report = z.union([LegacyReport, ApiReport]);
