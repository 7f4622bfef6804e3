import { useSyncExternalStore } from 'react';
import { browserSettings } from './browser-settings.ts';
import type { Settings } from './settings.ts';

/** The settings of this browser. */
export const useSettings = (): Settings => useSyncExternalStore(browserSettings.subscribe, browserSettings.getState);
