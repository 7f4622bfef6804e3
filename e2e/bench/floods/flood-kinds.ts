import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FloodConnection } from './flood-connection.ts';

/** One of the connections of a flood. */
export interface Attacker {
  readonly connection: FloodConnection;
  /** The number of the connection. */
  readonly index: number;
  /** The number of its next request. */
  count: number;
  /** The attempt that it repeats. */
  readonly attempt: string;
  /** The Cookie header, as a line; empty without a session. */
  cookie: string;
}

/** Requests that one network repeats without a pause. */
export interface FloodKind {
  readonly name: string;
  /** Whether the connections join before the flood, as 10 members. */
  readonly asMembers?: boolean;
  /** The number of connections. Missing: as for most floods. */
  readonly connections?: number;
  /** Whether connections stay open until the flood stops, which closes them. */
  readonly staysOpen?: boolean;
  /** The settings of a server that only this flood uses. Missing: a server with its defaults, which others use, too. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Messages of 4,000 characters that the ledger holds before the flood. */
  readonly longMessages?: number;
  /** Sends the next request. Resolves after the response, or when the connection is closed. */
  readonly act: (attacker: Attacker) => Promise<unknown>;
}

const get = (path: string, { cookie }: { cookie: string } = { cookie: '' }) =>
  `GET ${path} HTTP/1.1\r\nhost: localhost\r\n${cookie}\r\n`;

