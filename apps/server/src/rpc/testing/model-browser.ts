import assert from 'node:assert/strict';
import {
  digest,
  type GrantList,
  type JoinResult,
  type Letter,
  type Member,
  type Snapshot,
  type WaitAnswer,
} from '@mailroom/shared';
import { DEFERRED } from '../context.ts';
import type { LongPoll } from '../long-poll.ts';
import type { AppRouter } from '../router.ts';
import type { Action, BrowserAction, REPEATABLE_CALLS } from './histories.ts';
import type { ModelRoom, ModelWait } from './model-room.ts';
import { DISCONNECTED, outcomeOf, outcomeOfError, type Outcome } from './outcome.ts';
import { longPollPromise } from './long-poll-promise.ts';
import { membersAfter, visibleMessages, withSortedMembers } from './replay-letters.ts';

/** A simulated browser: a cookie, its pending calls and what it has read. It makes each call to the room and to the model. */
export class ModelBrowser {
  readonly #model: ModelRoom;
  readonly #router: AppRouter;
  readonly #flush: () => Promise<void>;
  #sessionId: string | undefined;
  #grantToken: string | undefined;
  #calls: Call[] = [];
  readonly #latestCalls: { [Name in (typeof REPEATABLE_CALLS)[number]]?: Action<Name> } = {};
  #view: View | undefined;

  /** @param flush resolves when all answers of the room have reached their callers */
  constructor(model: ModelRoom, router: AppRouter, flush: () => Promise<void>) {
    this.#model = model;
    this.#router = router;
    this.#flush = flush;
  }

