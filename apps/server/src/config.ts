import { isIP } from 'node:net';
import * as z from 'zod/mini';
import { defaultRoomSettings, fixedLimits, lineSchema, nicknameSchema, type RoomSettings } from '@mailroom/shared';
import type { HstsScope } from './http/transport-security.ts';

/** From the most to the least severe. `silent`: no line at all. */
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/** The settings that the environment provides. */
export interface Config {
  /** TCP port. 0: any free port. */
  readonly port: number;
  /** Address of the interface to listen on. All interfaces if missing. */
  readonly listenOn: string | undefined;
  /** Number of proxies in front of the server whose X-Forwarded-* headers are trusted. */
  readonly trustedProxies: number;
  /** Maximum number of open connections per client network. 0: no limit. Has no effect with a trusted proxy. */
  readonly socketsPerNetwork: number;
  /** Maximum number of open connections. 0: no limit. */
  readonly sockets: number;
  /** Whether `sockets` is the default. */
  readonly hasDefaultSockets: boolean;
  /** The least severe log lines that are written. */
  readonly logLevel: LogLevel;
  /** The URL under which others reach the room, if it was named. */
  readonly publicUrl: URL | undefined;
  /** Host names under which the server answers, besides those that it knows by itself. In any case. */
  readonly allowedHosts: readonly string[];
  /** Whether browsers are told to use https from now on. Has no effect without a trusted proxy. */
  readonly hsts: HstsScope;
  /** The folder in which the room is kept. `undefined`: nothing is kept. */
  readonly dataFolder: string | undefined;
  /** The secret of the session cookies, if it is not the one of `dataFolder`. */
  readonly sessionKey: string | undefined;
  readonly settings: RoomSettings;
}

/**
 * Reads the environment variables. An empty variable counts as missing; a missing one has a default. Only `DATA_DIR` may be empty.
 * @throws an error whose message has one line for each invalid variable
 */
