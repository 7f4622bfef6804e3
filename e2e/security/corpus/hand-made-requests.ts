import { readFileSync } from 'node:fs';
import path from 'node:path';
import { METHODS } from 'node:http';
import { inTheRoom, request, utf8, type Parts } from './build-request.ts';

/** A request by hand, and how it has to be answered. */
export interface Case {
  readonly name: string;
  readonly bytes: string;
  /** The status of each answer, in order. None at all means that the connection has to be closed without. */
  readonly statuses: readonly number[];
  /** Address of this machine to call from. */
  readonly from?: string;
}

/** Every hand-made request. Those of the text files stand one a line: ¶ is a line's end on the wire, \xff a byte, «a×9» nine of them. */
export const allCases = (): Case[] => [
  ...written('targets.txt', (target) => request({ target, headers: inTheRoom })),
  ...written('headers.txt', (line) => withHeader(line)),
  ...written('bodies.txt', (bytes) => request({ target: '/trpc/join', headers: inTheRoom, bytes })),
  ...written('types.txt', (type) =>
    request({ target: '/trpc/leave', text: '{}', headers: { 'content-type': type === '(none)' ? undefined : type } }),
  ),
  ...written('raw-requests.txt', (whole) => whole),
  ...WRONG_FIELDS.flatMap(({ procedure, field, right, wrong }) =>
    wrong.map((value) => ({
      name: `${procedure} with a ${field} that is none: ${JSON.stringify(value)?.slice(0, 40)}`,
      bytes: to(procedure, { json: { ...right, [field]: value } }),
      statuses: [400],
    })),
  ),
  ...['join', 'send', 'edit', 'delete', 'rename', 'typing', 'wait', 'leave', 'getUsers'].map((procedure) => ({
    name: `${procedure} with too large a body`,
    bytes: to(procedure, { text: ' '.repeat(16_385) }),
    statuses: [413],
  })),
  ...REPORTS.map((text, index) => ({
    name: `a report: ${JSON.stringify(text.slice(0, 40))}`,
    bytes: request({ target: '/csp-report', text }),
    statuses: [text.length > 4_096 ? 413 : 202],
    // One host may only report so often.
    from: `127.0.1.${index + 1}`,
  })),
  ...METHODS.filter((method) => method !== 'CONNECT').flatMap((method) =>
    DOORS.map((target) => ({
      name: `${method} ${target}`,
      bytes: request({ method, target, headers: { ...inTheRoom, ...(target === '/csp-report' && CLOSING) } }),
      statuses: [statusOf(method, target)],
    })),
  ),
];

const to = (procedure: string, parts: Parts) => request({ target: `/trpc/${procedure}`, headers: inTheRoom, ...parts });

