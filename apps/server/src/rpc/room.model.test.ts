import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { TRPCError } from '@trpc/server';
import {
  defaultSettings,
  type Letter,
  type Member,
  type RoomEvent,
  type Settings,
  type Snapshot,
  type Visit,
  type WaitAnswer,
} from '@mailroom/shared';
import type { ChatRoom } from '../chat/chat-room.ts';
import { Refused } from '../chat/refused.ts';
import { roomInHand } from '../chat/testing/room-in-hand.ts';
import { chatRouter, type AppRouter } from './router.ts';

/** How many histories one run plays, and how many browsers take part in each. */
const HISTORIES = Number(process.env['ROUTER_HISTORIES'] ?? process.env['HISTORIES'] ?? 20_000);
const BROWSERS = 3;

const HOLD_MS = 50_000;
const SECOND = 1_000;
const MINUTE = 60_000;

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
interface KeptNickname {
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
const POSTS = ['join', 'send', 'edit', 'delete', 'rename'] as const;

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
type ActOfABrowser = Extract<Step, { browser: number }>;
type Act<Name> = Extract<Step, { act: Name }>;

const arrivals: Step[] = [nicknames[0], nicknames[2], nicknames[5]].map((nickname, browser) => ({
  act: 'join',
  browser,
  isLost: false,
  nickname,
  attempt: uuids[browser],
  host: browser < 2 ? 'one' : 'two',
}));
const history = fc.record({
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
type History = typeof history extends fc.Arbitrary<infer H> ? H : never;

test('whatever browsers do, each is answered by the rules, and who is in has read every letter once, in order, or knows how many are gone', async (t) => {
  // Refusals are many, and writing down where each came from would take longer than all else.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  t.after(() => (Error.stackTraceLimit = stackTraceLimit));
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const played = fc.asyncProperty(history, (one) => play(one, t.mock.timers));
  await fc.assert(played, { numRuns: HISTORIES });
});

/** One router serves all histories, because it takes longer to make than one to play. It asks the room of the history at play. */
let roomAtPlay: ChatRoom;
const router = chatRouter({
  room: new Proxy({} as ChatRoom, { get: (_, name: keyof ChatRoom) => roomAtPlay[name].bind(roomAtPlay) }),
  hold: (onEnd) => {
    const timer = setTimeout(onEnd, HOLD_MS);
    return () => clearTimeout(timer);
  },
  busyMs: () => 0,
});

const play = async ({ steps, settings: some }: History, timers: TestContext['mock']['timers']) => {
  const settings = { ...defaultSettings, ...some, ledgerBytes: 0, messageLength: 5 };
  const { room, world } = roomInHand(settings);
  roomAtPlay = room;
  const model = new ModelRoom(settings, world, room.standing().epoch);
  const browsers = Array.from({ length: BROWSERS }, () => new Browser(model));

  const pass = async (ms: number) => {
    // Whether the sweep comes each second or late must not matter.
    for (let part = 0; part < 8; part++) {
      world.wall += ms / 8;
      world.steady += ms / 8;
      room.sweep();
      timers.tick(ms / 8);
      model.sweep();
      model.endHolds();
    }
    await everythingIsTold();
  };

  for (const next of steps) {
    if (next.act === 'timePasses') await pass(next.seconds * SECOND);
    else if (next.act === 'clockIsSet') world.wall += next.seconds * SECOND;
    else await browsers[next.browser]?.do(next);
    for (const browser of browsers) browser.check();
  }
  for (const browser of browsers) await browser.readToTheEnd();
  model.checkComingsAndGoings();

  await pass(400 * SECOND);
  const { visit } = room.join({ nickname: 'Last', host: 'elsewhere' });
  assert.deepEqual(visit.members, [visit.you], 'no wait was left behind that keeps anyone here');
};

/** How a call ended: with an answer and what the cookie jar was told (null: to forget), or with a refusal. */
type Outcome = { answer: unknown; cookie?: string | null | undefined } | { refusal: unknown };
interface Call {
  told?: Outcome;
  expected?: Outcome | undefined;
  wait?: ModelWait;
  readonly line: AbortController;
}
interface Conversation<Answer> {
  readonly ask: (room: ReturnType<AppRouter['createCaller']>) => Promise<Answer>;
  readonly hear?: (answer: Answer) => void;
  /** What the model answers, once the room was asked; nothing while it lets the caller wait. */
  readonly expect: (call: Call) => Outcome | undefined;
}
interface View {
  readonly you: Member;
  readonly first: number;
  cursor: number;
  missed: number;
  readonly read: Letter[];
  readonly lists: Snapshot[];
}

/** One browser: its cookie jar, the calls that it has out, and what it made of their answers. */
class Browser {
  readonly #model: ModelRoom;
  #session: string | undefined;
  #calls: Call[] = [];
  readonly #posts: { [Post in (typeof POSTS)[number]]?: Act<Post> } = {};
  #view: View | undefined;

  constructor(model: ModelRoom) {
    this.#model = model;
  }

  do(next: ActOfABrowser): Promise<void> {
    const session = this.#session;
    const model = this.#model;
    switch (next.act) {
      case 'postAgain': {
        const again = this.#posts[next.what];
        return again ? this.do({ ...again, isLost: next.isLost }) : Promise.resolve();
      }
      case 'join':
        this.#posts.join = next;
        return this.#call(next, {
          ask: (room) => room.join({ nickname: next.nickname.typed, attempt: next.attempt }).then(inOrder),
          hear: (visit) => this.#arrive(visit),
          expect: ({ told }) => model.join({ ...next, session, told }),
        });
      case 'send':
        this.#posts.send = next;
        return this.#call(next, {
          ask: (room) => room.send({ text: next.line.typed, clientMsgId: next.clientMsgId }),
          expect: () => ({ answer: model.say(session, next) }),
        });
      case 'edit':
        this.#posts.edit = next;
        return this.#call(next, {
          ask: (room) => room.edit({ line: next.of, text: next.line.typed, clientMsgId: next.clientMsgId }),
          expect: () => ({ answer: model.edit(session, next) }),
        });
      case 'delete':
        this.#posts.delete = next;
        return this.#call(next, {
          ask: (room) => room.delete({ line: next.of, clientMsgId: next.clientMsgId }),
          expect: () => ({ answer: model.delete(session, next) }),
        });
      case 'rename':
        this.#posts.rename = next;
        return this.#call(next, {
          ask: (room) => room.rename({ nickname: next.nickname.typed, clientMsgId: next.clientMsgId }),
          expect: () => ({ answer: model.rename(session, next) }),
        });
      case 'write':
        return this.#call(next, {
          ask: (room) => room.write({ stopped: next.stopped }),
          expect: () => {
            model.write(session);
            return { answer: {} };
          },
        });
      case 'wait': {
        const { tab, hold } = next;
        const cursor = { ...this.#cursor(next.at), tab };
        return this.#call(next, {
          ask: (room) => room.wait({ ...cursor, hold }),
          hear: (answer) => this.#read(answer),
          expect: (call) => {
            call.wait = { ...cursor, hold, tell: (answer) => (call.expected = { answer, cookie: undefined }) };
            model.wait(session, call.wait);
            return call.expected;
          },
        });
      }
      case 'getUsers':
        return this.#call(next, {
          ask: (room) => room.getUsers().then(inOrder),
          hear: (list) => void this.#view?.lists.push(list),
          expect: () => ({ answer: model.members(session) }),
        });
      case 'getMsgId':
        return this.#call(next, {
          ask: (room) => room.getMsgId(),
          expect: () => ({ answer: model.cursor(session) }),
        });
      case 'leave':
        return this.#call(next, {
          ask: (room) => room.leave({ reason: next.reason, closing: next.closing }),
          expect: () => {
            model.leave(session, next);
            return { answer: {}, cookie: next.closing ? undefined : null };
          },
        });
      case 'hangUp':
        return this.#hangUp(this.#calls.slice(0, 1));
    }
  }

  /** Who was told was told what the model says, and who was not still waits by the model too. */
  check() {
    for (const { told, expected } of this.#calls) assert.deepEqual(told, expected);
    this.#calls = this.#calls.filter(({ told }) => told === undefined);
  }

  async readToTheEnd() {
    await this.#hangUp(this.#calls);
    const view = this.#view;
    if (!view || !this.#model.isHere(this.#session)) return this.check();
    await this.do({ act: 'wait', browser: 0, isLost: false, at: 'cursor', tab: undefined, hold: false });
    this.check();

    const ids = view.read.map(({ id }) => id);
    assert(
      ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? id)),
      'in order, and none twice',
    );
    if (view.missed === 0) assert.deepEqual(shown(view.read), this.#model.shownFrom(view.first), 'as it reads now');
    const now = this.#model.list;
    assert.equal(ids.length + view.missed, now.next - view.first, 'none lost in silence');
    for (const { next, members } of view.lists) {
      const later: Letter[] = view.read.filter(({ id }) => id >= next);
      if (later.length === now.next - next) assert.deepEqual(listAfter(members, later), now.members);
    }
  }

  async #call<Answer>(
    { isLost, host = 'one' }: { isLost: boolean; host?: string },
    { ask, hear, expect }: Conversation<Answer>,
  ) {
    const call: Call = { line: new AbortController() };
    this.#calls.push(call);
    let cookie: string | null | undefined;
    const context = {
      session: this.#session,
      host,
      keepSession: (session: string) => (cookie = session),
      dropSession: () => (cookie = null),
      onHangUp: (listener: () => void) => call.line.signal.addEventListener('abort', listener),
    };
    const answered = async () => {
      try {
        const answer = await ask(router.createCaller(context));
        call.told = { answer, cookie };
        if (isLost) return;
        if (cookie !== undefined) this.#session = cookie ?? undefined;
        hear?.(answer);
      } catch (error) {
        call.told = refusalIn(error);
      }
    };
    void answered();
    await everythingIsTold();
    call.expected = outcomeOf(() => expect(call));
  }

  #arrive(visit: Visit) {
    if (this.#view?.you.id !== visit.you.id) {
      this.#view = { you: visit.you, first: visit.next, cursor: visit.next, missed: 0, read: [], lists: [] };
    }
    this.#view.lists.push(visit);
  }

  /** A client's own rule: mail that does not continue where it stands is dropped. */
  #read(answer: WaitAnswer) {
    if (!this.#view || answer.type !== 'mail' || answer.from !== this.#view.cursor) return;
    this.#view.read.push(...answer.letters);
    this.#view.missed += answer.missed;
    this.#view.cursor = answer.next;
  }

  #cursor(at: Act<'wait'>['at']) {
    const since = this.#view?.cursor ?? 0;
    switch (at) {
      case 'cursor':
        return { since, epoch: this.#model.epoch };
      case 'before':
        return { since: Math.max(0, since - 3), epoch: undefined };
      case 'beyond':
        return { since: since + 1_000, epoch: undefined };
      case 'elsewhere':
        return { since, epoch: 'of another room' };
    }
  }

  async #hangUp(calls: Call[]) {
    for (const call of calls) {
      call.line.abort();
      if (call.wait && this.#model.endWait(call.wait)) call.expected = HUNG_UP;
    }
    if (calls.length > 0) await everythingIsTold();
  }
}

