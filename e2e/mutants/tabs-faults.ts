import type { Fault } from './faults.ts';

/** Ways for the tabs of one browser to fail each other. */
export const tabsFaults: readonly Fault[] = [
  {
    name: 'tabs: who is behind takes the leader’s cursor',
    file: 'apps/web/src/sync/shared-poll.ts',
    right: "if (answer.type === 'reconnect') return answer.next === since ? answer : undefined;",
    wrong: "if (answer.type === 'reconnect') return answer;",
    caughtBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: a frozen leader leads on',
    file: 'apps/web/src/sync/shared-poll.ts',
    right: 'else this.#lead({ steal: true });',
    wrong: '',
    caughtBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: every tab waits for itself',
    file: 'apps/web/src/sync/shared-poll.ts',
    right: 'return tabs ? new SharedPoll({ ...options, tabs }) : { ask, tell: () => {}, stop: () => {} };',
    wrong:
      'return tabs && options === undefined ? new SharedPoll({ ...options, tabs }) : { ask, tell: () => {}, stop: () => {} };',
    caughtBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: a leader that nobody sees leads on',
    file: 'apps/web/src/sync/shared-poll.ts',
    right: "if (word.type === 'alive' && !word.isShown && this.#tabs.isShown()) this.#lead({ steal: true });",
    wrong: '',
    caughtBy: { test: 'apps/web/src/sync/shared-poll.test.ts' },
  },
  {
    name: 'tabs: a word that goes unheard leaves a tab behind for good',
    file: 'apps/web/src/sync/shared-poll.ts',
    right: "return (heard.epoch === question.epoch && fitted(heard, question.since)) || 'ask';",
    wrong: 'return (heard.epoch === question.epoch && fitted(heard, question.since)) || undefined;',
    caughtBy: { test: 'apps/web/src/sync/shared-poll.model.test.ts' },
  },
  {
    name: 'tabs: signs that went by unheard are never asked for',
    file: 'apps/web/src/sync/shared-poll.ts',
    right: 'if (this.#signs <= signs) return undefined;',
    wrong: 'if (this.#signs <= signs || !this.#deposed) return undefined;',
    caughtBy: { test: 'apps/web/src/sync/shared-poll.model.test.ts' },
  },
];
