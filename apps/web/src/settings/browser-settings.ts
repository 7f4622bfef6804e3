import { storedSettings } from '../browser/storage/storage.ts';
import { SettingsStore } from './settings-store.ts';

/** The settings of this browser, stored in `localStorage`. */
export const browserSettings = new SettingsStore({
  storage: storedSettings,
  onExternalChange: (listener) => {
    window.addEventListener('storage', listener);
    return () => window.removeEventListener('storage', listener);
  },
});
