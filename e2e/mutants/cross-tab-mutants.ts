import type { Mutant } from './mutant.ts';

/** Defects in the poll that the tabs of one browser share. */
export const crossTabMutants: readonly Mutant[] = [
  {
    name: 'tabs: a follower that is behind takes the cursor of the leader',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: "if (answer.type === 'reconnect') return answer.next === since ? answer : undefined;",
    mutated: "if (answer.type === 'reconnect') return answer;",
    killedBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: a frozen leader stays leader',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: 'else this.#lead({ steal: true });',
    mutated: '',
    killedBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: every tab polls for itself',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: 'return tabs ? new CrossTabPoll({ ...options, tabs }) : { ask, tell: () => {}, stop: () => {} };',
    mutated:
      'return tabs && options === undefined ? new CrossTabPoll({ ...options, tabs }) : { ask, tell: () => {}, stop: () => {} };',
    killedBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: a hidden leader stays leader',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: "if (word.type === 'alive' && !word.isVisible && this.#tabs.isVisible()) this.#lead({ steal: true });",
    mutated: '',
    killedBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: a tab that misses a message stays behind',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: "return (heard.epoch === question.epoch && fitted(heard, question.since)) || 'ask';",
    mutated: 'return (heard.epoch === question.epoch && fitted(heard, question.since)) || undefined;',
    killedBy: { test: 'apps/web/src/sync/shared-poll.model.test.ts' },
  },
  {
    name: 'tabs: missed presence is never requested',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: 'if (this.#presenceVersion <= presence) return undefined;',
    mutated: 'if (this.#presenceVersion <= presence || !this.#deposed) return undefined;',
    killedBy: { test: 'apps/web/src/sync/shared-poll.model.test.ts' },
  },
];
