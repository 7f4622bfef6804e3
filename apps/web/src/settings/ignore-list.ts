import { storedIgnoredNicknames } from '../browser/storage/storage.ts';
import type { IgnoreList } from '../sync/view/ignored-rows.ts';
import { createEmitter, type Unsubscribe } from '../sync/store.ts';
import { foldCase } from '../text/fold-case.ts';

const changed = createEmitter();
let text = '';
let list: IgnoreList = new Map();

/** The nicknames that this browser ignores, in all its tabs. The server does not learn of them. */
export const ignoreList = {
  getState: (): IgnoreList => {
    const stored = storedIgnoredNicknames.read();
    if (stored !== text) {
      text = stored;
      list = new Map(stored.split(' ').flatMap((nickname) => (nickname ? [[foldCase(nickname), nickname]] : [])));
    }
    return list;
  },
  subscribe: (listener: () => void): Unsubscribe => {
    const unsubscribe = changed.subscribe(listener);
    window.addEventListener('storage', listener);
    return () => {
      unsubscribe();
      window.removeEventListener('storage', listener);
    };
  },
  add: (nickname: string) => store([...without([nickname]), nickname]),
  /** Removes all of these nicknames, whatever their case. */
  remove: (nicknames: readonly string[]) => store(without(nicknames)),
};

const without = (nicknames: readonly string[]) => {
  const keys = new Set(nicknames.map(foldCase));
  return [...ignoreList.getState()].flatMap(([key, nickname]) => (keys.has(key) ? [] : nickname));
};

/** Nicknames contain no spaces, so a space separates them. */
const store = (nicknames: readonly string[]) => {
  storedIgnoredNicknames.write(nicknames.join(' '));
  changed.emit();
};