export const readConfig = (environment: Record<string, string | undefined>): Config => {
  const nonEmpty = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { data, error } = Environment.safeParse(nonEmpty);
  if (error) throw new Error(error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'));
  const settings = {
    name: data.ROOM_NAME,
    topic: data.ROOM_TOPIC,
    nicknameLength: data.NICKNAME_LENGTH,
    reservedNicknames: data.RESERVED_NICKNAMES,
    messageLength: data.MESSAGE_LENGTH,
    historyOnJoin: data.HISTORY_ON_JOIN,
    holdMs: data.HOLD_MS,
    idleMs: data.IDLE_MS,
    ledgerLetters: data.LEDGER_LETTERS,
    ledgerBytes: data.LEDGER_BYTES,
    ledgerMemberships: data.LEDGER_MEMBERSHIPS,
    ledgerMembershipBytes: data.LEDGER_MEMBERSHIP_BYTES,
    messagesPerWindow: data.MESSAGES_PER_WINDOW,
    windowMs: data.WINDOW_MS,
    membersPerNetwork: data.MEMBERS_PER_HOST,
    joinsPerNetwork: data.JOINS_PER_HOST,
    messagesPerNetwork: data.MESSAGES_PER_HOST,
    typingPerNetwork: data.TYPING_PER_HOST,
    readsPerNetwork: data.READS_PER_HOST,
    failuresPerNetwork: data.FAILURES_PER_HOST,
    members: data.MEMBERS,
    parkedWaits: data.PARKED_WAITS,
    sessionMaxMs: data.SESSION_MAX_MS,
  };
  return {
    port: data.PORT,
    listenOn: data.HOST,
    trustedProxies: data.TRUST_PROXY,
    socketsPerNetwork: data.SOCKETS_PER_HOST,
    sockets: data.SOCKETS,
    hasDefaultSockets: nonEmpty['SOCKETS'] === undefined,
    logLevel: data.LOG_LEVEL,
    publicUrl: data.PUBLIC_URL,
    allowedHosts: data.ALLOWED_HOSTS,
    hsts: data.HSTS,
    dataFolder: environment['DATA_DIR'] === '' ? undefined : data.DATA_DIR,
    sessionKey: data.SESSION_KEY,
    settings,
  };
};

const wholeNumber = (defaultValue: number, range: { min?: number; max?: number } = {}) =>
  z._default(wholeNumberInText(range), defaultValue);

/** A number of calls per minute. Without it, its default depends on other settings, see `budgetsPerMinute`. */
const perMinute = () => z.optional(wholeNumberInText({ max: 1_000_000 }));

const wholeNumberInText = ({ min = 0, max = Number.MAX_SAFE_INTEGER }) => {
  const range = max === Number.MAX_SAFE_INTEGER ? `of ${min} or more` : `from ${min} to ${max}`;
  const error = ({ input }: { input?: unknown }) => `must be a whole number ${range}, but is "${String(input)}".`;
  const digits = z.string().check(z.refine((text) => /^\d{1,15}$/.test(text), { error, abort: true }));
  const number = z.pipe(digits, z.transform(Number));
  const inRange = z.number().check(z.refine((value) => value >= min && value <= max, { error }));
  return z.pipe(number, inRange);
};

const oneOf = <const Value extends string>(values: readonly Value[], defaultValue: Value) => {
  const error = ({ input }: { input?: unknown }) => `must be one of ${values.join(', ')}, but is "${String(input)}".`;
  return z._default(z.enum(values, { error }), defaultValue);
};

/** The error does not show the secret. */
const secret = (minLength: number) =>
  z.optional(z.string().check(z.minLength(minLength, { error: `must have at least ${minLength} characters.` })));

const listenAddress = () => {
  const error = ({ input }: { input?: unknown }) =>
    `must be an IP address or a host name without a port, but is "${String(input)}".`;
  return z.string().check(z.refine((text) => isIP(text) !== 0 || isHostName(text), { error }));
};

const publicUrl = () => {
  const error = ({ input }: { input?: unknown }) =>
    `must be an http or https URL without a path, as in https://chat.example, but is "${String(input)}".`;
  const isRoot = (text: string) => {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  };
  const text = z.string().check(z.refine(isRoot, { error, abort: true }));
  return z.optional(
    z.pipe(
      text,
      z.transform((url) => new URL(url)),
    ),
  );
};

/** A list separated by commas. Empty by default. `what` describes it in the error. */
const list = (what: string, isItem: (item: string) => boolean) => {
  const error = ({ input }: { input?: unknown }) => `must be ${what}, separated by commas, but is "${String(input)}".`;
  const split = (text: string) => text.split(',').map((item) => item.trim());
  const text = z.string().check(z.refine((each) => split(each).every(isItem), { error, abort: true }));
  return z._default(z.pipe(text, z.transform(split)), []);
};

/** One line of text. Control characters are removed. A value of nothing but white space counts as missing. */
const line = (maxLength: number, defaultValue: string) => {
  const error = `must be one line of at most ${maxLength} characters.`;
  const cleaned = z
    .string()
    .check(z.refine((text) => lineSchema(maxLength).safeParse(text).success, { error, abort: true }));
  return z._default(
    z.pipe(
      cleaned,
      z.transform((text) => lineSchema(maxLength).parse(text) || defaultValue),
    ),
    defaultValue,
  );
};

const isHostName = (text: string) => /^[a-z\d_-]+(\.[a-z\d_-]+)*$/i.test(text);
const isNickname = (text: string) => nicknameSchema(0).safeParse(text).success;

/** The environment variable of each setting of the room. */
export const SETTING_VARIABLES: Record<keyof RoomSettings, string> = {
  name: 'ROOM_NAME',
  topic: 'ROOM_TOPIC',
  nicknameLength: 'NICKNAME_LENGTH',
  reservedNicknames: 'RESERVED_NICKNAMES',
  messageLength: 'MESSAGE_LENGTH',
  historyOnJoin: 'HISTORY_ON_JOIN',
  holdMs: 'HOLD_MS',
  idleMs: 'IDLE_MS',
  ledgerLetters: 'LEDGER_LETTERS',
  ledgerBytes: 'LEDGER_BYTES',
  ledgerMemberships: 'LEDGER_MEMBERSHIPS',
  ledgerMembershipBytes: 'LEDGER_MEMBERSHIP_BYTES',
  messagesPerWindow: 'MESSAGES_PER_WINDOW',
  windowMs: 'WINDOW_MS',
  membersPerNetwork: 'MEMBERS_PER_HOST',
  joinsPerNetwork: 'JOINS_PER_HOST',
  messagesPerNetwork: 'MESSAGES_PER_HOST',
  typingPerNetwork: 'TYPING_PER_HOST',
  readsPerNetwork: 'READS_PER_HOST',
  failuresPerNetwork: 'FAILURES_PER_HOST',
  members: 'MEMBERS',
  parkedWaits: 'PARKED_WAITS',
  sessionMaxMs: 'SESSION_MAX_MS',
};

export const Environment = z.object({
  PORT: wholeNumber(8_000, { max: 65_535 }),
  HOST: z.optional(listenAddress()),
  TRUST_PROXY: wholeNumber(0, { max: 10 }),
  LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
  PUBLIC_URL: publicUrl(),
  ALLOWED_HOSTS: list('host names without ports', isHostName),
  HSTS: oneOf<HstsScope>(['on', 'subdomains', 'off'], 'on'),
  DATA_DIR: z._default(z.string(), './data'),
  SESSION_KEY: secret(32),
  // 50 members, each with the six connections that a browser opens, and some to spare.
  SOCKETS_PER_HOST: wholeNumber(400),
  // All parked waits, and a connection for a fourth of them that sends a message meanwhile.
  SOCKETS: wholeNumber(25_000),
  ROOM_NAME: line(fixedLimits.roomNameLength, defaultRoomSettings.name),
  ROOM_TOPIC: line(fixedLimits.roomTopicLength, defaultRoomSettings.topic),
  NICKNAME_LENGTH: wholeNumber(defaultRoomSettings.nicknameLength, { max: 100 }),
  RESERVED_NICKNAMES: list('nicknames', isNickname),
  // A message of this length fits into one request body, at four bytes per code point.
  MESSAGE_LENGTH: wholeNumber(defaultRoomSettings.messageLength, { max: 4_000 }),
  HISTORY_ON_JOIN: wholeNumber(defaultRoomSettings.historyOnJoin, { max: 1_000 }),
  HOLD_MS: wholeNumber(defaultRoomSettings.holdMs, { min: fixedLimits.shortestHoldMs, max: fixedLimits.longestHoldMs }),
  IDLE_MS: wholeNumber(defaultRoomSettings.idleMs),
  SESSION_MAX_MS: wholeNumber(defaultRoomSettings.sessionMaxMs),
  LEDGER_LETTERS: wholeNumber(defaultRoomSettings.ledgerLetters),
  LEDGER_BYTES: wholeNumber(defaultRoomSettings.ledgerBytes),
  LEDGER_MEMBERSHIPS: wholeNumber(defaultRoomSettings.ledgerMemberships),
  LEDGER_MEMBERSHIP_BYTES: wholeNumber(defaultRoomSettings.ledgerMembershipBytes),
  MESSAGES_PER_WINDOW: wholeNumber(defaultRoomSettings.messagesPerWindow, { max: 10_000 }),
  WINDOW_MS: wholeNumber(defaultRoomSettings.windowMs),
  MEMBERS_PER_HOST: wholeNumber(defaultRoomSettings.membersPerNetwork),
  JOINS_PER_HOST: perMinute(),
  MESSAGES_PER_HOST: perMinute(),
  TYPING_PER_HOST: perMinute(),
  READS_PER_HOST: perMinute(),
  FAILURES_PER_HOST: perMinute(),
  MEMBERS: wholeNumber(defaultRoomSettings.members),
  PARKED_WAITS: wholeNumber(defaultRoomSettings.parkedWaits),
});
