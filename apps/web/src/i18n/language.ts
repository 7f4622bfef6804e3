import { lazyModule } from '../browser/lazy-module.ts';
import { en, type Strings } from './en.ts';

/** The supported languages: their names for themselves, and how to load their strings. English is part of the main bundle. */
export const languages = {
  en: { name: 'English', load: async (): Promise<Strings | undefined> => en },
  de: { name: 'Deutsch', load: lazyModule<Strings>(async () => (await import('./de.ts')).de) },
} as const;

/** A supported language. */
export type Language = keyof typeof languages;

/** Returns `choice`, or for `auto` the first supported language of the `preferred` locales. Falls back to English. */
export const resolveLanguage = (choice: Language | 'auto', preferred: readonly string[]): Language => {
  if (choice !== 'auto') return choice;
  return preferred.map(languageOf).find(isSupported) ?? 'en';
};

/** Returns the first of the `preferred` locales in this language, so that times follow the reader's country. Falls back to the language. */
export const resolveLocale = (language: Language, preferred: readonly string[]): string =>
  preferred.find((locale) => languageOf(locale) === language) ?? language;

const languageOf = (locale: string) => locale.toLowerCase().split('-', 1)[0] ?? '';

const isSupported = (language: string): language is Language => Object.hasOwn(languages, language);
