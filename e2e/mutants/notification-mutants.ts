import type { Mutant } from './mutants.ts';

/** Ways to be told twice, or not at all. */
export const notificationMutants: readonly Mutant[] = [
  {
    name: 'bell: what another tab took is told of again',
    file: 'apps/web/src/notifications/notifier.ts',
    original: 'const left = before ? lines.filter(isLeft(before)) : [];',
    mutated: 'const left = before ? lines : [];',
    killedBy: { test: 'apps/web/src/notifications/notifier.model.test.ts' },
  },
  {
    name: 'bell: a tab that is looked at leaves its lines to the others',
    file: 'apps/web/src/notifications/notifier.ts',
    original: 'return this.look(newest.epoch, newest.id + 1);',
    mutated: 'return;',
    killedBy: { test: 'apps/web/src/notifications/notifier.test.ts' },
  },
  {
    name: 'bell: a line that comes while another is being taken is lost',
    file: 'apps/web/src/notifications/notifier.ts',
    original: 'if (this.#waiting.length > 0) void this.#tellWaiting();\n    else this.#timer = undefined;',
    mutated: 'this.#timer = undefined;\n    if (this.#waiting.length > 0) void this.#tellWaiting();',
    killedBy: { test: 'apps/web/src/notifications/notifier.test.ts' },
  },
  {
    name: 'store: the tail of another ledger passes for what arrives',
    file: 'apps/web/src/sync/room-store.ts',
    original: 'const arrived = this.#view.rows.slice(rows.length);',
    mutated: 'const arrived = this.#view.rows;',
    killedBy: { test: 'apps/web/src/sync/room-store.test.ts' },
  },
];
