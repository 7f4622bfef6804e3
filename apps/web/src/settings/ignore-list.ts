import { storedIgnoredNicknames } from '../browser/storage.ts';
import { foldCase } from '../text/fold-case.ts';
import type { IgnoreList } from '../sync/ignored-rows.ts';

const listeners = new Set<() => void>();
let text = '';
let ignored: IgnoreList = new Map();

/** Whom this browser ignores, in all its tabs. Nobody else hears of it. */
export const ignoredPeople = {
  now: (): IgnoreList => {
    const kept = storedIgnoredNicknames.read();
    if (kept !== text) {
      text = kept;
      ignored = new Map(kept.split(' ').flatMap((nickname) => (nickname ? [[foldCase(nickname), nickname]] : [])));
    }
    return ignored;
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    window.addEventListener('storage', listener);
    return () => {
      listeners.delete(listener);
      window.removeEventListener('storage', listener);
    };
  },
  ignore: (nickname: string) => keep([...others([nickname]), nickname]),
  /** Ignores nobody any more who is called one of these. */
  heed: (nicknames: readonly string[]) => keep(others(nicknames)),
};

const others = (nicknames: readonly string[]) => {
  const keys = new Set(nicknames.map(foldCase));
  return [...ignoredPeople.now()].flatMap(([key, nickname]) => (keys.has(key) ? [] : nickname));
};

/** A nickname has no spaces in it. */
const keep = (nicknames: readonly string[]) => {
  storedIgnoredNicknames.write(nicknames.join(' '));
  for (const listener of listeners) listener();
};
