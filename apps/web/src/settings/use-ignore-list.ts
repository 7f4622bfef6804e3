import { useSyncExternalStore } from 'react';
import { ignoredPeople } from './ignore-list.ts';
import type { Ignored } from '../sync/ignored-rows.ts';

/** Whom one ignores in this browser, now. */
export const useIgnored = (): Ignored => useSyncExternalStore(ignoredPeople.subscribe, ignoredPeople.now);
