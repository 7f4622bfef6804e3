import type { WaitAnswer } from '@mailroom/shared';
import type { HoldLimit } from './hold/hold-limit.ts';
import type { Wait, WaitRequest } from './hold/wait.ts';
import type { TabChannel, TabMessage } from './tab-channel.ts';
import { TabLeader } from './tab-leader.ts';

export interface SharedPollOptions {
  /** Asks the room. */
  readonly wait: Wait;
  /** Whether the room refused a request for a limit. The leading tab then pauses, and is not disconnected. */
  readonly isThrottled?: (error: unknown) => boolean;
  /** The other tabs of this browser. Without them every tab asks for itself. */
  readonly tabs: TabChannel | undefined;
  /** What this tab has learned of the longest hold. The leading tab passes it on, and takes it over from another if it has learned nothing. */
  readonly holdLimit?: Pick<HoldLimit, 'current' | 'adopt'>;
  /** Called when the leading tab, this or another, is connected again: a retry is likely to succeed. */
  readonly onReconnected: () => void;
}

export interface SharedPoll {
  /** Resolves with what the room, or the leading tab, answers. Rejects like the room, or because the leading tab is disconnected. */
  readonly wait: Wait;
  /** Passes an answer on to the other tabs: one of the room, or `closed` when the user left in this tab. */
  readonly announce: (answer: WaitAnswer) => void;
  readonly stop: () => void;
}

/**
 * One parked wait for all tabs of a browser, which opens only six connections to a server.
 *
 * The leading tab asks the room and passes its answers on. Every other tab keeps a cursor of its own: it takes the answers that fit, and
 * otherwise asks the room itself, without a hold. So a lost message costs a moment and never a letter.
 */
export const createSharedPoll = (options: SharedPollOptions): SharedPoll => {
  const { wait, tabs } = options;
  return tabs ? new CrossTabPoll({ ...options, tabs }) : { wait, announce: () => {}, stop: () => {} };
};

/**
 * What a tab knows of the leading tab's poll.
 *
 * | state        | meaning                                                     | leaves on                                               |
 * | ------------ | ----------------------------------------------------------- | ------------------------------------------------------- |
 * | connected    | the leader's last request was answered, or is in flight     | disconnected, failed, the answer “restarting”           |
 * | disconnected | it failed, or the room is restarting                         | any other answer, alive with `isConnected`, elected     |
 */
export interface LeaderFeed {
  readonly name: 'connected' | 'disconnected';
  /** The leader's last answer, until this tab used it or lost the leadership. */
  readonly lastAnswer: WaitAnswer | undefined;
  /** The version of the presence that the leader knows, or 0 if this tab need not ask for it. */
  readonly presence: number;
}

export type FeedEvent =
  /** The leader, or a tab that left, sent a message. */
  | Exclude<TabMessage, { type: 'ping' }>
  | { readonly type: 'answer-used' | 'presence-requested' }
  /** This tab started or stopped leading. */
  | { readonly type: 'elected' | 'deposed' }
  /** As the leader, this tab asked the room, and knows this version of the presence. */
  | { readonly type: 'asked'; readonly presence: number }
  | { readonly type: 'answered' | 'failed' };

export const INITIAL_FEED: LeaderFeed = { name: 'connected', lastAnswer: undefined, presence: 0 };

/** The feed after `event`. */
export const transition = (feed: LeaderFeed, event: FeedEvent): LeaderFeed => {
  switch (event.type) {
    case 'answer':
      return {
        ...feed,
        name: isRestarting(event.answer) ? 'disconnected' : 'connected',
        lastAnswer: unusedEnd(feed) ?? event.answer,
      };
    case 'disconnected':
      return { ...feed, name: 'disconnected', lastAnswer: unusedEnd(feed) };
    case 'alive':
      return { ...feed, name: event.isConnected ? 'connected' : 'disconnected', presence: event.presence };
    case 'answer-used':
      return { ...feed, lastAnswer: undefined };
    case 'presence-requested':
      return { ...feed, presence: 0 };
    case 'deposed':
      return { ...feed, lastAnswer: undefined, presence: 0 };
    case 'asked':
      return { ...feed, presence: event.presence };
    case 'elected':
    case 'answered':
      return { ...feed, name: 'connected' };
    case 'failed':
      return { ...feed, name: 'disconnected' };
  }
};

