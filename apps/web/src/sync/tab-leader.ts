import type { TabChannel, TabMessage } from './tab-channel.ts';

const PING_MS = 500;
/** A tab takes over after this many pings in a row stayed unanswered. */
const MAX_UNANSWERED_PINGS = 2;

/**
 * The part of one tab in the election of a leader.
 *
 * | state     | meaning                                                 | leaves on                                                    |
 * | --------- | ------------------------------------------------------- | ------------------------------------------------------------ |
 * | following | is queued for the leadership, and pings the leader      | elected → leading; tick, leader-hidden, shown → claiming     |
 * | claiming  | takes the leadership away from a hidden or silent tab   | elected → leading                                            |
 * | leading   | leads until another tab claims the leadership           | deposed → following                                          |
 * | stopped   | no longer takes part                                    | none                                                         |
 *
 * A `tick` claims the leadership only after the last pings stayed unanswered. `stop` leads to stopped from every state.
 */
export type LeaderState =
  | { readonly name: 'following' | 'claiming'; readonly unansweredPings: number }
  | { readonly name: 'leading' }
  | { readonly name: 'stopped' };

export type LeaderEvent =
  /** The time between two pings passed. */
  | 'tick'
  /** The leader sent a message. */
  | 'leader-alive'
  /** The leader said that it is hidden, and this tab is visible. */
  | 'leader-hidden'
  /** This tab became visible. */
  | 'shown'
  | 'elected'
  | 'deposed'
  | 'stop';

/** What the tab has to do: ping the leader, queue for the leadership, or take it. */
export type LeaderCommand = 'ping' | 'queue' | 'steal';

/** The state after `event`, and what the tab has to do now. The same state where the event does not apply. */
export const transition = (
  state: LeaderState,
  event: LeaderEvent,
): { readonly state: LeaderState; readonly command?: LeaderCommand } => {
  if (state.name === 'stopped') return { state };
  if (event === 'stop') return { state: { name: 'stopped' } };
  if (event === 'elected') return { state: { name: 'leading' } };
  if (state.name === 'leading') return event === 'deposed' ? { state: FOLLOWING, command: 'queue' } : { state };
  switch (event) {
    case 'tick':
      if (state.unansweredPings >= MAX_UNANSWERED_PINGS) return CLAIM;
      return { state: { ...state, unansweredPings: state.unansweredPings + 1 }, command: 'ping' };
    case 'leader-alive':
      return { state: { ...state, unansweredPings: 0 } };
    case 'leader-hidden':
    case 'shown':
      return CLAIM;
    case 'deposed':
      return { state };
  }
};

const FOLLOWING: LeaderState = { name: 'following', unansweredPings: 0 };
const CLAIM = { state: { name: 'claiming', unansweredPings: 0 }, command: 'steal' } as const;

export interface TabLeaderOptions {
  readonly tabs: TabChannel;
  /** What the leader says of itself besides that it is alive. */
  readonly status: () => Omit<TabMessage & { type: 'alive' }, 'type' | 'isVisible'>;
  /** What every tab says in its pings. */
  readonly pingStatus?: () => Omit<TabMessage & { type: 'ping' }, 'type'>;
  readonly onBecomeLeader: () => void;
  readonly onLoseLeadership: () => void;
}

/**
 * Keeps exactly one leader among the tabs of a browser. A visible tab is preferred, because browsers slow hidden ones down and freeze them in
 * the end. A frozen leader is replaced within 1.5 s.
 */
export class TabLeader {
  readonly #options: TabLeaderOptions;
  readonly #stopAbort = new AbortController();
  readonly #pingTimer: ReturnType<typeof setInterval>;
  readonly #undo: readonly (() => void)[];
  #state: LeaderState = FOLLOWING;
  #leadership: AbortSignal | undefined;

  constructor(options: TabLeaderOptions) {
    this.#options = options;
    const { tabs } = options;
    this.#pingTimer = setInterval(() => this.#dispatch('tick'), PING_MS);
    this.#undo = [tabs.subscribe((message) => this.#receive(message)), tabs.onVisible(() => this.#dispatch('shown'))];
    if (tabs.isVisible()) this.#dispatch('shown');
    else this.#request({ steal: false });
  }

  /** While this tab leads: a signal that aborts when it no longer leads. */
  get leadership(): AbortSignal | undefined {
    return this.#leadership;
  }

  /** Gives up the leadership and stops pinging. */
  stop() {
    this.#dispatch('stop');
    this.#stopAbort.abort();
    clearInterval(this.#pingTimer);
    for (const undo of this.#undo) undo();
  }

  #receive(message: TabMessage) {
    if (message.type === 'ping') return this.#announceAlive();
    this.#dispatch('leader-alive');
    if (message.type === 'alive' && !message.isVisible && this.#options.tabs.isVisible()) {
      this.#dispatch('leader-hidden');
    }
  }

  #dispatch(event: LeaderEvent) {
    const { state, command } = transition(this.#state, event);
    this.#state = state;
    const { tabs, pingStatus } = this.#options;
    if (command === 'ping') tabs.post({ type: 'ping', ...pingStatus?.() });
    else if (command) this.#request({ steal: command === 'steal' });
  }

  #request({ steal }: { steal: boolean }) {
    this.#options.tabs.requestLeadership({
      steal,
      signal: this.#stopAbort.signal,
      onElected: (leadership) => {
        this.#leadership = leadership;
        this.#dispatch('elected');
        leadership.addEventListener('abort', () => this.#leadership === leadership && this.#depose(), { once: true });
        this.#options.onBecomeLeader();
        this.#announceAlive();
      },
    });
  }

  #depose() {
    this.#leadership = undefined;
    this.#options.onLoseLeadership();
    this.#dispatch('deposed');
  }

  #announceAlive() {
    if (!this.#leadership) return;
    const { tabs, status } = this.#options;
    tabs.post({ type: 'alive', isVisible: tabs.isVisible(), ...status() });
  }
}
