import type { WaitAnswer } from '@mailroom/shared';
import type { WaitRequest } from './room-api.ts';
import type { TabChannel, TabMessage } from './tab-channel.ts';

type Ask = (question: WaitRequest, signal: AbortSignal) => Promise<WaitAnswer>;

export interface SharedPollOptions {
  /** Asks the room itself. */
  readonly ask: Ask;
  /** The browser's other tabs; without them every tab asks for itself. */
  readonly tabs: TabChannel | undefined;
  /** Told when there is a leader that hears the room again, be it this tab: then asking again will work. */
  readonly onHeardAgain: () => void;
}

const PING_MS = 500;
/** So many pings in a row may stay unanswered before another tab leads. */
const PINGS_MISSED = 2;

/**
 * One parked wait for all tabs of a browser, which has only six connections to a server. The tab that leads asks the room and tells the
 * others what it heard. The others keep a cursor of their own: what fits it they take, and for anything else they ask the room
 * themselves, without a hold. So a word that went unheard costs a moment, and never a letter.
 */
export const createSharedPoll = (options: SharedPollOptions): SharedPoll => {
  const { ask, tabs } = options;
  return tabs ? new CrossTabPoll({ ...options, tabs }) : { ask, tell: () => {}, stop: () => {} };
};

export interface SharedPoll {
  readonly ask: Ask;
  /** Tells the other tabs what this one knows without having asked. */
  readonly tell: (answer: WaitAnswer) => void;
  readonly stop: () => void;
}

class CrossTabPoll implements SharedPoll {
  readonly #askRoom: Ask;
  readonly #tabs: TabChannel;
  readonly #onHeardAgain: () => void;
  readonly #stopped = new AbortController();
  readonly #pinging: ReturnType<typeof setInterval>;
  readonly #undo: readonly (() => void)[];
  /** While this tab leads: aborts when another takes over. */
  #deposed: AbortSignal | undefined;
  #leaderHears = true;
  /** What the leader heard last. */
  #heard: WaitAnswer | undefined;
  /** The version of the signs that the leader knows, or 0 if that is no news. */
  #presenceVersion = 0;
  #unanswered = 0;
  #changed = Promise.withResolvers<void>();

