import type { RawResponse } from './raw-response.ts';

/** The size that a response may have: bytes per byte of its request, plus a constant. */
const MAX_SIZE = { perRequestByte: 16, constant: 4_096 };

/** Returns what is wrong with a response, whatever the request was. */
export const checkResponse = (response: RawResponse, request: string): string[] => [
  ...checkHead(response),
  ...(isPageFile(response) ? [] : [...checkSize(response, request), ...leaksIn(response.body, request)]),
  ...(response.status >= 400 && isJson(response) ? checkErrorBody(response.body) : []),
];

/** Whether the response is a file of the page, which may have any size: it costs only bandwidth, and slow readers are dropped. */
export const isPageFile = ({ status, headers }: RawResponse): boolean =>
  status === 200 && PAGE_FILE.test(headers.get('content-type') ?? '');

const PAGE_FILE = /^(text\/(html|javascript|css)|image\/)/;

const checkHead = ({ status, headers }: RawResponse): string[] => {
  const problems = Object.entries(REQUIRED_HEADERS)
    .filter(([name, value]) => headers.get(name) !== value)
    .map(([name]) => `${name} is ${headers.get(name) ?? 'absent'}`);
  if (status < 200 || status >= 500) problems.push(`status ${status}`);
  if (status >= 400 && headers.get('cache-control') !== 'no-store') problems.push('an error may be cached');
  return [
    ...problems,
    ...['server', 'x-powered-by'].filter((name) => headers.has(name)).map((name) => `reveals ${name}`),
  ];
};

const REQUIRED_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

const checkSize = ({ length }: RawResponse, request: string): string[] => {
  const max = MAX_SIZE.perRequestByte * request.length + MAX_SIZE.constant;
  return length > max ? [`${length} bytes for ${request.length}`] : [];
};

/** Stack traces, file names and internals of libraries. Text of the request itself is not a leak. */
const leaksIn = (body: string, request: string): string[] =>
  [...body.matchAll(LEAKS)]
    .map(([leak]) => leak)
    .filter((leak) => !request.includes(leak))
    .map((leak) => `leaks ${leak}`);

const LEAKS =
  /\bat [\w.<> ]+ \(|node:\w+|file:\/\/|node_modules|apps\/\w+|\w+\.[cm]?[jt]s\b|\$?Zod\w*|SyntaxError|TypeError|"(stack|expected|inst|received)":/g;

const isJson = ({ headers }: RawResponse) => headers.get('content-type')?.startsWith('application/json') ?? false;

const checkErrorBody = (body: string): string[] => {
  if (body === '') return [];
  const { error, ...more }: { error: ErrorBody } = JSON.parse(Buffer.from(body, 'latin1').toString());
  const { code: _, message, data, ...others } = error;
  const unknown = Object.keys({ ...more, ...others }).concat(Object.keys(data).filter((name) => !ERROR_DATA.has(name)));
  if (message.length > 100) unknown.push('a long message');
  for (const issue of data.issues ?? []) if (Object.keys(issue).join() !== 'field,rule') unknown.push('an issue');
  return unknown.map((name) => `the error contains ${name}`);
};

interface ErrorBody {
  readonly code?: number;
  readonly message: string;
  readonly data: { readonly issues?: readonly object[] };
}

/** The fields that the data of an error may have. */
const ERROR_DATA = new Set([
  'code',
  'httpStatus',
  'path',
  'issues',
  'refusal',
  'rule',
  'limit',
  'retryAfterMs',
  'scope',
]);
