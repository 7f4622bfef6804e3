import type { Mutant } from './mutant.ts';

/** Defects in the poll that the tabs of one browser share. */
export const crossTabMutants: readonly Mutant[] = [
  {
    name: 'tabs: what a later answer says hides the end of the session',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: 'lastAnswer: unusedEnd(feed) ?? event.answer,',
    mutated: 'lastAnswer: event.answer,',
    killedBy: {
      test: 'apps/web/src/sync/shared-poll.test.ts',
      title: 'a tab that asks the room itself meanwhile still learns that its session expired',
    },
  },
  {
    name: 'tabs: a follower that is behind takes the cursor of the leader',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: "if (answer.type === 'reconnect') return answer.next === since ? answer : undefined;",
    mutated: "if (answer.type === 'reconnect') return answer;",
    killedBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: a frozen leader stays leader',
    file: 'apps/web/src/sync/tab-leader.ts',
    original: 'if (state.unansweredPings >= MAX_UNANSWERED_PINGS) return CLAIM;',
    mutated: '',
    killedBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: every tab polls for itself',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: 'return tabs ? new CrossTabPoll({ ...options, tabs }) : { wait, announce: () => {}, stop: () => {} };',
    mutated:
      'return tabs && options === undefined ? new CrossTabPoll({ ...options, tabs }) : { wait, announce: () => {}, stop: () => {} };',
    killedBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: a hidden leader stays leader',
    file: 'apps/web/src/sync/tab-leader.ts',
    original: "      this.#dispatch('leader-hidden');\n",
    mutated: '',
    killedBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: a tab that misses a message stays behind',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: "return (lastAnswer.epoch === request.epoch && sliceFrom(lastAnswer, request.since)) || 'ask-room';",
    mutated: 'return (lastAnswer.epoch === request.epoch && sliceFrom(lastAnswer, request.since)) || undefined;',
    killedBy: {
      test: 'apps/web/src/sync/shared-poll.model.test.ts',
      title:
        'after any history, every tab shows each letter once, in order, and the current presence, and one wait is parked',
    },
  },
  {
    name: 'tabs: missed presence is never requested',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: 'if (this.#feed.presence <= presence) return undefined;',
    mutated: 'if (this.#feed.presence <= presence || !this.#leader.leadership) return undefined;',
    killedBy: { test: 'apps/web/src/sync/shared-poll.model.test.ts' },
  },
];
