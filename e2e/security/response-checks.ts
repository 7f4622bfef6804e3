import type { Answer } from './raw-response.ts';

/** Bytes that an answer may have for each byte of its request, and besides. */
const MOST_ANSWERED = { perByte: 16, besides: 4_096 };

/** What is wrong with an answer, whatever it was asked. */
export const complaintsAbout = (answer: Answer, request: string): string[] => [
  ...complaintsAboutHead(answer),
  ...(isPageFile(answer) ? [] : [...complaintsAboutSize(answer, request), ...leaksIn(answer.body, request)]),
  ...(answer.status >= 400 && isJson(answer) ? complaintsAboutError(answer.body) : []),
];

/** A file of the page may be as large as it likes: it costs nothing but the wire, and slow readers are dropped. */
export const isPageFile = ({ status, headers }: Answer): boolean =>
  status === 200 && PAGE_FILE.test(headers.get('content-type') ?? '');

const PAGE_FILE = /^(text\/(html|javascript|css)|image\/)/;

const complaintsAboutHead = ({ status, headers }: Answer): string[] => {
  const complaints = Object.entries(ON_EVERY_ANSWER)
    .filter(([name, value]) => headers.get(name) !== value)
    .map(([name]) => `${name} is ${headers.get(name) ?? 'absent'}`);
  if (status < 200 || status >= 500) complaints.push(`status ${status}`);
  if (status >= 400 && headers.get('cache-control') !== 'no-store') complaints.push('a refusal may be cached');
  return [
    ...complaints,
    ...['server', 'x-powered-by'].filter((name) => headers.has(name)).map((name) => `tells ${name}`),
  ];
};

const ON_EVERY_ANSWER = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

const complaintsAboutSize = ({ length }: Answer, request: string): string[] => {
  const most = MOST_ANSWERED.perByte * request.length + MOST_ANSWERED.besides;
  return length > most ? [`${length} bytes for ${request.length}`] : [];
};

/** Stacks, files and the insides of libraries; what the caller wrote themselves they may read again. */
const leaksIn = (body: string, request: string): string[] =>
  [...body.matchAll(LEAKS)]
    .map(([leak]) => leak)
    .filter((leak) => !request.includes(leak))
    .map((leak) => `leaks ${leak}`);

const LEAKS =
  /\bat [\w.<> ]+ \(|node:\w+|file:\/\/|node_modules|apps\/\w+|\w+\.[cm]?[jt]s\b|\$?Zod\w*|SyntaxError|TypeError|"(stack|expected|inst|received)":/g;

const isJson = ({ headers }: Answer) => headers.get('content-type')?.startsWith('application/json') ?? false;

const complaintsAboutError = (body: string): string[] => {
  if (body === '') return [];
  const { error, ...more }: { error: Shape } = JSON.parse(Buffer.from(body, 'latin1').toString());
  const { code: _, message, data, ...others } = error;
  const strange = Object.keys({ ...more, ...others }).concat(Object.keys(data).filter((name) => !TOLD.has(name)));
  if (message.length > 100) strange.push('a long message');
  for (const issue of data.issues ?? []) if (Object.keys(issue).join() !== 'field,rule') strange.push('an issue');
  return strange.map((name) => `tells of ${name}`);
};

interface Shape {
  readonly code?: number;
  readonly message: string;
  readonly data: { readonly issues?: readonly object[] };
}

/** All that an error may tell. */
const TOLD = new Set(['code', 'httpStatus', 'path', 'issues', 'refusal', 'rule', 'limit', 'retryAfterMs']);
