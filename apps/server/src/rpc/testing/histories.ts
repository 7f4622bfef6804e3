import fc from 'fast-check';

/** Number of browsers in a history. */
export const BROWSERS = 3;

/** One second in ms. */
export const SECOND = 1_000;

/** Nicknames as typed, each with its normalized form and skeleton (UTS #39), or the rule it breaks. */
const nicknames = [
  { input: 'Ann', normalized: 'Ann', skeleton: 'ann' },
  { input: 'ann', normalized: 'ann', skeleton: 'ann' },
  { input: 'Bob', normalized: 'Bob', skeleton: 'bob' },
  { input: 'bob', normalized: 'bob', skeleton: 'bob' },
  { input: 'B0b', normalized: 'B0b', skeleton: 'bob' },
  { input: 'Zoe', normalized: 'Zoe', skeleton: 'zoe' },
  { input: 'Zoe\u0308', normalized: 'Zo\u00EB', skeleton: 'zo\u00EB' },
  { input: 'A nn', rule: 'not-letters-or-digits' },
] as const;
/** A valid nickname: its normalized form, and the skeleton that it shares with similar nicknames. */
export interface ValidNickname {
  readonly normalized: string;
  readonly skeleton: string;
}

/** Message texts as typed, each with its normalized form, or the rule it breaks where at most 5 code points are allowed. */
const texts = [
  { input: 'hello', normalized: 'hello' },
  { input: 'a\nb', normalized: 'a\nb' },
  { input: 'a\r\nb', normalized: 'a\nb' },
  { input: ' ', rule: 'empty' },
  { input: 'hello!', rule: 'too-long' },
] as const;

