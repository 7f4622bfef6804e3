import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());

/** The limits that `join` returns, so that a client can check its input before it sends. Units and meaning as in `defaultRoomSettings`. */
export const Limits = z.object({
  nicknameLength: count,
  messageLength: count,
  messagesPerWindow: count,
  windowMs: count,
  holdMs: count,
});
export type Limits = z.infer<typeof Limits>;

/**
 * The limits of a room that its owner can set, with defaults for a small room on a small machine.
 * Each number is a whole one of 0 or more. apps/server/src/config.ts has the environment variable and the range of each.
 */
export const defaultRoomSettings = {
  /** The name of the room, one line of at most `roomNameLength` code points, not empty. */
  name: 'Mailroom',
  /** What the room is about, one line of at most `roomTopicLength` code points. */
  topic: '',
  /** Maximum length of a nickname in code points, 0 to 100. 0: no limit. 16 fit beside each message. */
  nicknameLength: 16,
  /** Maximum length of a message in code points, 0 to 4,000. 0: no limit except `bodyBytes`. 2,000 are a page. */
  messageLength: 2_000,
  /** Messages and changes that one member may send in any window of `windowMs`, 0 to 10,000. 0: no rate limit. 10 allow a short burst. */
  messagesPerWindow: 10,
  /** Length of the rate limit window in ms. 0: no rate limit. With the default, a steady 3.3 messages per second pass. */
  windowMs: 3_000,
  /**
   * Time in ms that a `wait` without new letters is held before it is answered `reconnect`, 1,000 to 600,000; the server varies it by ±10 %.
   * 55 s at most by default: many proxies close a connection after 60 s without data.
   */
  holdMs: 50_000,
  /** Time in ms without a call or a parked wait after which a member leaves with reason `timeout`. 0: never. Default: about three holds. */
  idleMs: 160_000,
  /** Time in ms from a join after which the session id is replaced by a new one. 0: never. Default: 30 days. */
  sessionMaxMs: 2_592_000_000,
  /** Nicknames that nobody can have, besides those that the room reserves by itself. */
  reservedNicknames: [] as readonly string[],
  /**
   * Messages from before the join that come with it, 0 to 1,000. 0: a new member may read nothing from before the join. At most as many joins,
   * leaves and renames come with them. 50 fill a tall screen.
   */
  historyOnJoin: 50,
  /**
   * Messages, edits, deletions and reactions that the ledger keeps; it drops superseded changes first, and then the oldest. 0: no limit. A
   * client that is further behind learns how many letters it missed. 10,000 are some weeks of a small room.
   */
  ledgerLetters: 10_000,
  /**
   * Bytes of JSON in UTF-8 that the ledger keeps of these; it drops them in the same order, but keeps the newest. 0: no limit. Default: 16
   * MiB.
   */
  ledgerBytes: 16_777_216,
  /**
   * Joins, leaves and renames that the ledger keeps besides; it drops the oldest first. 0: no limit. A client that missed some asks for the
   * members. 500 are the arrival of a large class, and its leave.
   */
  ledgerMemberships: 500,
  /**
   * Bytes of JSON in UTF-8 that the ledger keeps of these; it keeps the newest in any case. 0: no limit. 256 KiB hold 500 with long
   * nicknames.
   */
  ledgerMembershipBytes: 262_144,
  /** Members with the same client network, an IPv4 address or an IPv6 /64. 0: no limit. 50 are an office or a class behind one router. */
  membersPerNetwork: 50,
  /** Members that a network adds, and renames, per minute; see `budgetsPerMinute` for the default of these five. 0: no limit. */
  joinsPerNetwork: undefined as number | undefined,
  /** Messages, edits, deletions and reactions per minute of all members of a network together. 0: no limit. */
  messagesPerNetwork: undefined as number | undefined,
  /** `typing` calls per minute of a network; one member may use a tenth. 0: no limit. */
  typingPerNetwork: undefined as number | undefined,
  /** Reads per minute of a network; one member may use a tenth. 0: no limit. SPEC.md lists what counts as a read. */
  readsPerNetwork: undefined as number | undefined,
  /** Failed and refused requests per minute of a network; one member may use a tenth. 0: no limit. */
  failuresPerNetwork: undefined as number | undefined,
  /**
   * Members in the room, and idle members whose nickname is still reserved. 0: no limit. 5,000 is the largest room that `npm run bench`
   * measures.
   */
  members: 5_000,
  /** Parked waits in the whole room. 0: no limit. Further waits are answered at once with `retryAfterMs`. Default: four tabs for each member. */
  parkedWaits: 20_000,
};
/** The limits of one room; see `defaultRoomSettings` for each. */
export type RoomSettings = typeof defaultRoomSettings;

