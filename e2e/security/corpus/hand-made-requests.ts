import { readFileSync } from 'node:fs';
import path from 'node:path';
import { METHODS } from 'node:http';
import { buildRequest, encodeUtf8, memberHeaders, type RequestParts } from './build-request.ts';

/** A request, and the responses that it must get. */
export interface HandMadeRequest {
  readonly name: string;
  readonly bytes: string;
  /** The status of each response, in order. Empty: the server must close the connection without a response. */
  readonly statuses: readonly number[];
  /** Local address to connect from. */
  readonly from?: string;
}

/**
 * Returns every hand-made request. The text files contain one per line: ¶ is a line end on the wire, \xff a byte, and «a×9» nine times the
 * same text.
 */
export const handMadeRequests = (): HandMadeRequest[] => [
  ...readCorpus('targets.txt', (target) => buildRequest({ target, headers: memberHeaders })),
  ...readCorpus('headers.txt', (line) => requestWithHeader(line)),
  ...readCorpus('bodies.txt', (bytes) => buildRequest({ target: '/trpc/join', headers: memberHeaders, bytes })),
  ...readCorpus('types.txt', (type) =>
    buildRequest({
      target: '/trpc/leave',
      text: '{}',
      headers: { 'content-type': type === '(none)' ? undefined : type },
    }),
  ),
  ...readCorpus('raw-requests.txt', (bytes) => bytes),
  ...INVALID_FIELDS.flatMap(({ procedure, field, others, invalid }) =>
    invalid.map((value) => ({
      name: `${procedure} with an invalid ${field}: ${JSON.stringify(value)?.slice(0, 40)}`,
      bytes: callOf(procedure, { json: { ...others, [field]: value } }),
      statuses: [400],
    })),
  ),
  ...['join', 'send', 'edit', 'delete', 'react', 'rename', 'typing', 'wait', 'history', 'leave', 'getUsers'].map(
    (procedure) => ({
      name: `${procedure} with a body that is too large`,
      bytes: callOf(procedure, { text: ' '.repeat(16_385) }),
      statuses: [413],
    }),
  ),
  ...REPORTS.map(([text, status], index) => ({
    name: `a CSP report: ${JSON.stringify(text.slice(0, 40))}`,
    bytes: buildRequest({ target: '/csp-report', text }),
    statuses: [status],
    // The number of reports from one network is limited.
    from: `127.0.1.${index + 1}`,
  })),
  ...PAGE_ERRORS.map(([text, status], index) => ({
    name: `a report of a page error: ${JSON.stringify(text.slice(0, 40))}`,
    bytes: buildRequest({ target: '/page-error', text, headers: { origin: 'http://localhost' } }),
    statuses: [status],
    from: `127.0.3.${index + 1}`,
  })),
  {
    name: 'an Origin with control characters, which the log names',
    bytes: buildRequest({ target: '/trpc/leave', text: '{}', headers: { origin: 'http://\u009b2J\u0085' } }),
    statuses: [403],
    from: '127.0.2.1',
  },
  ...METHODS.filter((method) => method !== 'CONNECT').flatMap((method) =>
    ENDPOINTS.map((target) => ({
      name: `${method} ${target}`,
      bytes: buildRequest({
        method,
        target,
        headers: { ...memberHeaders, ...(REPORT_TARGETS.includes(target) && CLOSING) },
      }),
      statuses: [statusOf(method, target)],
    })),
  ),
];

const callOf = (procedure: string, parts: RequestParts) =>
  buildRequest({ target: `/trpc/${procedure}`, headers: memberHeaders, ...parts });

