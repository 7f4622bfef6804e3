import { storedSettings } from '../browser/storage.ts';
import { SettingsStore } from './settings-store.ts';

/** What was chosen in this browser. */
export const browserSettings = new SettingsStore({
  kept: storedSettings,
  onKeptElsewhere: (listener) => {
    window.addEventListener('storage', listener);
    return () => window.removeEventListener('storage', listener);
  },
});
