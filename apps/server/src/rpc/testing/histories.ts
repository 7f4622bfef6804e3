import fc from 'fast-check';

/** How many browsers take part in a history. */
export const BROWSERS = 3;

/** In ms. */
export const SECOND = 1_000;

/** What may be typed as a nickname: as the room keeps it and what it is taken for, or the rule that it breaks. */
const nicknames = [
  { typed: 'Ann', kept: 'Ann', likeness: 'ann' },
  { typed: 'ann', kept: 'ann', likeness: 'ann' },
  { typed: 'Bob', kept: 'Bob', likeness: 'bob' },
  { typed: 'bob', kept: 'bob', likeness: 'bob' },
  { typed: 'B0b', kept: 'B0b', likeness: 'bob' },
  { typed: 'Zoe', kept: 'Zoe', likeness: 'zoe' },
  { typed: 'Zoe\u0308', kept: 'Zo\u00EB', likeness: 'zo\u00EB' },
  { typed: 'A nn', rule: 'not-letters-or-digits' },
] as const;
/** A nickname that breaks no rule: as the room keeps it, and what it is taken for. */
export interface KeptNickname {
  readonly kept: string;
  readonly likeness: string;
}

/** What may be typed as a line where a line has room for 5: as the room keeps it, or the rule that it breaks. */
const lines = [
  { typed: 'hello', kept: 'hello' },
  { typed: 'a\nb', kept: 'a\nb' },
  { typed: 'a\r\nb', kept: 'a\nb' },
  { typed: ' ', rule: 'empty' },
  { typed: 'hello!', rule: 'too-long' },
] as const;

const uuids = ['a', 'b', 'c'].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`);
const browser = fc.nat(BROWSERS - 1);
const isLost = fc.nat(4).map((dice) => dice === 0);
const attempt = fc.constantFrom(undefined, undefined, undefined, ...uuids);
const host = fc.constantFrom('one', 'two');
const clientMsgId = fc.constantFrom(...uuids);
/** The line that is to be changed, by its id. */
const line = fc.constantFrom(...uuids);
const at = fc.constantFrom('cursor', 'cursor', 'cursor', 'before', 'beyond', 'elsewhere');
const tab = fc.constantFrom(undefined, 'one', 'one', 'two');
const reason = fc.constantFrom('', 'supper', 'x'.repeat(33));
const seconds = fc.constantFrom(1, 3, 8, 8, 40, 120, 160, 200, 300, 660);
/** The calls that a browser may make once more, letter for letter. */
export const POSTS = ['join', 'send', 'edit', 'delete', 'rename'] as const;

const act = <Name extends string, Details>(
  act: Name,
  details: { [Key in keyof Details]: fc.Arbitrary<Details[Key]> },
) => fc.record({ act: fc.constant(act), ...details }) as fc.Arbitrary<{ act: Name } & Details>;
const step = fc.oneof(
  { weight: 6, arbitrary: act('join', { browser, isLost, nickname: fc.constantFrom(...nicknames), attempt, host }) },
  { weight: 8, arbitrary: act('send', { browser, isLost, line: fc.constantFrom(...lines), clientMsgId }) },
  { weight: 3, arbitrary: act('edit', { browser, isLost, of: line, line: fc.constantFrom(...lines), clientMsgId }) },
  { weight: 2, arbitrary: act('delete', { browser, isLost, of: line, clientMsgId }) },
  { weight: 2, arbitrary: act('rename', { browser, isLost, nickname: fc.constantFrom(...nicknames), clientMsgId }) },
  { weight: 9, arbitrary: act('wait', { browser, isLost, at, tab, hold: fc.boolean() }) },
  { weight: 1, arbitrary: act('write', { browser, isLost, stopped: fc.boolean() }) },
  { weight: 4, arbitrary: act('postAgain', { browser, isLost, what: fc.constantFrom(...POSTS) }) },
  { weight: 1, arbitrary: act('hangUp', { browser, isLost }) },
  { weight: 1, arbitrary: act('getUsers', { browser, isLost }) },
  { weight: 1, arbitrary: act('getMsgId', { browser, isLost }) },
  { weight: 1, arbitrary: act('leave', { browser, isLost, reason, closing: fc.constant(false) }) },
  { weight: 2, arbitrary: act('leave', { browser, isLost, reason: fc.constant(''), closing: fc.constant(true) }) },
  { weight: 4, arbitrary: act('timePasses', { seconds }) },
  { weight: 1, arbitrary: act('clockIsSet', { seconds: fc.constantFrom(-3_600, 3_600) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
/** One thing that a browser does. */
export type ActOfABrowser = Extract<Step, { browser: number }>;
/** What a browser does under this name. */
export type Act<Name> = Extract<Step, { act: Name }>;

const arrivals: Step[] = [nicknames[0], nicknames[2], nicknames[5]].map((nickname, browser) => ({
  act: 'join',
  browser,
  isLost: false,
  nickname,
  attempt: uuids[browser],
  host: browser < 2 ? 'one' : 'two',
}));
/** What browsers do, one thing after the other, and in what room. */
export const history = fc.record({
  steps: fc
    .tuple(fc.subarray(arrivals, { minLength: 2 }), fc.array(step, { maxLength: 16, size: 'max' }))
    .map(([first, then]) => first.concat(then)),
  settings: fc.record({
    members: fc.constantFrom(0, 2),
    membersPerHost: fc.constantFrom(0, 1, 2),
    messagesPerWindow: fc.constantFrom(0, 1, 2),
    historyOnJoin: fc.nat(3),
    idleMs: fc.constantFrom(20 * SECOND, 160 * SECOND),
    ledgerLetters: fc.integer({ min: 1, max: 8 }),
  }),
});
/** One of them. */
export type History = typeof history extends fc.Arbitrary<infer H> ? H : never;
