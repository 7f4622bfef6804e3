import { useSyncExternalStore } from 'react';
import { activeLanguage, type ActiveLanguage } from './active-language.ts';
import type { Strings } from './en.ts';

/** The active language. */
export const useLanguage = (): ActiveLanguage =>
  useSyncExternalStore(activeLanguage.subscribe, activeLanguage.getState);

/** The strings of the active language. */
export const useStrings = (): Strings => useLanguage().strings;
