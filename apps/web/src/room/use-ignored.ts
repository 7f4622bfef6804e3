import { useSyncExternalStore } from 'react';
import { ignoredPeople } from '../ignored-people.ts';
import type { Ignored } from './ignored-rows.ts';

/** Whom one ignores in this browser, now. */
export const useIgnored = (): Ignored => useSyncExternalStore(ignoredPeople.subscribe, ignoredPeople.now);
