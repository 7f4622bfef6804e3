import type { Mutant } from './mutants.ts';

/** Ways for the tabs of one browser to fail each other. */
export const crossTabMutants: readonly Mutant[] = [
  {
    name: 'tabs: who is behind takes the leader’s cursor',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: "if (answer.type === 'reconnect') return answer.next === since ? answer : undefined;",
    mutated: "if (answer.type === 'reconnect') return answer;",
    killedBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: a frozen leader leads on',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: 'else this.#lead({ steal: true });',
    mutated: '',
    killedBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: every tab waits for itself',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: 'return tabs ? new SharedPoll({ ...options, tabs }) : { ask, tell: () => {}, stop: () => {} };',
    mutated:
      'return tabs && options === undefined ? new SharedPoll({ ...options, tabs }) : { ask, tell: () => {}, stop: () => {} };',
    killedBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: a leader that nobody sees leads on',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: "if (word.type === 'alive' && !word.isShown && this.#tabs.isShown()) this.#lead({ steal: true });",
    mutated: '',
    killedBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: a word that goes unheard leaves a tab behind for good',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: "return (heard.epoch === question.epoch && fitted(heard, question.since)) || 'ask';",
    mutated: 'return (heard.epoch === question.epoch && fitted(heard, question.since)) || undefined;',
    killedBy: { test: 'apps/web/src/sync/shared-poll.model.test.ts' },
  },
  {
    name: 'tabs: signs that went by unheard are never asked for',
    file: 'apps/web/src/sync/shared-poll.ts',
    original: 'if (this.#signs <= signs) return undefined;',
    mutated: 'if (this.#signs <= signs || !this.#deposed) return undefined;',
    killedBy: { test: 'apps/web/src/sync/shared-poll.model.test.ts' },
  },
];