const post = (path: string, body: string, { cookie }: { cookie: string } = { cookie: '' }) =>
  `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${cookie}` +
  `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** Joins and keeps the session of the answer. */
export const join = async (attacker: Attacker, nickname: string) => {
  const input = JSON.stringify({ nickname, attempt: attacker.attempt });
  const { head } = await attacker.connection.request(post('/trpc/join', input, attacker));
  const session = /set-cookie: ([^;\r]+)/i.exec(head)?.[1];
  if (session !== undefined) attacker.cookie = `cookie: ${session}\r\n`;
};

/** Sends one of these requests after the other. */
const inTurn =
  (...requests: readonly ((attacker: Attacker) => string)[]) =>
  (attacker: Attacker) =>
    attacker.connection.request(requests[attacker.count % requests.length]?.(attacker) ?? '');

const wait = (input: object) => `/trpc/wait?input=${encodeURIComponent(JSON.stringify(input))}`;

/** Requests that are sent at once behind one that is not answered. */
const PIPELINED = 20_000;

/** The time between two requests of an attacker who reads no response, in ms. */
const UNREAD_PAUSE_MS = 10;
/** An attacker who reads nothing sends no more while so many bytes wait to be sent. */
const MAX_QUEUED_BYTES = 65_536;

/** Sends a wait that the server parks, and many requests behind it. */
const pipeline = async (attacker: Attacker) => {
  const { connection } = attacker;
  const { body } = await connection.request(get('/trpc/getMsgId', attacker));
  if (!connection.isOpen) return;
  const since = Number(/"next":(\d+)/.exec(body)?.[1] ?? 0);
  connection.send(get(wait({ since }), attacker) + get('/trpc/getUsers').repeat(PIPELINED));
  await connection.closed();
};

/** Asks for a script of the page and for the longest mail, again and again, and reads nothing of them. */
const askWithoutReading = async (attacker: Attacker) => {
  const { connection } = attacker;
  const { body } = await connection.request(get('/'));
  if (!connection.isOpen) return;
  const script = /src="(\/assets\/[^"]+)"/.exec(body)?.[1] ?? '/';
  const requests = get(script) + get(wait({ since: 0, hold: false }), attacker);
  connection.stopReading();
  while (connection.isOpen) {
    if (connection.queuedBytes < MAX_QUEUED_BYTES) connection.send(requests);
    await sleep(UNREAD_PAUSE_MS);
  }
};

/** One member may send many long messages. */
const LONG_MESSAGES = { MESSAGES_PER_WINDOW: '0', MESSAGE_LENGTH: '4000' };

/** The floods of one network: what the room refuses, what fails before it reaches the room, and what costs without being refused. */
export const FLOOD_KINDS: readonly FloodKind[] = [
  {
    name: 'reads',
    asMembers: true,
    act: inTurn(
      (attacker) => get('/trpc/getUsers', attacker),
      (attacker) => get(wait({ since: 0, hold: false }), attacker),
    ),
  },
  {
    name: 'reads of many parts of a long history',
    asMembers: true,
    settings: LONG_MESSAGES,
    longMessages: 66,
    act: (attacker) =>
      attacker.connection.request(
        get(wait({ since: 1 + ((attacker.index + attacker.count) % 120), hold: false }), attacker),
      ),
  },
  {
    name: 'repeated joins',
    asMembers: true,
    act: (attacker) => join(attacker, nicknameOf(attacker)),
  },
  {
    name: 'repeated joins with a long history',
    asMembers: true,
    settings: LONG_MESSAGES,
    longMessages: 66,
    act: (attacker) => join(attacker, nicknameOf(attacker)),
  },
  {
    name: 'older history',
    asMembers: true,
    settings: LONG_MESSAGES,
    longMessages: 66,
    act: inTurn((attacker) => get(`/trpc/history?input=${encodeURIComponent('{"before":60}')}`, attacker)),
  },
  { name: 'typing', asMembers: true, act: inTurn((attacker) => post('/trpc/typing', '{}', attacker)) },
  {
    name: 'refused calls of members',
    asMembers: true,
    act: inTurn(
      (attacker) => post('/trpc/send', JSON.stringify({ text: ' ', clientMsgId: randomUUID() }), attacker),
      (attacker) => post('/trpc/send', '{}', attacker),
      (attacker) => post('/trpc/send', '{', attacker),
    ),
  },
  {
    name: 'refused calls without a session',
    act: inTurn(
      () => get('/trpc/getUsers'),
      () => get('/trpc/nothing'),
      () => post('/trpc/join', '{"nickname":"Admin"}'),
    ),
  },
  {
    name: 'leave and join',
    act: async (attacker) => {
      await join(attacker, `x${attacker.index}`);
      await attacker.connection.request(post('/trpc/leave', '{}', attacker));
      attacker.cookie = '';
    },
  },
  { name: 'leave without a session', act: inTurn(() => post('/trpc/leave', '{}')) },
  {
    name: 'unknown pages',
    act: inTurn(
      () => get('/nothing'),
      () => get('/addresses'),
      () => post('/', '{}'),
    ),
  },
  { name: 'files of the page', act: inTurn(() => get('/icon.svg')) },
  { name: 'unknown hosts', act: inTurn(() => 'GET / HTTP/1.1\r\nhost: evil.example\r\n\r\n') },
  { name: 'ambiguous headers', act: inTurn(() => 'GET / HTTP/1.1\r\nhost: localhost\r\nhost: b\r\n\r\n') },
  { name: 'no HTTP', act: inTurn(() => 'Hello\r\n\r\n') },
  { name: 'CSP reports', act: inTurn(() => post('/csp-report', '{"csp-report":{}}')) },
  {
    name: 'a connection for each refused call',
    act: async ({ connection }) => {
      await connection.request(get('/trpc/getUsers'));
      connection.close();
    },
  },
  {
    name: 'connections without a request',
    act: async ({ connection }) => {
      await connection.open();
      connection.close();
    },
  },
  {
    name: 'calls whose answer is not awaited',
    act: async ({ connection }) => {
      await connection.open();
      void connection.request(get('/trpc/getUsers'));
      await new Promise((resolve) => setImmediate(resolve));
      connection.close();
    },
  },
  {
    name: 'pipelining behind a parked wait',
    asMembers: true,
    connections: 64,
    staysOpen: true,
    // A server that keeps all that it receives shall not take the memory of the machine.
    settings: { NODE_OPTIONS: '--max-old-space-size=1024' },
    act: pipeline,
  },
  {
    name: 'slow readers',
    asMembers: true,
    connections: 200,
    staysOpen: true,
    settings: { ...LONG_MESSAGES, NODE_OPTIONS: '--max-old-space-size=4096' },
    longMessages: 16,
    act: askWithoutReading,
  },
];

export const nicknameOf = ({ index }: Attacker) => `m${index % 10}`;