  do(action: BrowserAction): Promise<void> {
    const sessionId = this.#sessionId;
    const grantToken = this.#grantToken;
    const model = this.#model;
    switch (action.type) {
      case 'repeat': {
        const latest = this.#latestCalls[action.call];
        return latest ? this.do({ ...latest, isAnswerLost: action.isAnswerLost }) : Promise.resolve();
      }
      case 'join':
        this.#latestCalls.join = action;
        return this.#call(action, {
          invoke: (room) =>
            room
              .join({ nickname: action.nickname.input, attempt: action.attempt, resume: action.resume })
              .then(withSortedMembers),
          onAnswer: (joined) => this.#onJoined(joined),
          expect: ({ outcome }) => model.join({ ...action, sessionId, grantToken, outcome }),
        });
      case 'send':
        this.#latestCalls.send = action;
        return this.#call(action, {
          invoke: (room) =>
            room.send({
              text: action.text.input,
              replyTo: action.replyTo && digest(action.replyTo),
              clientMsgId: action.clientMsgId,
            }),
          expect: () => ({ answer: model.send(sessionId, action) }),
        });
      case 'edit':
        this.#latestCalls.edit = action;
        return this.#call(action, {
          invoke: (room) =>
            room.edit({
              targetMutationId: digest(action.target),
              text: action.text.input,
              clientMsgId: action.clientMsgId,
            }),
          expect: () => ({ answer: model.edit(sessionId, action) }),
        });
      case 'delete':
        this.#latestCalls.delete = action;
        return this.#call(action, {
          invoke: (room) => room.delete({ targetMutationId: digest(action.target), clientMsgId: action.clientMsgId }),
          expect: () => ({ answer: model.delete(sessionId, action) }),
        });
      case 'react':
        this.#latestCalls.react = action;
        return this.#call(action, {
          invoke: (room) =>
            room.react({
              targetMutationId: digest(action.target),
              emoji: action.emoji,
              clientMsgId: action.clientMsgId,
            }),
          expect: () => ({ answer: model.react(sessionId, action) }),
        });
      case 'rename':
        this.#latestCalls.rename = action;
        return this.#call(action, {
          invoke: (room) => room.rename({ nickname: action.nickname.input, clientMsgId: action.clientMsgId }),
          expect: () => ({ answer: model.rename(sessionId, action) }),
        });
      case 'typing':
        return this.#call(action, {
          invoke: (room) => room.typing({ stopped: action.stopped }),
          expect: () => {
            model.setTyping(sessionId);
            return { answer: {} };
          },
        });
      case 'wait': {
        const { tab, hold } = action;
        const cursor = { ...this.#cursor(action.at), tab };
        return this.#call(action, {
          invoke: (room) => room.wait({ ...cursor, hold }),
          onAnswer: (answer) => {
            if (answer !== DEFERRED) this.#onWaitAnswer(answer);
          },
          expect: (call) => {
            call.wait = {
              ...cursor,
              hold,
              answer: (answer) => (call.expected = { answer, cookie: undefined, grantCookie: undefined }),
            };
            model.wait(sessionId, call.wait);
            return call.expected;
          },
        });
      }
      case 'getRoom':
        return this.#call(action, {
          invoke: (room) => room.getRoom(),
          expect: () => ({ answer: model.preview() }),
        });
      case 'getUsers':
        return this.#call(action, {
          invoke: (room) => room.getUsers().then(withSortedMembers),
          onAnswer: (snapshot) => void this.#view?.snapshots.push(snapshot),
          expect: () => ({ answer: model.members(sessionId) }),
        });
      case 'getMsgId':
        return this.#call(action, {
          invoke: (room) => room.getMsgId(),
          expect: () => ({ answer: model.cursor(sessionId) }),
        });
      case 'history': {
        const { since: before, epoch } = this.#cursor(action.at);
        return this.#call(action, {
          invoke: (room) => room.history({ before, epoch }),
          expect: () => ({ answer: model.olderHistory(sessionId, { before, epoch }) }),
        });
      }
      case 'leave':
        return this.#call(action, {
          invoke: (room) => room.leave({ reason: action.reason, closing: action.closing }),
          expect: () => {
            model.leave(sessionId, action);
            return { answer: {}, cookie: action.closing ? undefined : null };
          },
        });
      case 'invite':
        return this.#call(action, {
          invoke: async (room) => {
            const { token, expiresAt } = await room.moderation.invite({
              role: action.role,
              clientMsgId: action.clientMsgId,
            });
            return { token, expiresAt };
          },
          expect: () => ({ answer: model.invite(sessionId, action, `invitation ${sessionId} ${action.clientMsgId}`) }),
        });
      case 'claim': {
        this.#latestCalls.claim = action;
        const { attempt } = action;
        const invitation = model.invitationToken(action.which);
        return this.#call(action, {
          invoke: (room) => room.moderation.claim({ invitation, attempt }),
          expect: () =>
            model.claim(sessionId, { invitation, token: `grant ${invitation} ${attempt}`, formerToken: grantToken }),
        });
      }
      case 'revoke':
        return this.#call(action, {
          invoke: async ({ moderation }) => {
            const { grants, invitations } = await moderation.grants();
            return moderation.revoke({ id: [...grants, ...invitations][action.which]?.id ?? 'unknown' });
          },
          expect: () => {
            model.revoke(sessionId, action.which);
            return { answer: {} };
          },
        });
      case 'resign':
        return this.#call(action, {
          invoke: (room) => room.moderation.resign(),
          expect: () => {
            model.resign(sessionId, grantToken);
            return { answer: {}, grantCookie: null };
          },
        });
      case 'grants':
        return this.#call(action, {
          invoke: (room) => room.moderation.grants().then(withoutIdsAndTimes),
          expect: () => ({ answer: model.grants(sessionId) }),
        });
      case 'loseCookie':
        this.#sessionId = undefined;
        return Promise.resolve();
      case 'disconnect':
        return this.#disconnect(this.#calls.slice(0, 1));
    }
  }

  /** Asserts that each call has the outcome of the model, or is still pending in both. */
  check() {
    for (const { outcome, expected } of this.#calls) assert.deepEqual(outcome, expected);
    this.#calls = this.#calls.filter(({ outcome }) => outcome === undefined);
  }

  /** Disconnects all calls in flight. */
  disconnectAll(): Promise<void> {
    return this.#disconnect(this.#calls);
  }

  /** Reads all remaining letters and asserts that none was lost, repeated or out of order. */
  async readToEnd() {
    await this.#disconnect(this.#calls);
    const view = this.#view;
    if (!view || !this.#model.hasSession(this.#sessionId)) return this.check();
    await this.do({ type: 'wait', browser: 0, isAnswerLost: false, at: 'cursor', tab: undefined, hold: false });
    this.check();

    const ids = view.read.map(({ id }) => id);
    assert(
      ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? id)),
      'letters arrive in order, each once',
    );
    if (view.missedMessages === 0)
      assert.deepEqual(
        visibleMessages(view.read),
        this.#model.visibleMessagesFrom(view.firstLetterId),
        'the client shows the current texts and reactions',
      );
    const now = this.#model.snapshot;
    assert.equal(ids.length + view.missed, now.next - view.firstLetterId, 'missed letters are counted');
    for (const { next, members } of view.snapshots) {
      const later: Letter[] = view.read.filter(({ id }) => id >= next);
      if (this.#model.hasAllMemberships(later, next)) assert.deepEqual(membersAfter(members, later), now.members);
    }
  }

  async #call<Answer>(
    { isAnswerLost, network = 'one' }: { isAnswerLost: boolean; network?: string },
    { invoke, onAnswer, expect }: CallSpec<Answer>,
  ) {
    const call: Call = { connection: new AbortController() };
    this.#calls.push(call);
    let cookie: string | null | undefined;
    let grantCookie: string | null | undefined;
    const context = {
      sessionId: this.#sessionId,
      clientNetwork: network,
      storeSession: (sessionId: string) => void (cookie = sessionId),
      clearSession: () => void (cookie = null),
      grantToken: this.#grantToken,
      storeGrant: (token: string) => void (grantCookie = token),
      clearGrant: () => void (grantCookie = null),
      deferAnswer: (poll: LongPoll<WaitAnswer>) => longPollPromise(poll),
      onDisconnect: (listener: () => void) => call.connection.signal.addEventListener('abort', listener),
    };
    const run = async () => {
      try {
        const answer = await invoke(this.#router.createCaller(context));
        call.outcome = { answer, cookie, grantCookie };
        if (isAnswerLost) return;
        if (cookie !== undefined) this.#sessionId = cookie ?? undefined;
        if (grantCookie !== undefined) this.#grantToken = grantCookie ?? undefined;
        onAnswer?.(answer);
      } catch (error) {
        call.outcome = outcomeOfError(error);
      }
    };
    void run();
    await this.#flush();
    call.expected = outcomeOf(() => expect(call));
  }

  #onJoined(joined: JoinResult) {
    if (this.#view?.you.id !== joined.you.id) {
      this.#view = {
        you: joined.you,
        firstLetterId: joined.next,
        cursor: joined.next,
        missed: 0,
        missedMessages: 0,
        read: [],
        snapshots: [],
      };
    }
    this.#view.snapshots.push(joined);
  }

  /** Ignores mail that does not continue at the cursor, as clients do. */
  #onWaitAnswer(answer: WaitAnswer) {
    if (!this.#view || answer.type !== 'mail' || answer.from !== this.#view.cursor) return;
    this.#view.read.push(...answer.letters);
    const { missed, missedMemberships = 0, supersededChanges = 0 } = answer;
    this.#view.missed += missed;
    this.#view.missedMessages += missed - missedMemberships - supersededChanges;
    this.#view.cursor = answer.next;
  }

  #cursor(at: Action<'wait'>['at']) {
    const since = this.#view?.cursor ?? 0;
    switch (at) {
      case 'cursor':
        return { since, epoch: this.#model.epoch };
      case 'before':
        return { since: Math.max(0, since - 3), epoch: undefined };
      case 'beyond':
        return { since: since + 1_000, epoch: undefined };
      case 'elsewhere':
        return { since, epoch: 'another epoch' };
    }
  }

  async #disconnect(calls: Call[]) {
    for (const call of calls) {
      call.connection.abort();
      if (call.wait && this.#model.endWait(call.wait)) call.expected = DISCONNECTED;
    }
    if (calls.length > 0) await this.#flush();
  }
}

interface Call {
  outcome?: Outcome;
  expected?: Outcome | undefined;
  wait?: ModelWait;
  readonly connection: AbortController;
}
interface CallSpec<Answer> {
  readonly invoke: (room: ReturnType<AppRouter['createCaller']>) => Promise<Answer>;
  readonly onAnswer?: (answer: Answer) => void;
  /** Makes the same call to the model. Returns `undefined` while the model keeps the call waiting. */
  readonly expect: (call: Call) => Outcome | undefined;
}
interface View {
  readonly you: Member;
  readonly firstLetterId: number;
  cursor: number;
  missed: number;
  missedMessages: number;
  readonly read: Letter[];
  readonly snapshots: Snapshot[];
}

/** Resolves when all answers have reached their callers that a room gives without waiting for its journal. */
export const flushAnswers = () => new Promise<void>((resolve) => setImmediate(resolve));

const withoutIdsAndTimes = ({ grants, invitations }: GrantList) => ({
  grants: grants.map(({ role, label, invitedBy }) => ({ role, label, invitedBy })),
  invitations: invitations.map(({ role, invitedBy }) => ({ role, invitedBy })),
});