/** Reads the lines under each heading `# title: statuses`. */
const readCorpus = (file: string, bytesOf: (line: string) => string): HandMadeRequest[] => {
  const corpus = readFileSync(path.join(import.meta.dirname, file), 'utf8');
  const sections = corpus.split(/^# (?=.*: [\d ]+$|.*: nothing$)/m);
  return sections.slice(1).flatMap((section) => {
    const [heading = '', ...lines] = section.split('\n');
    const [title, statuses = ''] = heading.split(': ');
    return lines
      .filter((line) => line !== '')
      .map((line) => ({
        name: `${title}: ${line}`,
        bytes: bytesOf(expand(line)),
        statuses: (statuses.match(/\d+/g) ?? []).map(Number),
      }));
  });
};

/** Returns the bytes of a line, one character per byte. */
const expand = (line: string) =>
  encodeUtf8(
    line
      .replaceAll('¶', '\r\n')
      .replaceAll(/«([^»]*)×(\d+)»/g, (_, part: string, times: string) => part.repeat(Number(times))),
  ).replaceAll(/\\x([\da-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

const requestWithHeader = (line: string) => {
  const { cookie } = memberHeaders;
  return `GET /trpc/getUsers HTTP/1.1\r\nhost: localhost\r\ncookie: ${cookie}\r\n${line}\r\n\r\n`;
};

const REPORT_TARGETS = ['/csp-report', '/page-error'];
const ENDPOINTS = ['/', '/x', '/trpc/join', '/trpc/getUsers', '/trpc/nothing', ...REPORT_TARGETS];
const CLOSING = { connection: 'close' };

const statusOf = (method: string, target: string) => {
  const isRead = method === 'GET' || method === 'HEAD';
  if (target === '/') return isRead ? 200 : 405;
  if (target === '/x') return isRead ? 404 : 405;
  if (target === '/trpc/nothing') return 404;
  if (REPORT_TARGETS.includes(target)) return method === 'POST' ? 415 : 405;
  if (target === '/trpc/getUsers') return { GET: 200, POST: 415 }[method] ?? 405;
  return method === 'POST' ? 415 : 405;
};

/** Reports, some with texts that would be lines of their own in the log if they were written as they are. */
const REPORTS: [text: string, status: number][] = [
  ['{"csp-report":{"document-uri":"http://localhost/","blocked-uri":"inline"}}', 202],
  ['{"csp-report":{"document-uri":"http://localhost/","blocked-uri":"\\n{\\"level\\":60}\\n\\u001b[2J\\u2028"}}', 202],
  ['{"csp-report":{"document-uri":"http://evil.example/"}}', 400],
  ['{"csp-report":{"blocked-uri":"inline"}}', 400],
  ['\n{"level":60,"msg":"forged"}\n', 400],
  ['\u001b[2J\u0000\u2028\u0085', 400],
  ['x'.repeat(4_096), 400],
  ['x'.repeat(4_097), 413],
];

const PAGE_ERRORS: [text: string, status: number][] = [
  ['{"piece":"row","name":"TypeError","frames":["room-a1.js:1:2"]}', 202],
  ['{"piece":"row","name":"\\n{\\"level\\":60}\\n\\u001b[2J\\u2028","frames":[]}', 400],
  ['{"piece":"row","name":"TypeError","frames":["\\n{\\"level\\":60}:1:2"]}', 400],
  ['{"piece":"row","name":"TypeError","frames":[],"message":"x"}', 400],
  ['{"__proto__":{"piece":"row"},"name":"TypeError","frames":[]}', 400],
  ['\n{"level":60,"msg":"forged"}\n', 400],
  ['x'.repeat(4_096), 400],
  ['x'.repeat(4_097), 413],
];

const ID = '9b2c1f1e-5d1a-4f5e-9d0e-0d6f3a1f2b11';
/** The mutation id of the message that was sent under `ID`. */
const MUTATION_ID = '2_4dyr1WOgOM_3zrVVI6Bw';
const NON_STRINGS: unknown[] = [null, true, 0, 1e308, [], ['x'], {}, { toString: 'x' }, { length: 1 }];
const INVALID_IDS: unknown[] = [
  '',
  'x',
  '__proto__',
  ID.slice(1),
  `${ID}0`,
  `${ID}\n`,
  ID.replaceAll('-', ''),
  ` ${ID}`,
  `{${ID}}`,
  ID.repeat(400),
  ...NON_STRINGS,
];
const INVALID_MUTATION_IDS: unknown[] = [
  ID,
  '',
  '__proto__',
  MUTATION_ID.slice(1),
  `${MUTATION_ID}0`,
  `${MUTATION_ID}\n`,
  MUTATION_ID.replace('_', '/'),
  MUTATION_ID.repeat(600),
  ...NON_STRINGS,
];
const INVALID_NUMBERS: unknown[] = [
  null,
  true,
  '',
  '0',
  '0x0',
  -1,
  0.5,
  1e-7,
  1e308,
  9_007_199_254_740_992,
  -9_007_199_254_740_992,
  [],
  [0],
  {},
  { valueOf: 0 },
];
const NON_BOOLEANS: unknown[] = [null, 'true', '', 0, 1, [], {}];
const INVALID_TEXTS = [
  '',
  ' ',
  '\n',
  '\u0000',
  '\u200B',
  '\u2800',
  '\uD800',
  'x\uDC00',
  '\u202E',
  'x'.repeat(2_001),
  'é'.repeat(5_000),
];

/** Combining marks that Unicode normalization must reorder, each past all those before it. */
const COSTLY_TEXT = `a${'\u0300'.repeat(3_500)}${'\u0316'.repeat(3_500)}`;

/** Invalid values for each field of each procedure. */
const INVALID_FIELDS = [
  { procedure: 'join', field: 'nickname', others: {}, invalid: NON_STRINGS },
  { procedure: 'join', field: 'attempt', others: { nickname: 'x' }, invalid: INVALID_IDS },
  {
    procedure: 'send',
    field: 'text',
    others: { clientMsgId: ID },
    invalid: [...NON_STRINGS, ...INVALID_TEXTS, COSTLY_TEXT],
  },
  { procedure: 'send', field: 'clientMsgId', others: { text: 'x' }, invalid: INVALID_IDS },
  {
    procedure: 'edit',
    field: 'targetMutationId',
    others: { text: 'x', clientMsgId: ID },
    invalid: INVALID_MUTATION_IDS,
  },
  {
    procedure: 'edit',
    field: 'text',
    others: { targetMutationId: MUTATION_ID, clientMsgId: ID },
    invalid: [...NON_STRINGS, ...INVALID_TEXTS, COSTLY_TEXT],
  },
  {
    procedure: 'edit',
    field: 'clientMsgId',
    others: { targetMutationId: MUTATION_ID, text: 'x' },
    invalid: INVALID_IDS,
  },
  { procedure: 'delete', field: 'targetMutationId', others: { clientMsgId: ID }, invalid: INVALID_MUTATION_IDS },
  { procedure: 'delete', field: 'clientMsgId', others: { targetMutationId: MUTATION_ID }, invalid: INVALID_IDS },
  {
    procedure: 'send',
    field: 'replyTo',
    others: { text: 'x', clientMsgId: ID },
    invalid: INVALID_MUTATION_IDS,
  },
  {
    procedure: 'react',
    field: 'targetMutationId',
    others: { emoji: '👍', clientMsgId: ID },
    invalid: INVALID_MUTATION_IDS,
  },
  {
    procedure: 'react',
    field: 'emoji',
    others: { targetMutationId: MUTATION_ID, clientMsgId: ID },
    invalid: [...NON_STRINGS, '', 'x', '👍👍', COSTLY_TEXT],
  },
  {
    procedure: 'react',
    field: 'clientMsgId',
    others: { targetMutationId: MUTATION_ID, emoji: '👍' },
    invalid: INVALID_IDS,
  },
  { procedure: 'rename', field: 'nickname', others: { clientMsgId: ID }, invalid: NON_STRINGS },
  { procedure: 'rename', field: 'clientMsgId', others: { nickname: 'Eve' }, invalid: INVALID_IDS },
  { procedure: 'wait', field: 'since', others: { hold: false }, invalid: INVALID_NUMBERS },
  { procedure: 'wait', field: 'epoch', others: { since: 0, hold: false }, invalid: NON_STRINGS },
  { procedure: 'wait', field: 'tab', others: { since: 0, hold: false }, invalid: [...NON_STRINGS, 'x'.repeat(65)] },
  {
    procedure: 'wait',
    field: 'presence',
    others: { since: 0, hold: false },
    invalid: INVALID_NUMBERS.filter((value) => value !== -1),
  },
  { procedure: 'wait', field: 'hold', others: { since: 0 }, invalid: NON_BOOLEANS },
  { procedure: 'history', field: 'before', others: {}, invalid: INVALID_NUMBERS },
  { procedure: 'history', field: 'epoch', others: { before: 0 }, invalid: NON_STRINGS },
  {
    procedure: 'leave',
    field: 'reason',
    others: {},
    invalid: [...NON_STRINGS, '\uD800', COSTLY_TEXT, 'x'.repeat(33), 'é'.repeat(5_000)],
  },
  { procedure: 'typing', field: 'stopped', others: {}, invalid: NON_BOOLEANS },
  { procedure: 'leave', field: 'closing', others: {}, invalid: NON_BOOLEANS },
];
