import type { Mutant } from './mutants.ts';

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
    original: 'return tabs ? new SharedPoll({ ...options, tabs }) : { ask, tell: () => {}, stop: () => {} };',
    mutated:
      'return tabs && options === undefined ? new SharedPoll({ ...options, tabs }) : { ask, tell: () => {}, stop: () => {} };',
    killedBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: a hidden leader stays leader',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: "if (word.type === 'alive' && !word.isShown && this.#tabs.isShown()) this.#lead({ steal: true });",
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
