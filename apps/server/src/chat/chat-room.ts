import { fixedLimits, type Settings, type Snapshot, type Visit, type WaitAnswer } from '@mailroom/shared';
import { Absentees } from './absentees.ts';
import { Attempts } from './join-attempts.ts';
import { HouseRules } from './room-policy.ts';
import type { Knock, Leaving } from './join-request.ts';
import { Ledger } from './ledger.ts';
import type { Cursor, Listener } from './mailbox.ts';
import { nicknameKeys } from './nickname-key.ts';
import { PostOffice } from './post-office.ts';
import { refuseTaken } from './assert-nickname-free.ts';
import { Refused } from './refusal-error.ts';
import { answered, hear, reasonToGo, rememberedById, type Stay } from './room-session.ts';
import { Stays } from './session-registry.ts';
import { Talk } from './mutations.ts';
import { Throttle } from './rate-limiter.ts';
import type { World } from './environment.ts';

/** Who is here and what they may do. Synchronous and deterministic: the same calls make the same room. */
export class ChatRoom {
  readonly #settings: Settings;
  readonly #world: World;
  readonly #rules: HouseRules;
  readonly #ledger: Ledger;
  readonly #postOffice: PostOffice;
  readonly #here = new Stays();
  readonly #absent: Absentees;
  readonly #talk: Talk;
  readonly #attempts = new Attempts();

