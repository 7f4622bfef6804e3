import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Letter, Member, RoomEvent, Settings, Snapshot, Visit, WaitAnswer } from '@mailroom/shared';
import { RefusalError } from '../../chat/refusal-error.ts';
import { SECOND, type Act, type KeptNickname } from './histories.ts';
import type { Outcome } from './outcome.ts';
import { inOrder, listAfter, shown } from './letter-helpers.ts';

/** How long a wait is held, in ms. */
export const HOLD_MS = 50_000;
const MINUTE = 60 * SECOND;

/** The room as SPEC.md tells it and without its shortcuts: every letter is kept, everything is searched and counted anew. */
export class ModelRoom {
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
    if ('rule' in nickname) throw new RefusalError({ refusal: 'nickname-invalid', rule: nickname.rule, limit: 16 });
    const everyone = [...this.#here, ...this.#absent];
    const own = everyone.find((stay) => stay.session === knock.session);
    const isOwn = attempt !== '' && own?.attempt === attempt && own.nicknames.has(nickname.kept);
    const tried = this.#attempts.get(attempt) ?? (isOwn ? own : undefined);
    const session = tried ? tried.session : knock.session;
    const before = everyone.find((stay) => stay.session === session);
    if (tried && !before) throw new RefusalError({ refusal: 'no-session' });
    if (tried && !before?.nicknames.has(nickname.kept)) throw new RefusalError({ refusal: 'id-reused' });

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
    if ('rule' in line) throw new RefusalError({ refusal: 'text-invalid', rule: line.rule, limit: 5 });
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
    if ('rule' in line) throw new RefusalError({ refusal: 'text-invalid', rule: line.rule, limit: 5 });
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
    if ('rule' in nickname) throw new RefusalError({ refusal: 'nickname-invalid', rule: nickname.rule, limit: 16 });
    const { kept, likeness } = nickname;
    const you = { id: stay.member.id, nickname: kept };
    const before = stay.member.nickname;
    if (!stay.deeds.has(clientMsgId) && before === kept) {
      return { you, id: this.#next - 1, at: this.#clocks.now(), duplicate: true };
    }
    const done = this.#once(stay, clientMsgId, { renamed: kept }, () => {
      const others = [...this.#here, ...this.#absent].filter((other) => other !== stay);
      if (others.some((other) => other.likeness === likeness)) throw new RefusalError({ refusal: 'nickname-taken' });
      this.#throttle(stay);
      Object.assign(stay, { member: you, likeness });
      stay.nicknames.add(kept);
      return this.#append({ type: 'renamed', member: you, before, clientMsgId });
    });
    return { you, ...done };
  }

  #once(stay: ModelStay, clientMsgId: string, what: object, act: () => Letter) {
    const before = stay.deeds.get(clientMsgId);
    if (before && !isDeepStrictEqual(before.what, what)) throw new RefusalError({ refusal: 'id-reused' });
    if (before) return { id: before.id, at: before.at, duplicate: true };
    const { id, at } = act();
    for (const [old, { doneAt }] of stay.deeds) if (this.#elapsed - doneAt > 10 * MINUTE) stay.deeds.delete(old);
    stay.deeds.set(clientMsgId, { what, id, at, doneAt: this.#elapsed });
    return { id, at, duplicate: false };
  }

  #lineOf({ lines }: ModelStay, of: string) {
    const line = lines.get(of);
    if (!line) throw new RefusalError({ refusal: 'message-unknown' });
    const limit = 5 * MINUTE;
    if (this.#elapsed - line.saidAt > limit) throw new RefusalError({ refusal: 'too-late', limit });
    return line;
  }

  leave(session: string | undefined, { reason, closing }: Act<'leave'>) {
    if (session === undefined) return;
    if (reason.length > 32) throw new RefusalError({ refusal: 'reason-invalid', rule: 'too-long', limit: 32 });
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
    if (!stay) throw new RefusalError({ refusal: 'no-session' });
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
      throw new RefusalError({ refusal: 'nickname-taken' });
    const { members, membersPerHost } = this.#settings;
    if (members > 0 && others.length >= members) throw new RefusalError({ refusal: 'room-full', limit: members });
    if (membersPerHost > 0 && others.filter((stay) => stay.host === host).length >= membersPerHost) {
      throw new RefusalError({ refusal: 'too-many-from-host', limit: membersPerHost });
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
    if (retryAfterMs > 0) throw new RefusalError({ refusal: 'too-fast', retryAfterMs, limit });
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

/** One wait, and who is to be told. */
export interface ModelWait {
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

const idsIn = (told: Outcome | undefined) => {
  assert(told && 'answer' in told, 'who may come in is let in');
  return { session: told.cookie ?? '', id: (told.answer as Visit).you.id };
};
