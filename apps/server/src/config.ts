import * as z from 'zod/mini';
import { defaultSettings, type Settings } from '@mailroom/shared';

/** All that the environment may set: the room's bounds, and where it listens. */
export interface Config {
  readonly port: number;
  /** The interface to listen on; all of them when not set. */
  readonly listenOn: string | undefined;
  /** How many proxies of ours stand in front and may be believed. */
  readonly trustedProxies: number;
  /** Connections that one host may hold open; 0 for any number. Not counted behind proxies. */
  readonly socketsPerHost: number;
  readonly settings: Settings;
}

/** Reads the environment once. Throws a sentence for each value that is wrong, which names it. */
export const readConfig = (environment: Record<string, string | undefined>): Config => {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { data, error } = Environment.safeParse(given);
  if (error) throw new Error(error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'));
  const settings = {
    nicknameLength: data.NICKNAME_LENGTH,
    messageLength: data.MESSAGE_LENGTH,
    historyOnJoin: data.HISTORY_ON_JOIN,
    holdMs: data.HOLD_MS,
    idleMs: data.IDLE_MS,
    ledgerLetters: data.LEDGER_LETTERS,
    ledgerBytes: data.LEDGER_BYTES,
    messagesPerWindow: data.MESSAGES_PER_WINDOW,
    windowMs: data.WINDOW_MS,
    membersPerHost: data.MEMBERS_PER_HOST,
    members: data.MEMBERS,
    parkedWaits: data.PARKED_WAITS,
  };
  return {
    port: data.PORT,
    listenOn: data.HOST,
    trustedProxies: data.TRUST_PROXY,
    socketsPerHost: data.SOCKETS_PER_HOST,
    settings,
  };
};

const whole = (byDefault: number, { min = 0, max = Number.MAX_SAFE_INTEGER } = {}) => {
  const range = max === Number.MAX_SAFE_INTEGER ? `of ${min} or more` : `from ${min} to ${max}`;
  const error = ({ input }: { input?: unknown }) => `is "${String(input)}", but has to be a whole number ${range}.`;
  const digits = z.string().check(z.refine((text) => /^\d{1,15}$/.test(text), { error, abort: true }));
  const number = z.pipe(digits, z.transform(Number));
  const inRange = z.number().check(z.refine((value) => value >= min && value <= max, { error }));
  return z._default(z.pipe(number, inRange), byDefault);
};

const Environment = z.object({
  PORT: whole(8_000, { max: 65_535 }),
  HOST: z.optional(z.string()),
  TRUST_PROXY: whole(0, { max: 10 }),
  // A house of 50 members with the six connections that a browser opens.
  SOCKETS_PER_HOST: whole(400),
  NICKNAME_LENGTH: whole(defaultSettings.nicknameLength, { max: 100 }),
  // Four bytes for each code point, as typed, fit into one body.
  MESSAGE_LENGTH: whole(defaultSettings.messageLength, { max: 4_000 }),
  HISTORY_ON_JOIN: whole(defaultSettings.historyOnJoin, { max: 1_000 }),
  HOLD_MS: whole(defaultSettings.holdMs, { min: 1_000, max: 600_000 }),
  IDLE_MS: whole(defaultSettings.idleMs),
  LEDGER_LETTERS: whole(defaultSettings.ledgerLetters),
  LEDGER_BYTES: whole(defaultSettings.ledgerBytes),
  MESSAGES_PER_WINDOW: whole(defaultSettings.messagesPerWindow, { max: 10_000 }),
  WINDOW_MS: whole(defaultSettings.windowMs),
  MEMBERS_PER_HOST: whole(defaultSettings.membersPerHost),
  MEMBERS: whole(defaultSettings.members),
  PARKED_WAITS: whole(defaultSettings.parkedWaits),
});
