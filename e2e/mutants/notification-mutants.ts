import type { Mutant } from './mutant.ts';

/** Defects that lose or repeat notifications. */
export const notificationMutants: readonly Mutant[] = [
  {
    name: 'notifications: a message notified by another tab is notified again',
    file: 'apps/web/src/notifications/notifier.ts',
    original: 'const claimed = messages.filter(isUnclaimed(before));',
    mutated: 'const claimed = messages;',
    killedBy: { test: 'apps/web/src/notifications/notifier.model.test.ts' },
  },
  {
    name: 'notifications: a visible tab does not mark its messages as seen',
    file: 'apps/web/src/notifications/notifier.ts',
    original: 'return this.markSeen(newest.epoch, newest.id + 1);',
    mutated: 'return;',
    killedBy: { test: 'apps/web/src/notifications/notifier.test.ts' },
  },
  {
    name: 'notifications: a message that arrives during a claim is lost',
    file: 'apps/web/src/notifications/notifier.ts',
    original: 'if (this.#pending.length > 0) void this.#notifyPending();\n    else this.#timer = undefined;',
    mutated: 'this.#timer = undefined;\n    if (this.#pending.length > 0) void this.#notifyPending();',
    killedBy: { test: 'apps/web/src/notifications/notifier.test.ts' },
  },
  {
    name: 'store: the rows of another ledger count as new',
    file: 'apps/web/src/sync/room-store.ts',
    original: 'this.#rowListeners.emit(this.view().rows.slice(rows.length));',
    mutated: 'this.#rowListeners.emit(this.view().rows);',
    killedBy: { test: 'apps/web/src/sync/room-store.test.ts' },
  },
];