  constructor({ ask, tabs, onHeardAgain }: SharedPollOptions & { tabs: TabChannel }) {
    this.#askRoom = ask;
    this.#tabs = tabs;
    this.#onHeardAgain = onHeardAgain;
    this.#pinging = setInterval(() => this.#ping(), PING_MS);
    this.#undo = [
      tabs.subscribe((word) => this.#listen(word)),
      tabs.onVisible(() => this.#deposed ?? this.#lead({ steal: true })),
    ];
    // Browsers slow down what nobody looks at, and freeze it in the end: who is looked at leads.
    this.#lead({ steal: tabs.isVisible() });
  }

  readonly stop = () => {
    this.#stopped.abort();
    clearInterval(this.#pinging);
    for (const undo of this.#undo) undo();
    this.#tabs.close();
  };

  readonly tell = (answer: WaitAnswer) => this.#tabs.post({ type: 'heard', answer });

  readonly ask: Ask = async (question, signal) => {
    for (;;) {
      const answer = this.#answerFromLeader(question);
      if (typeof answer === 'object') return answer;
      if (this.#deposed) return this.#askForAll(question, signal, this.#deposed);
      if (answer === 'ask') return this.#askRoom({ ...question, hold: false }, signal);
      if (!this.#leaderHears && question.hold) throw new Error('the tab that leads hears nothing');
      await this.#nextChange(signal);
    }
  };

  /** What the leader told already, if it goes on from the cursor; or that this tab has to ask the room itself; or nothing yet. */
  #answerFromLeader(question: WaitRequest): WaitAnswer | 'ask' | undefined {
    const heard = this.#heard;
    if (heard?.type === 'closed' || heard?.type === 'reset') {
      this.#heard = undefined;
      return heard;
    }
    if (!question.hold) return this.#leaderHears ? 'ask' : undefined;
    if (heard?.type !== 'mail' && heard?.type !== 'reconnect') return this.#askForSigns(question);
    if (heard.epoch === question.epoch && isOldNews(heard, question)) return this.#askForSigns(question);
    // What is new once is not new twice.
    this.#heard = undefined;
    return (heard.epoch === question.epoch && fitted(heard, question.since)) || 'ask';
  }

  /** The leader told of signs that went by unheard: nothing tells of them again before they change, so the room has to be asked. */
  #askForSigns({ presence = Infinity }: WaitRequest): 'ask' | undefined {
    if (this.#presenceVersion <= presence) return undefined;
    this.#presenceVersion = 0;
    return 'ask';
  }

  async #askForAll(question: WaitRequest, signal: AbortSignal, deposed: AbortSignal): Promise<WaitAnswer> {
    try {
      this.#presenceVersion = question.presence ?? 0;
      const answer = await this.#askRoom(question, AbortSignal.any([signal, deposed]));
      this.#leaderHears = true;
      this.tell(answer);
      return answer;
    } catch (error) {
      const toldOtherwise = deposed.aborted || this.#heard?.type === 'closed';
      // What the new leader said before this one noticed went unheard: without a hold it is asked for.
      if (toldOtherwise && !signal.aborted) return this.ask({ ...question, hold: false }, signal);
      // Stopped or woken, this tab asks again at once; any other end of a question is a connection that failed.
      const isTimeout = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
      if (!signal.aborted || isTimeout) {
        this.#leaderHears = false;
        this.#tabs.post({ type: 'lost' });
      }
      throw error;
    }
  }

  #listen(word: TabMessage) {
    if (word.type === 'ping') return this.#sayAlive();
    this.#unanswered = 0;
    const answer = word.type === 'heard' ? word.answer : undefined;
    // Who leads hears for themselves, but not that another tab has left and closed with the lead.
    if (this.#deposed && answer?.type !== 'closed') return;
    if (word.type === 'alive' && !word.isShown && this.#tabs.isVisible()) this.#lead({ steal: true });
    if (word.type === 'alive') this.#presenceVersion = word.presence ?? 0;
    else this.#heard = answer;
    this.#noteThatLeader(word.type === 'alive' ? word.hears : answer !== undefined && !isRestarting(answer));
  }

  #noteThatLeader(hears: boolean) {
    const heardBefore = this.#leaderHears;
    this.#leaderHears = hears;
    this.#change();
    if (hears && !heardBefore) this.#onHeardAgain();
  }

  #sayAlive() {
    if (!this.#deposed) return;
    const [isShown, hears, presence] = [this.#tabs.isVisible(), this.#leaderHears, this.#presenceVersion];
    this.#tabs.post({ type: 'alive', isShown, hears, presence });
  }

  #ping() {
    if (this.#deposed) return;
    if (this.#unanswered++ < PINGS_MISSED) this.#tabs.post({ type: 'ping' });
    else this.#lead({ steal: true });
  }

  #lead({ steal }: { steal: boolean }) {
    this.#unanswered = 0;
    this.#tabs.requestLeadership({
      steal,
      signal: this.#stopped.signal,
      led: (deposed) => {
        this.#deposed = deposed;
        deposed.addEventListener('abort', () => this.#deposed === deposed && this.#follow(), { once: true });
        this.#noteThatLeader(true);
        this.#sayAlive();
      },
    });
  }

  #follow() {
    this.#deposed = undefined;
    this.#heard = undefined;
    this.#presenceVersion = 0;
    this.#lead({ steal: false });
  }

  #change() {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** Settles at the leader's next word, or when this tab begins to lead. */
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

const isRestarting = (answer: WaitAnswer) => answer.type === 'closed' && answer.why === 'restarting';

type Progress = WaitAnswer & { type: 'mail' | 'reconnect' };

const isOldNews = (answer: Progress, { since, presence = Infinity }: WaitRequest) => {
  if (answer.type === 'mail') return answer.next <= since;
  return answer.next < since || (answer.presence !== undefined && answer.presence.version <= presence);
};

/** The answer as one who asked from `since` would have got it; nothing if that cannot be told from it. */
const fitted = (answer: Progress, since: number): WaitAnswer | undefined => {
  if (answer.type === 'reconnect') return answer.next === since ? answer : undefined;
  if (answer.from === since) return answer;
  if (answer.from > since || answer.missed > 0) return undefined;
  return { ...answer, from: since, letters: answer.letters.filter(({ id }) => id >= since) };
};