const firstId = 'aaaaaaaa-0000-4000-8000-000000000000';
const uuids = [firstId, ...['b', 'c'].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`)];
const browser = fc.nat(BROWSERS - 1);
const isAnswerLost = fc.nat(4).map((roll) => roll === 0);
const attempt = fc.constantFrom(undefined, undefined, undefined, ...uuids);
const network = fc.constantFrom('one', 'two');
const clientMsgId = fc.constantFrom(...uuids);
/** The message to change, or to react to, by its `clientMsgId`. */
const target = fc.constantFrom(...uuids);
const replyTo = fc.constantFrom(undefined, undefined, undefined, ...uuids);
const emoji = fc.constantFrom(undefined, '👍', '❤️', 'no emoji');
const at = fc.constantFrom('cursor', 'cursor', 'cursor', 'before', 'beyond', 'elsewhere');
const tab = fc.constantFrom(undefined, 'one', 'one', 'two');
const reason = fc.constantFrom('', 'supper', 'x'.repeat(33));
const role = fc.constantFrom('owner', 'moderator', 'moderator');
/** Which invitation to claim, 0: the latest; or which grant or invitation to revoke, in the order of the list. */
const which = fc.constantFrom(0, 0, 1, 2);
const seconds = fc.constantFrom(1, 3, 8, 8, 40, 120, 160, 200, 300, 660);
/** The calls that a browser may repeat unchanged. */
export const REPEATABLE_CALLS = ['join', 'send', 'edit', 'delete', 'react', 'rename', 'claim'] as const;

const action = <Name extends string, Details>(
  type: Name,
  details: { [Key in keyof Details]: fc.Arbitrary<Details[Key]> },
) => fc.record({ type: fc.constant(type), ...details }) as fc.Arbitrary<{ type: Name } & Details>;
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: action('join', {
      browser,
      isAnswerLost,
      nickname: fc.constantFrom(...nicknames),
      attempt,
      network,
      resume: fc.constantFrom(undefined, undefined, true),
    }),
  },
  {
    weight: 8,
    arbitrary: action('send', { browser, isAnswerLost, text: fc.constantFrom(...texts), replyTo, clientMsgId }),
  },
  {
    weight: 3,
    arbitrary: action('edit', { browser, isAnswerLost, target, text: fc.constantFrom(...texts), clientMsgId }),
  },
  { weight: 2, arbitrary: action('delete', { browser, isAnswerLost, target, clientMsgId }) },
  { weight: 4, arbitrary: action('react', { browser, isAnswerLost, target, emoji, clientMsgId }) },
  {
    weight: 2,
    arbitrary: action('rename', { browser, isAnswerLost, nickname: fc.constantFrom(...nicknames), clientMsgId }),
  },
  { weight: 9, arbitrary: action('wait', { browser, isAnswerLost, at, tab, hold: fc.boolean() }) },
  { weight: 1, arbitrary: action('typing', { browser, isAnswerLost, stopped: fc.boolean() }) },
  { weight: 4, arbitrary: action('repeat', { browser, isAnswerLost, call: fc.constantFrom(...REPEATABLE_CALLS) }) },
  { weight: 1, arbitrary: action('loseCookie', { browser, isAnswerLost }) },
  { weight: 1, arbitrary: action('disconnect', { browser, isAnswerLost }) },
  { weight: 1, arbitrary: action('getRoom', { browser, isAnswerLost }) },
  { weight: 1, arbitrary: action('getUsers', { browser, isAnswerLost }) },
  { weight: 1, arbitrary: action('getMsgId', { browser, isAnswerLost }) },
  { weight: 2, arbitrary: action('history', { browser, isAnswerLost, at }) },
  { weight: 1, arbitrary: action('leave', { browser, isAnswerLost, reason, closing: fc.constant(false) }) },
  {
    weight: 2,
    arbitrary: action('leave', { browser, isAnswerLost, reason: fc.constant(''), closing: fc.constant(true) }),
  },
  { weight: 2, arbitrary: action('invite', { browser, isAnswerLost, role, clientMsgId }) },
  { weight: 4, arbitrary: action('claim', { browser, isAnswerLost, which, attempt: fc.constantFrom(...uuids) }) },
  { weight: 2, arbitrary: action('revoke', { browser, isAnswerLost, which }) },
  { weight: 1, arbitrary: action('resign', { browser, isAnswerLost }) },
  { weight: 1, arbitrary: action('grants', { browser, isAnswerLost }) },
  { weight: 2, arbitrary: action('inviteOwner', {}) },
  { weight: 1, arbitrary: action('revokeAll', {}) },
  { weight: 4, arbitrary: action('advanceTime', { seconds }) },
  { weight: 1, arbitrary: action('setWallClock', { seconds: fc.constantFrom(-3_600, 3_600, 86_400) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
/** An action of one browser. */
export type BrowserAction = Extract<Step, { browser: number }>;
/** The action of this type. */
export type Action<Name> = Extract<Step, { type: Name }>;

const firstJoins: Step[] = [nicknames[0], nicknames[2], nicknames[5]].map((nickname, browser) => ({
  type: 'join',
  browser,
  isAnswerLost: false,
  nickname,
  attempt: uuids[browser],
  network: browser < 2 ? 'one' : 'two',
  resume: undefined,
}));
/** The first browser becomes an owner, and the second one a moderator. */
const firstRoles: Step[] = [
  { type: 'inviteOwner' },
  { type: 'claim', browser: 0, isAnswerLost: false, which: 0, attempt: firstId },
  { type: 'invite', browser: 0, isAnswerLost: false, role: 'moderator', clientMsgId: firstId },
  { type: 'claim', browser: 1, isAnswerLost: false, which: 0, attempt: firstId },
];
/** The actions of all browsers in their order, with the settings of the room. */
export const history = fc.record({
  steps: fc
    .tuple(
      fc.subarray(firstJoins, { minLength: 2 }),
      fc.nat(2 * firstRoles.length),
      fc.array(step, { maxLength: 16, size: 'max' }),
    )
    .map(([first, roles, then]) => first.concat(firstRoles.slice(0, roles), then)),
  settings: fc.record({
    members: fc.constantFrom(0, 2),
    membersPerNetwork: fc.constantFrom(0, 1, 2),
    messagesPerWindow: fc.constantFrom(0, 1, 2),
    historyOnJoin: fc.nat(3),
    idleMs: fc.constantFrom(20 * SECOND, 160 * SECOND),
    sessionMaxMs: fc.constantFrom(0, 100 * SECOND),
    ledgerLetters: fc.integer({ min: 1, max: 8 }),
    ledgerMemberships: fc.integer({ min: 1, max: 6 }),
  }),
});
export type History = typeof history extends fc.Arbitrary<infer H> ? H : never;