  constructor(settings: Settings, world: World) {
    const { ledgerLetters: letters, ledgerBytes: bytes } = settings;
    this.#settings = settings;
    this.#world = world;
    this.#rules = new HouseRules(settings);
    this.#ledger = new Ledger({ epoch: world.newId(), letters, bytes });
    this.#postOffice = new PostOffice({
      ledger: this.#ledger,
      mostWaits: fixedLimits.waitsPerSession,
      mostParked: settings.parkedWaits,
      soon: (task) => world.soon(task),
    });
    this.#absent = new Absentees({ ms: fixedLimits.nicknameHeldMs, most: settings.members });
    const office = { rules: this.#rules, ledger: this.#ledger, postOffice: this.#postOffice };
    this.#talk = new Talk({ ...office, settings, world, here: this.#here, absent: this.#absent });
  }

  /** Lets someone in, or back in. Refuses a nickname that is invalid or somebody else's, and more people than there is room for. */
  join({ nickname: typed, host, session: known, attempt }: Knock): { session: string; visit: Visit } {
    const asked = this.#rules.nickname(typed);
    const attempted = this.#attempts.sessionOf(attempt, { asked, own: this.#hereOrAbsent(known) });
    const before = this.#hereOrAbsent(attempted ?? known);
    // The visit that this attempt began is over: repeating the request must not make a ghost of who left.
    if (attempted && !before) throw new Refused({ refusal: 'no-session' });
    if (attempted && !before?.nicknames.includes(asked)) throw new Refused({ refusal: 'id-reused' });

    // Whoever was renamed since is who they are now.
    const stay = this.#letIn((attempted && before?.member.nickname) ?? asked, host, before);
    this.#attempts.remember(attempt, stay, this.#world.elapsed());
    return { session: stay.session, visit: this.#welcome(stay) };
  }

  /** Who is here. */
  members(session: string): Snapshot {
    this.#heardOf(session);
    return this.#here.snapshot(this.standing());
  }

  /** Where the ledger stands: the number of the next letter and of the oldest one held. */
  cursor(session: string): { epoch: string; next: number; oldest: number } {
    this.#heardOf(session);
    return { ...this.standing(), oldest: this.#ledger.oldest };
  }

  /** What every answer is stamped with: the ledger's name, and the number that its next letter will get. */
  standing(): { epoch: string; next: number } {
    return { epoch: this.#ledger.epoch, next: this.#ledger.next };
  }

  /** The letters from the cursor on, or that there are none. */
  read(session: string, cursor: Cursor): WaitAnswer {
    const stay = this.#here.of(session);
    if (!stay) return this.#answerForStrangers(session, cursor);
    answered(stay, this.#world.elapsed());
    return stay.mailbox.answer(cursor);
  }

  /**
   * Tells `listener` of the letters from the cursor on as soon as there are any, perhaps now; the returned function stops it, and
   * answers what there is to tell by then.
   */
  wait(session: string, cursor: Cursor, listener: Listener): () => WaitAnswer {
    const stay = this.#here.of(session);
    if (!stay) {
      const answer = this.#answerForStrangers(session, cursor);
      listener(answer);
      return () => answer;
    }
    const stop = stay.mailbox.listen(cursor, (answer) => {
      if (answer.type !== 'superseded') answered(stay, this.#world.elapsed());
      listener(answer);
    });
    return () => {
      stop();
      // Silence begins when the wait ends, however it does.
      stay.heardAt = this.#world.elapsed();
      return stay.mailbox.answer(cursor);
    };
  }

  /** Says a line to everyone, once for each `clientMsgId`. Refuses bad text, too many lines, and an id used for anything else. */
  say(session: string, line: { text: string; clientMsgId: string }) {
    return this.#talk.say(this.#heardOf(session), line);
  }

  /** Gives a line another text, named by the `clientMsgId` under which they said it. */
  edit(session: string, edit: { line: string; text: string; clientMsgId: string }) {
    return this.#talk.edit(this.#heardOf(session), edit);
  }

  /** Takes such a line back. */
  delete(session: string, deletion: { line: string; clientMsgId: string }) {
    return this.#talk.delete(this.#heardOf(session), deletion);
  }

  /** Goes by another nickname from now on, as the same member. */
  rename(session: string, renaming: { nickname: string; clientMsgId: string }) {
    return this.#talk.rename(this.#heardOf(session), renaming);
  }

  /** Notes that someone writes, or that they stopped. */
  write(session: string, how: { stopped?: boolean | undefined } = {}) {
    this.#talk.write(this.#stayOf(session), how);
  }

  /** Goes at once, or, when only the page closed, a little later unless they are heard of again. Leaving twice is leaving. */
  leave(session: string, { reason = '', closing = false }: Leaving) {
    const validReason = this.#rules.reason(reason);
    const stay = this.#here.of(session);
    const absentee = this.#absent.of(session);
    if (stay && closing) hear(stay, this.#world.elapsed()).closing = { at: this.#world.elapsed(), answers: 0 };
    else if (stay) this.#depart(stay, { reason: validReason, why: 'left' });
    else if (absentee && !closing) this.#absent.remove(absentee);
  }

  /** Sees out those who fell silent or closed their page, and lets go of nicknames held long enough. Belongs to be called each second. */
  sweep() {
    const elapsed = this.#world.elapsed();
    for (const stay of this.#here.all()) {
      const reason = reasonToGo(stay, { elapsed, idleMs: this.#settings.idleMs });
      if (reason) this.#depart(stay, { reason, why: reason === 'timeout' ? reason : 'left' });
      if (reason === 'timeout') this.#absent.add(stay, elapsed);
    }
    this.#absent.forget(elapsed);
    this.#attempts.forget(elapsed);
    this.#postOffice.showSigns(this.#here, elapsed);
  }

  /** Ends every wait, because the process is about to. */
  close() {
    this.#postOffice.closeAll({ type: 'closed', why: 'restarting', retryAfterMs: 1_000 });
  }

  /** Who was seen out is told so; who knows another ledger, that theirs is gone: after a restart the room knows no one any more. */
  #answerForStrangers(session: string, cursor: Cursor): WaitAnswer {
    if (this.#absent.of(session)) return { type: 'closed', why: 'timeout' };
    const reset = this.#ledger.resetFor(cursor);
    if (reset?.why === 'epoch') return reset;
    throw new Refused({ refusal: 'no-session' });
  }

  #hereOrAbsent(session: string | undefined): Stay | undefined {
    return session === undefined ? undefined : (this.#here.of(session) ?? this.#absent.of(session));
  }

  #letIn(nickname: string, host: string, before: Stay | undefined): Stay {
    const here = before && this.#here.of(before.session);
    if (here?.member.nickname === nickname) return hear(here, this.#world.elapsed());
    const keys = nicknameKeys(nickname);
    refuseTaken(keys, before, { here: this.#here, absent: this.#absent });
    this.#refuseCrowd(host, here);

    // One browser is one member: who comes in under another nickname goes as the one they were.
    if (here) this.#depart(here, { reason: '', why: 'left' });
    else if (before) this.#absent.remove(before);
    if (before && !here && before.member.nickname === nickname) {
      return this.#admit({ ...before, host }, before.mailbox.first);
    }
    const { messagesPerWindow, windowMs } = this.#settings;
    return this.#admit({
      session: this.#world.newId(),
      member: { id: this.#world.newId(), nickname },
      nicknames: [nickname],
      nicknameKeys: keys,
      host,
      attempt: undefined,
      throttle: before?.throttle ?? new Throttle(messagesPerWindow, windowMs),
      deeds: rememberedById(this.#settings),
      lines: rememberedById(this.#settings),
    });
  }

  #refuseCrowd(host: string, here: Stay | undefined) {
    const others = this.#here.size - (here ? 1 : 0);
    this.#rules.refuseCrowd({ others, neighbours: this.#here.countFrom(host) - (here?.host === host ? 1 : 0) });
  }

  /** Opens the mailbox of someone who comes in; `first` is where it began before, if they come back. */
  #admit(arrival: Omit<Stay, 'mailbox' | 'heardAt' | 'closing'>, first?: number): Stay {
    this.#postOffice.broadcast({ type: 'joined', member: arrival.member }, this.#world.now());
    const mailbox = this.#postOffice.open({
      address: arrival.session,
      first: first ?? this.#ledger.tailStart(this.#settings.historyOnJoin),
    });
    const stay = { ...arrival, mailbox, heardAt: this.#world.elapsed(), closing: undefined };
    this.#here.add(stay);
    return stay;
  }

  #welcome({ member, mailbox }: Stay): Visit {
    return Object.assign(this.#here.snapshot(this.standing()), {
      you: member,
      letters: mailbox.tail(this.#settings.historyOnJoin),
      limits: this.#rules.limits,
    });
  }

  #depart(stay: Stay, { reason, why }: { reason: string; why: 'left' | 'timeout' }) {
    this.#here.remove(stay);
    this.#postOffice.close(stay.session, { type: 'closed', why });
    this.#postOffice.signs.left(stay.member.id);
    this.#postOffice.broadcast({ type: 'left', member: stay.member, reason }, this.#world.now());
  }

  #heardOf(session: string): Stay {
    return hear(this.#stayOf(session), this.#world.elapsed());
  }

  #stayOf(session: string): Stay {
    const stay = this.#here.of(session);
    if (!stay) throw new Refused({ refusal: 'no-session' });
    return stay;
  }
}