interface ModelWait {
  readonly since: number;
  readonly epoch: string | undefined;
  readonly tab: string | undefined;
  readonly hold: boolean;
  readonly tell: (answer: WaitAnswer) => void;
}
interface ModelStay {
  readonly session: string;
  member: Member;
  likeness: string;
  /** All that they were ever called. */
  readonly nicknames: Set<string>;
  /** What was done under each id. */
  readonly deeds: Map<string, { what: unknown; id: number; at: number; doneAt: number }>;
  /** The lines that were said and not deleted, by their ids. */
  readonly lines: Map<string, { id: number; saidAt: number }>;
  /** When the last lines passed the throttle. */
  readonly passed: number[];
  host: string;
  /** By which they last came in. */
  attempt: string;
  first: number;
  heardAt: number;
  absentSince: number;
  closing: { at: number; answers: number } | undefined;
  waits: { wait: ModelWait; until: number }[];
}
interface ModelKnock extends Act<'join'> {
  readonly session: string | undefined;
  /** What the real room answered: the ids that it gave are taken from there. */
  readonly told: Outcome | undefined;
}
interface ModelClocks {
  now(): number;
  elapsed(): number;
}

/** The room as SPEC.md tells it and without its shortcuts: every letter is kept, everything is searched and counted anew. */
class ModelRoom {
  readonly epoch: string;
  readonly #settings: Settings;
  readonly #clocks: ModelClocks;
  readonly #letters: Letter[] = [];
  #here: ModelStay[] = [];
  #absent: ModelStay[] = [];
  readonly #attempts = new Map<string, { session: string; at: number }>();
  readonly #ids = new Set<string | null | undefined>();