class CrossTabPoll implements SharedPoll {
  readonly #options: SharedPollOptions & { readonly tabs: TabChannel };
  readonly #leader: TabLeader;
  readonly #unsubscribe: () => void;
  #feed = INITIAL_FEED;
  #changed = Promise.withResolvers<void>();

  constructor(options: SharedPollOptions & { readonly tabs: TabChannel }) {
    this.#options = options;
    const { tabs, holdLimit } = options;
    const maxHoldMs = () => ({ maxHoldMs: holdLimit?.current() });
    this.#leader = new TabLeader({
      tabs,
      status: () => ({ isConnected: this.#feed.name === 'connected', presence: this.#feed.presence, ...maxHoldMs() }),
      pingStatus: maxHoldMs,
      onBecomeLeader: () => this.#update({ type: 'elected' }),
      onLoseLeadership: () => (this.#feed = transition(this.#feed, { type: 'deposed' })),
    });
    this.#unsubscribe = tabs.subscribe((message) => this.#receive(message));
  }

  readonly stop = () => {
    this.#leader.stop();
    this.#unsubscribe();
    this.#options.tabs.close();
  };

  readonly announce = (answer: WaitAnswer) => this.#options.tabs.post({ type: 'answer', answer });

  readonly wait: Wait = async (request, signal) => {
    for (;;) {
      const answer = this.#answerFromLeader(request);
      if (typeof answer === 'object') return answer;
      const { leadership } = this.#leader;
      if (leadership) return this.#waitAsLeader(request, signal, leadership);
      if (answer === 'ask-room') return this.#options.wait({ ...request, hold: false }, signal);
      if (this.#feed.name === 'disconnected' && request.hold) throw new Error('the leading tab is disconnected');
      await this.#nextChange(signal);
    }
  };

  /** The leader's last answer, if it continues at the request's cursor. `ask-room`: this tab must ask the room. Undefined: nothing yet. */
  #answerFromLeader(request: WaitRequest): WaitAnswer | 'ask-room' | undefined {
    const { name, lastAnswer } = this.#feed;
    // This tab has continued in that ledger already. The leader, or the one before, was later.
    if (lastAnswer?.type === 'reset' && lastAnswer.why === 'epoch' && lastAnswer.epoch === request.epoch) {
      this.#feed = transition(this.#feed, { type: 'answer-used' });
      return this.#answerFromLeader(request);
    }
    if (lastAnswer?.type === 'closed' || lastAnswer?.type === 'reset') {
      this.#feed = transition(this.#feed, { type: 'answer-used' });
      return lastAnswer;
    }
    if (!request.hold) return name === 'connected' ? 'ask-room' : undefined;
    if (lastAnswer?.type !== 'mail' && lastAnswer?.type !== 'reconnect') return this.#askForPresence(request);
    if (lastAnswer.epoch === request.epoch && isStale(lastAnswer, request)) return this.#askForPresence(request);
    this.#feed = transition(this.#feed, { type: 'answer-used' });
    return (lastAnswer.epoch === request.epoch && sliceFrom(lastAnswer, request.since)) || 'ask-room';
  }

  /** Asks the room if the leader has a newer presence whose message this tab lost: the leader does not repeat that message. */
  #askForPresence({ presence = Infinity }: WaitRequest): 'ask-room' | undefined {
    if (this.#feed.presence <= presence) return undefined;
    this.#feed = transition(this.#feed, { type: 'presence-requested' });
    return 'ask-room';
  }

  async #waitAsLeader(request: WaitRequest, signal: AbortSignal, leadership: AbortSignal): Promise<WaitAnswer> {
    try {
      this.#feed = transition(this.#feed, { type: 'asked', presence: request.presence ?? 0 });
      const answer = await this.#options.wait(request, AbortSignal.any([signal, leadership]));
      this.#feed = transition(this.#feed, { type: 'answered' });
      this.announce(answer);
      return answer;
    } catch (error) {
      const isSuperseded = leadership.aborted || this.#feed.lastAnswer?.type === 'closed';
      // This tab may have lost the new leader's first message. A request without a hold makes up for it.
      if (isSuperseded && !signal.aborted) return this.wait({ ...request, hold: false }, signal);
      // A tab that was stopped or woken asks again at once. Any other failure is one of the connection.
      const isTimeout = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
      if ((!signal.aborted || isTimeout) && !this.#options.isThrottled?.(error)) {
        this.#feed = transition(this.#feed, { type: 'failed' });
        this.#options.tabs.post({ type: 'disconnected' });
      }
      throw error;
    }
  }

