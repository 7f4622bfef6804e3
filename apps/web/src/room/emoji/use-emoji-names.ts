import { useEffect, useSyncExternalStore } from 'react';
import { onDemandModule } from '../../browser/lazy-module.ts';
import { createStore } from '../../sync/store.ts';
import type { EmojiNames } from './emoji-names.ts';

/** The names, or why there are none: `failed` until the next attempt to load them. */
export type EmojiNamesState = EmojiNames | 'not-loaded' | 'loading' | 'failed';

const importNames = onDemandModule(async () => (await import('./loaded-emoji-names.ts')).emojiNames);
const state = createStore<EmojiNamesState>('not-loaded');

/** Loads the names of emoji, unless they are loaded. Resolves with undefined if they cannot be loaded; the next call tries again. */
export const loadEmojiNames = async (): Promise<EmojiNames | undefined> => {
  if (typeof state.getState() !== 'object') state.setState('loading');
  const names = await importNames();
  state.setState(names ?? 'failed');
  return names;
};

/** The names of emoji. They are loaded when `isNeeded` becomes true. */
export const useEmojiNames = (isNeeded: boolean): EmojiNamesState => {
  useEffect(() => {
    if (isNeeded) void loadEmojiNames();
  }, [isNeeded]);
  return useSyncExternalStore(state.subscribe, state.getState);
};
