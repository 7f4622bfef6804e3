import { useSyncExternalStore } from 'react';
import { ignoredPeople } from './ignore-list.ts';
import type { IgnoreList } from '../sync/ignored-rows.ts';

/** Whom one ignores in this browser, now. */
export const useIgnored = (): IgnoreList => useSyncExternalStore(ignoredPeople.subscribe, ignoredPeople.now);