/**
 * What a network may use up per minute. Its number of calls may also come at once, after a minute without any.
 * - `joins`: members that it adds, and renames.
 * - `messages`: messages, edits, deletions and reactions.
 * - `typing`: reports that a member is typing, or stopped.
 * - `reads`: answers that bring nothing new, and lists of members.
 * - `failures`: failed and refused requests.
 */
export type BudgetKind = 'joins' | 'messages' | 'typing' | 'reads' | 'failures';

/** Budgets for 50 members behind one router: all join within a minute, rename themselves, reload, and each sends a message every 3 s. */
const BUDGETS_FOR_50_MEMBERS = { joins: 120, messages: 900, typing: 1_200, reads: 3_000, failures: 3_000 };

/**
 * Returns the budget of a network for each kind, in calls per minute; 0: no limit.
 *
 * A budget without a setting grows with `membersPerNetwork` above 50. It is 0 if the number of members per network is not limited, and that
 * of messages also if those of one member are not: an operator who limits neither does not want to limit these either.
 */
export const budgetsPerMinute = (settings: RoomSettings): Record<BudgetKind, number> => {
  const { membersPerNetwork, messagesPerWindow, windowMs } = settings;
  const scale = membersPerNetwork === 0 ? 0 : Math.max(1, membersPerNetwork / 50);
  const defaultOf = (kind: BudgetKind) => Math.ceil(BUDGETS_FOR_50_MEMBERS[kind] * scale);
  const isRateLimited = messagesPerWindow > 0 && windowMs > 0;
  return {
    joins: settings.joinsPerNetwork ?? defaultOf('joins'),
    messages: settings.messagesPerNetwork ?? (isRateLimited ? defaultOf('messages') : 0),
    typing: settings.typingPerNetwork ?? defaultOf('typing'),
    reads: settings.readsPerNetwork ?? defaultOf('reads'),
    failures: settings.failuresPerNetwork ?? defaultOf('failures'),
  };
};

