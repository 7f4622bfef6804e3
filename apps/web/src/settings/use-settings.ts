import { useSyncExternalStore } from 'react';
import { browserSettings } from './browser-settings.ts';
import type { Settings } from './settings.ts';

/** What was chosen in this browser, now. */
export const useSettings = (): Settings => useSyncExternalStore(browserSettings.subscribe, browserSettings.now);
