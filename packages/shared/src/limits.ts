import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());

/** What the room will refuse, told to a newcomer before it does. Lengths in code points, times in ms; 0 means no limit. */
export const Limits = z.object({
  nicknameLength: count,
  messageLength: count,
  messagesPerWindow: count,
  windowMs: count,
  holdMs: count,
});
export type Limits = z.infer<typeof Limits>;

/** Every bound of a room that its owner can set, with the default that suits a small one. Times in ms; 0 means no limit. */
export const defaultSettings = {
  nicknameLength: 16,
  messageLength: 256,
  messagesPerWindow: 10,
  windowMs: 3_000,
  holdMs: 50_000,
  idleMs: 160_000,
  historyOnJoin: 50,
  ledgerLetters: 1_000,
  ledgerBytes: 1_048_576,
  membersPerHost: 50,
  members: 5_000,
  parkedWaits: 20_000,
};
export type Settings = typeof defaultSettings;

/** Bounds that belong to the protocol and are the same in every room. Lengths in code points, times in ms. */
export const fixedLimits = {
  reasonLength: 32,
  marksPerLetter: 3,
  lettersPerMail: 100,
  bytesPerMail: 65_536,
  waitsPerSession: 8,
  tabLength: 64,
  shortPollMs: 3_000,
  closingMs: 8_000,
  awayMs: 60_000,
  typingMs: 6_000,
  presenceMaxMembers: 100,
  nicknameHeldMs: 600_000,
  editableMs: 300_000,
  rememberedMs: 600_000,
  rememberedSends: 10_000,
  rememberedAttempts: 10_000,
  bodyBytes: 16_384,
  jsonDepth: 8,
};
