import type { Fault } from './faults.ts';

/** Ways to be told twice, or not at all. */
export const bellFaults: readonly Fault[] = [
  {
    name: 'bell: what another tab took is told of again',
    file: 'apps/web/src/notifications/notifier.ts',
    right: 'const left = before ? lines.filter(isLeft(before)) : [];',
    wrong: 'const left = before ? lines : [];',
    caughtBy: { test: 'apps/web/src/notifications/notifier.model.test.ts' },
  },
  {
    name: 'bell: a tab that is looked at leaves its lines to the others',
    file: 'apps/web/src/notifications/notifier.ts',
    right: 'return this.look(newest.epoch, newest.id + 1);',
    wrong: 'return;',
    caughtBy: { test: 'apps/web/src/notifications/notifier.test.ts' },
  },
  {
    name: 'bell: a line that comes while another is being taken is lost',
    file: 'apps/web/src/notifications/notifier.ts',
    right: 'if (this.#waiting.length > 0) void this.#tellWaiting();\n    else this.#timer = undefined;',
    wrong: 'this.#timer = undefined;\n    if (this.#waiting.length > 0) void this.#tellWaiting();',
    caughtBy: { test: 'apps/web/src/notifications/notifier.test.ts' },
  },
  {
    name: 'store: the tail of another ledger passes for what arrives',
    file: 'apps/web/src/sync/room-store.ts',
    right: 'const arrived = this.#view.rows.slice(rows.length);',
    wrong: 'const arrived = this.#view.rows;',
    caughtBy: { test: 'apps/web/src/sync/room-store.test.ts' },
  },
];
