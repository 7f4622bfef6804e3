import { useSyncExternalStore } from 'react';
import type { IgnoreList } from '../sync/view/ignored-rows.ts';
import { ignoreList } from './ignore-list.ts';

/** The ignore list of this browser. */
export const useIgnoreList = (): IgnoreList => useSyncExternalStore(ignoreList.subscribe, ignoreList.getState);
