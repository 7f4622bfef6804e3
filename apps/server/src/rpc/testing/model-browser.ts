import assert from 'node:assert/strict';
import type { Letter, Member, Snapshot, Visit, WaitAnswer } from '@mailroom/shared';
import type { AppRouter } from '../router.ts';
import type { Act, ActOfABrowser, POSTS } from './histories.ts';
import type { ModelRoom, ModelWait } from './model-room.ts';
import { HUNG_UP, outcomeOf, refusalIn, type Outcome } from './outcome.ts';
import { inOrder, listAfter, shown } from './letter-helpers.ts';

/** One browser: its cookie jar, the calls that it has out, and what it made of their answers. */
export class Browser {
  readonly #model: ModelRoom;
  readonly #router: AppRouter;
  #session: string | undefined;
  #calls: Call[] = [];
  readonly #posts: { [Post in (typeof POSTS)[number]]?: Act<Post> } = {};
  #view: View | undefined;

  constructor(model: ModelRoom, router: AppRouter) {
    this.#model = model;
    this.#router = router;
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
          ask: (room) =>
            room.edit({ targetClientMsgId: next.of, text: next.line.typed, clientMsgId: next.clientMsgId }),
          expect: () => ({ answer: model.edit(session, next) }),
        });
      case 'delete':
        this.#posts.delete = next;
        return this.#call(next, {
          ask: (room) => room.delete({ targetClientMsgId: next.of, clientMsgId: next.clientMsgId }),
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
          ask: (room) => room.typing({ stopped: next.stopped }),
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
        const answer = await ask(this.#router.createCaller(context));
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

/** Settled when every answer that the room gave has reached its caller. */
export const everythingIsTold = () => new Promise<void>((resolve) => setImmediate(resolve));
