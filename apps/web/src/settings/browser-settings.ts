import { keptSettings } from '../browser/storage.ts';
import { SettingsStore } from './settings-store.ts';

/** What was chosen in this browser. */
export const browserSettings = new SettingsStore({
  kept: keptSettings,
  onKeptElsewhere: (listener) => {
    window.addEventListener('storage', listener);
    return () => window.removeEventListener('storage', listener);
  },
});