  constructor(settings: Settings, clocks: ModelClocks, epoch: string) {
    this.#settings = settings;
    this.#clocks = clocks;
    this.epoch = epoch;
  }

  isHere(session: string | undefined) {
    return this.#here.some((stay) => stay.session === session);
  }

  join(knock: ModelKnock): Outcome {
    const { nickname, attempt = '' } = knock;
    if ('rule' in nickname) throw new Refused({ refusal: 'nickname-invalid', rule: nickname.rule, limit: 16 });
    const everyone = [...this.#here, ...this.#absent];
    const own = everyone.find((stay) => stay.session === knock.session);
    const isOwn = attempt !== '' && own?.attempt === attempt && own.nicknames.has(nickname.kept);
    const tried = this.#attempts.get(attempt) ?? (isOwn ? own : undefined);
    const session = tried ? tried.session : knock.session;
    const before = everyone.find((stay) => stay.session === session);
    if (tried && !before) throw new Refused({ refusal: 'no-session' });
    if (tried && !before?.nicknames.has(nickname.kept)) throw new Refused({ refusal: 'id-reused' });

    const called = tried && before ? { kept: before.member.nickname, likeness: before.likeness } : nickname;
    const isBack = this.isHere(before?.session) && before?.member.nickname === called.kept;
    const stay = isBack ? before : this.#comeIn({ ...knock, nickname: called }, before);
    this.#hear(stay);
    if (attempt) this.#attempts.set(attempt, { session: stay.session, at: this.#elapsed });
    if (attempt) stay.attempt = attempt;
    const letters = this.#letters.slice(Math.max(stay.first, this.#tailStart));
    const { nicknameLength, messageLength, messagesPerWindow, windowMs, holdMs } = this.#settings;
    const limits = { nicknameLength, messageLength, messagesPerWindow, windowMs, holdMs };
    return { answer: { you: stay.member, ...this.list, letters, limits }, cookie: stay.session };
  }

  members(session: string | undefined) {
    this.#hear(this.#stayOf(session));
    return this.list;
  }

  cursor(session: string | undefined) {
    this.#hear(this.#stayOf(session));
    return { epoch: this.epoch, next: this.#next, oldest: this.#oldest };
  }

  wait(session: string | undefined, wait: ModelWait) {
    if (this.#absent.some((stay) => stay.session === session)) return wait.tell({ type: 'closed', why: 'timeout' });
    const reset = this.#resetFor(wait);
    if (session !== undefined && !this.isHere(session) && reset?.why === 'epoch') return wait.tell(reset);
    const stay = this.#stayOf(session);
    if (!wait.hold) {
      const { epoch } = this;
      return this.#tell(
        stay,
        wait,
        reset ?? this.#mailFor(stay, wait) ?? { type: 'reconnect', epoch, next: this.#next },
      );
    }
    const older = stay.waits.find((parked) => wait.tab !== undefined && parked.wait.tab === wait.tab);
    if (older) this.#tell(stay, older.wait, { type: 'superseded' });
    const answer = reset ?? this.#mailFor(stay, wait);
    if (answer) return this.#tell(stay, wait, answer);
    if (stay.waits.length === 8 && stay.waits[0]) this.#tell(stay, stay.waits[0].wait, { type: 'superseded' });
    stay.waits.push({ wait, until: this.#elapsed + HOLD_MS });
  }

  say(session: string | undefined, { line, clientMsgId }: Act<'send'>) {
    const stay = this.#hear(this.#stayOf(session));
    if ('rule' in line) throw new Refused({ refusal: 'text-invalid', rule: line.rule, limit: 5 });
    return this.#once(stay, clientMsgId, { said: line.kept }, () => {
      this.#throttle(stay);
      const letter = this.#append({ type: 'said', member: stay.member, text: line.kept, clientMsgId });
      for (const [old, { saidAt }] of stay.lines) if (this.#elapsed - saidAt > 10 * MINUTE) stay.lines.delete(old);
      stay.lines.set(clientMsgId, { id: letter.id, saidAt: this.#elapsed });
      return letter;
    });
  }

  /** Nobody in these histories asks for signs: see sign-board.model.test.ts. */
  write(session: string | undefined) {
    this.#stayOf(session).heardAt = this.#elapsed;
  }

  edit(session: string | undefined, { of, line, clientMsgId }: Act<'edit'>) {
    const stay = this.#hear(this.#stayOf(session));
    if ('rule' in line) throw new Refused({ refusal: 'text-invalid', rule: line.rule, limit: 5 });
    return this.#once(stay, clientMsgId, { edited: of, to: line.kept }, () => {
      const { id: letter } = this.#lineOf(stay, of);
      this.#throttle(stay);
      return this.#append({ type: 'edited', member: stay.member, letter, text: line.kept, clientMsgId });
    });
  }

  delete(session: string | undefined, { of, clientMsgId }: Act<'delete'>) {
    const stay = this.#hear(this.#stayOf(session));
    return this.#once(stay, clientMsgId, { deleted: of }, () => {
      const { id: letter } = this.#lineOf(stay, of);
      this.#throttle(stay);
      stay.lines.delete(of);
      for (const [index, { id, at, event }] of this.#letters.entries()) {
        const isOfIt = id === letter || (event.type === 'edited' && event.letter === letter);
        if (isOfIt && 'text' in event) this.#letters[index] = { id, at, event: { ...event, text: '' } };
      }
      return this.#append({ type: 'deleted', member: stay.member, letter, clientMsgId });
    });
  }

  rename(session: string | undefined, { nickname, clientMsgId }: Act<'rename'>) {
    const stay = this.#hear(this.#stayOf(session));
    if ('rule' in nickname) throw new Refused({ refusal: 'nickname-invalid', rule: nickname.rule, limit: 16 });
    const { kept, likeness } = nickname;
    const you = { id: stay.member.id, nickname: kept };
    const before = stay.member.nickname;
    if (!stay.deeds.has(clientMsgId) && before === kept) {
      return { you, id: this.#next - 1, at: this.#clocks.now(), duplicate: true };
    }
    const done = this.#once(stay, clientMsgId, { renamed: kept }, () => {
      const others = [...this.#here, ...this.#absent].filter((other) => other !== stay);
      if (others.some((other) => other.likeness === likeness)) throw new Refused({ refusal: 'nickname-taken' });
      this.#throttle(stay);
      Object.assign(stay, { member: you, likeness });
      stay.nicknames.add(kept);
      return this.#append({ type: 'renamed', member: you, before, clientMsgId });
    });
    return { you, ...done };
  }

  #once(stay: ModelStay, clientMsgId: string, what: object, act: () => Letter) {
    const before = stay.deeds.get(clientMsgId);
    if (before && !isDeepStrictEqual(before.what, what)) throw new Refused({ refusal: 'id-reused' });
    if (before) return { id: before.id, at: before.at, duplicate: true };
    const { id, at } = act();
    for (const [old, { doneAt }] of stay.deeds) if (this.#elapsed - doneAt > 10 * MINUTE) stay.deeds.delete(old);
    stay.deeds.set(clientMsgId, { what, id, at, doneAt: this.#elapsed });
    return { id, at, duplicate: false };
  }

  #lineOf({ lines }: ModelStay, of: string) {
    const line = lines.get(of);
    if (!line) throw new Refused({ refusal: 'line-unknown' });
    const limit = 5 * MINUTE;
    if (this.#elapsed - line.saidAt > limit) throw new Refused({ refusal: 'too-late', limit });
    return line;
  }

  leave(session: string | undefined, { reason, closing }: Act<'leave'>) {
    if (session === undefined) return;
    if (reason.length > 32) throw new Refused({ refusal: 'reason-invalid', rule: 'too-long', limit: 32 });
    const stay = this.#here.find((one) => one.session === session);
    if (stay && closing) this.#hear(stay).closing = { at: this.#elapsed, answers: 0 };
    else if (stay) this.#go(stay, { reason, why: 'left' });
    else if (!closing) this.#absent = this.#absent.filter((one) => one.session !== session);
  }

  sweep() {
    for (const stay of this.#here) {
      if (stay.closing && this.#elapsed - stay.closing.at >= 8 * SECOND) {
        if (stay.waits.length > 0) stay.closing = undefined;
        else this.#go(stay, { reason: 'closed', why: 'left' });
      } else if (stay.waits.length === 0 && this.#elapsed - stay.heardAt >= this.#settings.idleMs) {
        this.#go(stay, { reason: 'timeout', why: 'timeout' });
        this.#absent.push(Object.assign(stay, { absentSince: this.#elapsed }));
      }
    }
    this.#absent = this.#absent.filter(({ absentSince }) => this.#elapsed - absentSince < 10 * MINUTE);
    if (this.#settings.members > 0) this.#absent = this.#absent.slice(-this.#settings.members);
    for (const [attempt, { at }] of this.#attempts) {
      if (this.#elapsed - at > 10 * MINUTE) this.#attempts.delete(attempt);
    }
  }

  /** Ends the waits whose hold ran out. */
  endHolds() {
    for (const { waits } of this.#here) {
      for (const { wait, until } of waits) {
        if (until > this.#elapsed) continue;
        this.endWait(wait);
        wait.tell({ type: 'reconnect', epoch: this.epoch, next: this.#next });
      }
    }
  }

  /** Takes away a wait that nothing was told to; answers whether it was parked. */
  endWait(wait: ModelWait): boolean {
    const stay = this.#here.find(({ waits }) => waits.some((parked) => parked.wait === wait));
    if (!stay) return false;
    stay.waits = stay.waits.filter((parked) => parked.wait !== wait);
    stay.heardAt = this.#elapsed;
    return true;
  }

  /** What stands on the screen of one who has read everything from a letter on. */
  shownFrom(first: number) {
    return shown(this.#letters.slice(first));
  }

  /** Each who is here came once more than they went, and all others went as often as they came. */
  checkComingsAndGoings() {
    assert.deepEqual(listAfter([], this.#letters), this.list.members);
  }

  get #elapsed() {
    return this.#clocks.elapsed();
  }

  get #next() {
    return this.#letters.length;
  }

  get #oldest() {
    return Math.max(0, this.#next - this.#settings.ledgerLetters);
  }

  get #tailStart() {
    return Math.max(this.#oldest, this.#next - this.#settings.historyOnJoin);
  }

  get list(): Snapshot {
    return inOrder({ epoch: this.epoch, next: this.#next, members: this.#here.map(({ member }) => member) });
  }

  #stayOf(session: string | undefined): ModelStay {
    const stay = this.#here.find((one) => one.session === session);
    if (!stay) throw new Refused({ refusal: 'no-session' });
    return stay;
  }

  #hear(stay: ModelStay): ModelStay {
    return Object.assign(stay, { heardAt: this.#elapsed, closing: undefined });
  }

  #comeIn(
    { nickname, host, told }: Omit<ModelKnock, 'nickname'> & { nickname: KeptNickname },
    before: ModelStay | undefined,
  ): ModelStay {
    const others = this.#here.filter((stay) => stay !== before);
    const holders = [...others, ...this.#absent.filter((stay) => stay !== before)];
    if (holders.some(({ likeness }) => likeness === nickname.likeness))
      throw new Refused({ refusal: 'nickname-taken' });
    const { members, membersPerHost } = this.#settings;
    if (members > 0 && others.length >= members) throw new Refused({ refusal: 'room-full', limit: members });
    if (membersPerHost > 0 && others.filter((stay) => stay.host === host).length >= membersPerHost) {
      throw new Refused({ refusal: 'too-many-from-host', limit: membersPerHost });
    }

    const comesBack = before?.member.nickname === nickname.kept;
    if (before && this.isHere(before.session)) this.#go(before, { reason: '', why: 'left' });
    this.#absent = this.#absent.filter((stay) => stay !== before);
    const stay = comesBack ? before : this.#newStay(nickname, told, before);
    this.#append({ type: 'joined', member: stay.member });
    this.#here.push(Object.assign(stay, { host, first: comesBack ? stay.first : this.#tailStart }));
    return stay;
  }

  #newStay({ kept, likeness }: KeptNickname, told: Outcome | undefined, before: ModelStay | undefined): ModelStay {
    const { session, id } = idsIn(told);
    assert(session !== id && !this.#ids.has(session) && !this.#ids.has(id), 'ids that nobody had before');
    this.#ids.add(session).add(id);
    return {
      session,
      member: { id, nickname: kept },
      likeness,
      nicknames: new Set([kept]),
      deeds: new Map(),
      lines: new Map(),
      passed: before?.passed ?? [],
      host: '',
      attempt: '',
      first: 0,
      heardAt: 0,
      absentSince: 0,
      closing: undefined,
      waits: [],
    };
  }

  #go(stay: ModelStay, { reason, why }: { reason: string; why: 'left' | 'timeout' }) {
    this.#here = this.#here.filter((one) => one !== stay);
    for (const { wait } of stay.waits) wait.tell({ type: 'closed', why });
    stay.waits = [];
    this.#append({ type: 'left', member: stay.member, reason });
  }

  #throttle({ passed }: ModelStay) {
    const { messagesPerWindow: limit, windowMs } = this.#settings;
    if (limit === 0) return;
    const retryAfterMs = (passed.at(-limit) ?? -Infinity) + windowMs - this.#elapsed;
    if (retryAfterMs > 0) throw new Refused({ refusal: 'too-fast', retryAfterMs, limit });
    passed.push(this.#elapsed);
  }

  #append(event: RoomEvent): Letter {
    const letter = { id: this.#next, at: this.#clocks.now(), event };
    this.#letters.push(letter);
    for (const stay of this.#here) {
      for (const { wait } of stay.waits) this.#tell(stay, wait, this.#mailFor(stay, wait));
    }
    return letter;
  }

  #tell(stay: ModelStay, wait: ModelWait, answer: WaitAnswer | undefined) {
    if (!answer) return;
    stay.waits = stay.waits.filter((parked) => parked.wait !== wait);
    stay.heardAt = this.#elapsed;
    if (answer.type !== 'superseded' && stay.closing && ++stay.closing.answers > 1) stay.closing = undefined;
    wait.tell(answer);
  }

  #resetFor({ since, epoch = this.epoch }: ModelWait) {
    const why = epoch === this.epoch ? 'future' : 'epoch';
    if (why === 'future' && since <= this.#next) return undefined;
    return { type: 'reset', why, epoch: this.epoch, oldest: this.#oldest, next: this.#next } as const;
  }

  #mailFor({ first }: ModelStay, { since }: ModelWait): WaitAnswer | undefined {
    const start = Math.max(since, first);
    const letters = this.#letters.slice(Math.max(start, this.#oldest));
    if (letters.length === 0) return undefined;
    const missed = Math.max(0, this.#oldest - start);
    return { type: 'mail', epoch: this.epoch, from: since, next: this.#next, missed, letters };
  }
}

/** Settled when every answer that the room gave has reached its caller. */
const everythingIsTold = () => new Promise<void>((resolve) => setImmediate(resolve));

const outcomeOf = (answered: () => Outcome | undefined): Outcome | undefined => {
  try {
    const outcome = answered();
    return outcome && 'answer' in outcome ? { cookie: undefined, ...outcome } : outcome;
  } catch (error) {
    return refusalIn(error);
  }
};

const HUNG_UP: Outcome = { refusal: 'the caller hung up' };

/** The refusal by which a call ended; anything else that was thrown is a bug and stands there as it is. */
const refusalIn = (error: unknown): Outcome => {
  if (error instanceof TRPCError && error.code === 'CLIENT_CLOSED_REQUEST') return HUNG_UP;
  const cause = error instanceof TRPCError ? error.cause : error;
  return { refusal: cause instanceof Refused ? cause.refusal : error };
};

const idsIn = (told: Outcome | undefined) => {
  assert(told && 'answer' in told, 'who may come in is let in');
  return { session: told.cookie ?? '', id: (told.answer as Visit).you.id };
};

/** The lines on a screen after these letters, each with the text that it has by then, and none where it is deleted. */
const shown = (letters: readonly Letter[]) => {
  const lines = new Map<number, string>();
  for (const { id, event } of letters) {
    if (event.type === 'said') lines.set(id, event.text);
    else if (event.type === 'edited' && lines.has(event.letter)) lines.set(event.letter, event.text);
    else if (event.type === 'deleted' && lines.has(event.letter)) lines.set(event.letter, '');
  }
  return lines;
};

/** The list says nothing by its order, so both are put into one. */
const inOrder = <List extends Snapshot>(list: List): List => ({ ...list, members: byId(list.members) });
const byId = (members: Member[]) => members.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** The list after the letters that followed it. */
const listAfter = (list: Member[], letters: Letter[]) => {
  const here = new Map(list.map((member) => [member.id, member]));
  for (const { event } of letters) {
    if (event.type === 'renamed') {
      assert.equal(here.get(event.member.id)?.nickname, event.before, 'each was called that before');
      here.set(event.member.id, event.member);
    }
    if (event.type !== 'joined' && event.type !== 'left') continue;
    assert.equal(here.delete(event.member.id), event.type === 'left', 'each joined once and left once');
    if (event.type === 'joined') here.set(event.member.id, event.member);
  }
  return byId([...here.values()]);
};