  #receive(message: TabMessage) {
    if (message.type === 'ping' || message.type === 'alive') this.#adoptLimit(message);
    if (message.type === 'ping') return;
    // The leader gets its answers from the room. Only a tab that leaves the room has news for it.
    const isLeave = message.type === 'answer' && message.answer.type === 'closed';
    if (this.#leader.leadership && !isLeave) return;
    this.#update(message);
  }

  /** Takes over the limit that the leading tab knows or, for a leading tab that has learned none, that of another tab. */
  #adoptLimit({ type, maxHoldMs }: TabMessage & { type: 'ping' | 'alive' }) {
    const { holdLimit } = this.#options;
    const isUseful = type === 'alive' ? !this.#leader.leadership : holdLimit?.current() === undefined;
    if (maxHoldMs !== undefined && isUseful) holdLimit?.adopt(maxHoldMs);
  }

  #update(event: FeedEvent) {
    const wasConnected = this.#feed.name === 'connected';
    this.#feed = transition(this.#feed, event);
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
    if (this.#feed.name === 'connected' && !wasConnected) this.#options.onReconnected();
  }

  /** Resolves at the next message of the leader, or when this tab is elected. Rejects when the signal aborts. */
  async #nextChange(signal: AbortSignal) {
    const aborted = Promise.withResolvers<never>();
    const onAbort = () => aborted.reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      signal.throwIfAborted();
      await Promise.race([this.#changed.promise, aborted.promise]);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }
}

/** The last answer, if it ended the session: what a tab with a new session says later must not hide that from a tab that was busy. */
const unusedEnd = ({ lastAnswer }: LeaderFeed): WaitAnswer | undefined =>
  lastAnswer?.type === 'closed' && !isRestarting(lastAnswer) ? lastAnswer : undefined;

const isRestarting = (answer: WaitAnswer) => answer.type === 'closed' && answer.why === 'restarting';

type Progress = WaitAnswer & { type: 'mail' | 'reconnect' };

/** Whether the answer holds nothing that the request does not know. */
const isStale = (answer: Progress, { since, presence = Infinity }: WaitRequest) => {
  if (answer.type === 'mail') return answer.next <= since;
  return answer.next < since || (answer.presence !== undefined && answer.presence.version <= presence);
};

/** The answer as the room would have given it to a request from `since` on. Undefined if the answer does not tell. */
const sliceFrom = (answer: Progress, since: number): WaitAnswer | undefined => {
  if (answer.type === 'reconnect') return answer.next === since ? answer : undefined;
  if (answer.from === since) return answer;
  if (answer.from > since || answer.missed > 0) return undefined;
  return { ...answer, from: since, letters: answer.letters.filter(({ id }) => id >= since) };
};