/** The lines under each `# what they are: how they are answered`. */
const written = (file: string, bytesOf: (line: string) => string): Case[] => {
  const sections = readFileSync(path.join(import.meta.dirname, file), 'utf8').split(/^# (?=.*: [\d ]+$|.*: nothing$)/m);
  return sections.slice(1).flatMap((section) => {
    const [title = '', ...lines] = section.split('\n');
    const [what, statuses = ''] = title.split(': ');
    return lines
      .filter((line) => line !== '')
      .map((line) => ({
        name: `${what}: ${line}`,
        bytes: bytesOf(unfolded(line)),
        statuses: (statuses.match(/\d+/g) ?? []).map(Number),
      }));
  });
};

/** One character a byte. */
const unfolded = (line: string) =>
  utf8(
    line
      .replaceAll('¶', '\r\n')
      .replaceAll(/«([^»]*)×(\d+)»/g, (_, part: string, times: string) => part.repeat(Number(times))),
  ).replaceAll(/\\x([\da-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

const withHeader = (line: string) => {
  const { cookie } = inTheRoom;
  return `GET /trpc/getUsers HTTP/1.1\r\nhost: x\r\ncookie: ${cookie}\r\n${line}\r\n\r\n`;
};

const DOORS = ['/', '/x', '/trpc/join', '/trpc/getUsers', '/trpc/nothing', '/csp-report'];
const CLOSING = { connection: 'close' };

const statusOf = (method: string, target: string) => {
  const isRead = method === 'GET' || method === 'HEAD';
  if (target === '/') return isRead ? 200 : 405;
  if (target === '/x') return isRead ? 404 : 405;
  if (target === '/trpc/nothing') return 404;
  if (target === '/csp-report') return method === 'POST' ? 202 : 405;
  if (target === '/trpc/getUsers') return { GET: 200, POST: 415 }[method] ?? 405;
  return method === 'POST' ? 415 : 405;
};

/** What would stand in the log as lines of its own, if it were not written as one. */
const REPORTS = [
  '{"csp-report":{"blocked-uri":"inline"}}',
  '\n{"level":60,"msg":"forged"}\n',
  '\r\nforged\r\n',
  '\u001b[2J\u0000\u2028\u0085',
  'x'.repeat(4_096),
  'x'.repeat(4_097),
];

const ID = '9b2c1f1e-5d1a-4f5e-9d0e-0d6f3a1f2b11';
const NO_TEXTS: unknown[] = [null, true, 0, 1e308, [], ['x'], {}, { toString: 'x' }, { length: 1 }];
const NO_IDS: unknown[] = [
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
  ...NO_TEXTS,
];
const NO_NUMBERS: unknown[] = [
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
const NO_FLAGS: unknown[] = [null, 'true', '', 0, 1, [], {}];
const NO_WORDS = [
  '',
  ' ',
  '\n',
  '\u0000',
  '\u200B',
  '\u2800',
  '\uD800',
  'x\uDC00',
  '\u202E',
  'x'.repeat(257),
  'é'.repeat(5_000),
];

/** Marks that the normal form has to put in another order, each past all those before it. */
const DEAR = `a${'\u0300'.repeat(3_500)}${'\u0316'.repeat(3_500)}`;

/** For each field of each call, what it cannot be. */
const WRONG_FIELDS = [
  { procedure: 'join', field: 'nickname', right: {}, wrong: NO_TEXTS },
  { procedure: 'join', field: 'attempt', right: { nickname: 'x' }, wrong: NO_IDS },
  { procedure: 'send', field: 'text', right: { clientMsgId: ID }, wrong: [...NO_TEXTS, ...NO_WORDS, DEAR] },
  { procedure: 'send', field: 'clientMsgId', right: { text: 'x' }, wrong: NO_IDS },
  { procedure: 'edit', field: 'targetClientMsgId', right: { text: 'x', clientMsgId: ID }, wrong: NO_IDS },
  {
    procedure: 'edit',
    field: 'text',
    right: { targetClientMsgId: ID, clientMsgId: ID },
    wrong: [...NO_TEXTS, ...NO_WORDS, DEAR],
  },
  { procedure: 'edit', field: 'clientMsgId', right: { targetClientMsgId: ID, text: 'x' }, wrong: NO_IDS },
  { procedure: 'delete', field: 'targetClientMsgId', right: { clientMsgId: ID }, wrong: NO_IDS },
  { procedure: 'delete', field: 'clientMsgId', right: { targetClientMsgId: ID }, wrong: NO_IDS },
  { procedure: 'rename', field: 'nickname', right: { clientMsgId: ID }, wrong: NO_TEXTS },
  { procedure: 'rename', field: 'clientMsgId', right: { nickname: 'Eve' }, wrong: NO_IDS },
  { procedure: 'wait', field: 'since', right: { hold: false }, wrong: NO_NUMBERS },
  { procedure: 'wait', field: 'epoch', right: { since: 0, hold: false }, wrong: NO_TEXTS },
  { procedure: 'wait', field: 'tab', right: { since: 0, hold: false }, wrong: [...NO_TEXTS, 'x'.repeat(65)] },
  {
    procedure: 'wait',
    field: 'presence',
    right: { since: 0, hold: false },
    wrong: NO_NUMBERS.filter((value) => value !== -1),
  },
  { procedure: 'wait', field: 'hold', right: { since: 0 }, wrong: NO_FLAGS },
  {
    procedure: 'leave',
    field: 'reason',
    right: {},
    wrong: [...NO_TEXTS, '\uD800', DEAR, 'x'.repeat(33), 'é'.repeat(5_000)],
  },
  { procedure: 'typing', field: 'stopped', right: {}, wrong: NO_FLAGS },
  { procedure: 'leave', field: 'closing', right: {}, wrong: NO_FLAGS },
];