/** Limits that are part of the protocol, the same in every room. None of them is 0. */
export const fixedLimits = {
  /** Maximum length of a reason for leaving, in code points. It is shown on one line beside the nickname. */
  reasonLength: 32,
  /** Maximum length of the room's name, in code points. It fits into the title of a tab. */
  roomNameLength: 40,
  /** Maximum length of the room's topic, in code points. */
  roomTopicLength: 200,
  /** Reactions that one message may have. The letter that announces one has them all: 100 take 8 to 17 KB, as a long message. */
  reactionsPerMessage: 100,
  /** Lines of a message on the screen, by its line breaks or by its height. The page folds a longer one. 20 are half a screen. */
  messageLines: 20,
  /** Combining marks in a row that a nickname may have. Enough for pointed Hebrew and Vietnamese; more draw over other lines. */
  maxMarksPerCharacter: 3,
  /**
   * Letters in one `mail` answer, and messages, and membership letters, in one `history` answer. A client that wants more asks again at once. 100
   * keep one answer quick to render.
   */
  lettersPerMail: 100,
  /**
   * Bytes of letters in one `mail` or `history` answer, as JSON in UTF-8, unless one message is longer. 64 KiB keep answers to slow readers
   * short.
   */
  bytesPerMail: 65_536,
  /**
   * Bytes of the letters that a join returns, as JSON in UTF-8, unless one message is longer. 120 messages of 2,000 ASCII characters fit; the
   * page loads older ones as the reader scrolls back.
   */
  historyBytes: 262_144,
  /** Parked waits of one session. One more supersedes the oldest. Tabs of one browser share a wait, so 8 are rarely reached. */
  maxWaitsPerSession: 8,
  /** The shortest hold in ms that the room can have, or a client can ask for. Shorter ones cost more requests than they save. */
  shortestHoldMs: 1_000,
  /** The longest hold in ms that the room can have, or a client can ask for. */
  longestHoldMs: 600_000,
  /** Maximum length of the tab id in `wait`, in UTF-16 units. A UUID has 36. */
  tabLength: 64,
  /** The `retryAfterMs` of a wait that cannot be parked because `parkedWaits` are. 3 s spread the polling of a full room. */
  retryWhenFullMs: 3_000,
  /** Ms from `leave({ closing: true })` until the member leaves, unless the session is active again. Long enough for a page to reload. */
  closeGraceMs: 8_000,
  /** Ms from a join until the member leaves if no call has used the session. A browser that stored its cookie sends the next call at once. */
  unusedMs: 8_000,
  /** Ms without a call or a parked wait after which presence lists a member as away. More than a client needs to reconnect. */
  awayAfterMs: 60_000,
  /** Ms after a `typing` call for which presence lists the member as typing. Clients repeat the call while the user types. */
  typingMs: 6_000,
  /** Members up to which the room tracks presence. In a larger room updates would be frequent, and no longer useful. */
  presenceMaxMembers: 100,
  /**
   * Ms for which the nickname of a member who timed out stays reserved, so that the same session can resume. 10 minutes cover a short
   * standby.
   */
  nicknameReservedMs: 600_000,
  /** Ms after a message was sent for which its author may edit and delete it. */
  editableMs: 300_000,
  /** Ms for which a repeated `clientMsgId` or join attempt returns the first result. Covers retries after a long network failure. */
  idempotencyMs: 600_000,
  /** Results of mutations that are remembered for each session without a rate limit; with one, as many as it lets pass in `idempotencyMs`. */
  maxRememberedMutations: 10_000,
  /** Join attempts that the room remembers; for one network, as many as its budget lets pass in `idempotencyMs`. Bounds memory. */
  maxRememberedAttempts: 20_000,
  /** A budget, and the number of members, of all networks of one IPv6 /48, as a multiple of those of one network. */
  networksPerPrefix: 4,
  /** One member may use this fraction of the network's budgets of `typing`, `reads` and `failures`. */
  budgetPerMember: 0.1,
  /** Ms after which a caller who has used up the budget of failures gets a response. The page waits up to ten times as long for one. */
  lateResponseMs: 1_000,
  /** Networks, prefixes and members whose budgets are not full that the room remembers, for each kind. */
  maxTrackedBudgets: 10_000,
  /** A list of members costs one read, and one more for each of its full parts of this size. */
  membersPerRead: 500,
  /** Invitations to a role that are open at the same time. */
  maxInvitations: 100,
  /** Grants of roles. A room has a few owners and moderators; each may use several browsers. */
  maxGrants: 100,
  /** Ms after which an invitation that a member made expires: a day, so that a forgotten link is worth nothing. */
  invitationMs: 86_400_000,
  /** Ms after its last use after which a grant ends: 90 days. */
  grantMs: 7_776_000_000,
  /** Bytes of a request body. 4,000 code points of 4 bytes, the longest `messageLength`, fit. */
  bodyBytes: 16_384,
  /** Nesting levels of the JSON input of a call. Inputs of procedures are flat objects. */
  jsonDepth: 8,
  /**
   * Fields of each object, and values of each list, in the JSON input of a call. Inputs have up to 5 fields; an error that lists 1,500
   * unknown ones is costly.
   */
  jsonFields: 16,
};
